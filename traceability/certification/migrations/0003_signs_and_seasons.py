"""A ledger of printed signs, what a plot can yield in a season, and how many fruit a sample has."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from traceability.ledger.operations import AppendOnly, Guard


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0002_a_name_only_for_its_species"),
        ("lots", "0003_plot_yield"),
        ("parties", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SamplingPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("confidence", models.CharField(max_length=80)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("purpose", models.CharField(help_text="inspection or residues", max_length=12)),
                ("lot_from_g", models.PositiveBigIntegerField(help_text="Grams of the lot from which it holds")),
                ("fruits", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlotYield",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("confidence", models.CharField(max_length=80)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("kg_per_mu", models.PositiveIntegerField(help_text="Kilograms to the 亩 and season")),
                (
                    "species",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lots.species"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlotSeason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("bound_g", models.PositiveBigIntegerField()),
                ("certified_g", models.PositiveBigIntegerField(default=0)),
                (
                    "plot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.place"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certification.gischeme"
                    ),
                ),
                (
                    "yields",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certification.plotyield"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "plot", "year"), name="a_plot_has_one_season_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("certified_g__lte", models.F("bound_g"))),
                        name="certificates_cover_no_more_than_a_plot_yields",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("labels", models.PositiveIntegerField()),
                ("weight_g", models.PositiveBigIntegerField(help_text="Grams of the quota that the signs took")),
                ("credit_code", models.CharField(help_text="As it stood at the sign", max_length=18)),
                ("printed_at", models.DateTimeField()),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signs",
                        to="certification.certificate",
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "printed_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ledger of signs",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("labels__gt", 0), ("weight_g__gt", 0)), name="a_print_has_signs"
                    )
                ],
            },
        ),
        AppendOnly("certification_signentry", reason="A label that was spoilt is declared void instead."),
        Guard(
            "certification_season_is_never_given_back",
            "certification_plotseason",
            moment="UPDATE",
            refuses="NEW.certified_g < OLD.certified_g OR NEW.scheme_id <> OLD.scheme_id "
            "OR NEW.plot_id <> OLD.plot_id OR NEW.year <> OLD.year",
            message="What certificates cover of a plot's season is never given back.",
        ),
        Guard(
            "certification_season_is_not_deleted",
            "certification_plotseason",
            moment="DELETE",
            message="What certificates cover of a plot's season is never given back.",
        ),
    ]
