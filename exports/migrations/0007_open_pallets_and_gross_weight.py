"""A pallet is open while cartons are scanned onto it; what it weighs and what it is made of are noted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("epcis", "0002_events_stay_as_written"),
        ("exports", "0006_what_the_buyer_pays_and_papers_of_ours"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="exportbatch",
            name="carton_tare_g",
            field=models.PositiveIntegerField(blank=True, help_text="An empty carton, with its lid", null=True),
        ),
        migrations.AddField(
            model_name="exportbatch",
            name="pallet_tare_g",
            field=models.PositiveIntegerField(blank=True, help_text="An empty pallet, with straps", null=True),
        ),
        migrations.AddField(
            model_name="exportbatch",
            name="payload_g",
            field=models.PositiveIntegerField(
                blank=True, help_text="What the container may carry, as on its door; grams", null=True
            ),
        ),
        migrations.AddField(
            model_name="pallet",
            name="base",
            field=models.CharField(
                blank=True,
                choices=[("wood", "Wood"), ("plastic", "Plastic"), ("paper", "Paper or cardboard")],
                help_text="Empty: nobody has said",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="pallet",
            name="gross_g",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="As weighed, pallet and all; empty: not weighed since it was last changed",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="pallet",
            name="wood_mark",
            field=models.CharField(blank=True, help_text="ISPM 15, as burnt in: CN-45 0321 HT", max_length=30),
        ),
        migrations.AddField(
            model_name="palletcontent",
            name="event",
            field=models.ForeignKey(
                blank=True,
                help_text="Which told that they came onto it; empty: the pallet is open",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="epcis.event",
            ),
        ),
        migrations.AlterField(
            model_name="pallet",
            name="event",
            field=models.OneToOneField(
                blank=True,
                help_text="Which first told what is on it; empty: open for the first time",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="epcis.event",
            ),
        ),
        migrations.AddConstraint(
            model_name="pallet",
            constraint=models.CheckConstraint(
                condition=models.Q(("gross_g", None), ("gross_g__gt", 0), _connector="OR"),
                name="a_pallet_weighs_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="pallet",
            constraint=models.CheckConstraint(
                condition=models.Q(("base__in", ["", "wood", "plastic", "paper"])), name="a_base_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="pallet",
            constraint=models.CheckConstraint(
                condition=models.Q(("wood_mark", ""), ("base", "wood"), _connector="OR"),
                name="only_wood_bears_the_mark_of_wood",
            ),
        ),
    ]
