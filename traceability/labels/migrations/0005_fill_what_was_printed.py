"""Runs of before keep the GTIN and the lot code that stand on their labels: their lot's, which nothing has changed."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    run, lot = apps.get_model("labels", "LabelRun"), apps.get_model("lots", "Lot")
    its = lot.objects.filter(pk=OuterRef("lot"))
    run.objects.filter(gtin="").update(
        gtin=Subquery(its.values("product__gtin")[:1]), lot_code=Subquery(its.values("code")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("labels", "0004_life_of_labels")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
