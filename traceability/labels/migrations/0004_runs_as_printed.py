"""A scanned code is looked up by GTIN and lot as they were printed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("labels", "0003_off_a_pallet_and_onto_another")]

    operations = [
        migrations.AddIndex(
            model_name="labelrun", index=models.Index(fields=["lot_code", "gtin"], name="runs_as_printed")
        )
    ]
