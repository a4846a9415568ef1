"""Statements about a batch, clauses of requirements, and reports that keep all that they rest on."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from traceability.ledger.operations import AppendOnly, VendorSQL

REPORTS = AppendOnly("exports_readinessreport", reason="Judge the batch again: that is a report of its own.")
UNGUARDED = VendorSQL(
    sqlite=REPORTS.backwards["sqlite"] or (),
    postgresql=REPORTS.backwards["postgresql"] or (),
    reverse_sqlite=REPORTS.forwards["sqlite"],
    reverse_postgresql=REPORTS.forwards["postgresql"],
)
"""SQLite rebuilds a table to alter it, and would forget its triggers."""


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0008_what_is_loaded_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        UNGUARDED,
        migrations.CreateModel(
            name="Clause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("confidence", models.CharField(max_length=80)),
                (
                    "requirement",
                    models.SlugField(help_text="Code of the requirement, whichever its version", max_length=40),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "species",
                    models.CharField(
                        blank=True, help_text="Species codes with spaces between; empty: all fruit", max_length=40
                    ),
                ),
                ("subject", models.CharField(max_length=120)),
                ("rule", models.CharField(blank=True, max_length=200)),
                ("parameters", models.JSONField(blank=True, default=dict)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.SlugField(help_text="As the requirement names it", max_length=40)),
                ("holds", models.BooleanField(help_text="It is so; or it is not")),
                ("remark", models.CharField(blank=True, max_length=400)),
                ("measured", models.JSONField(default=dict, help_text="By the names in exports/readiness/measures.py")),
                ("photo", models.FileField(blank=True, upload_to="statements/")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="readinessreport",
            name="because",
            field=models.CharField(
                choices=[
                    ("asked", "Somebody asked"),
                    ("shipped", "It was shipped"),
                    ("rules_changed", "Rules or limits changed"),
                ],
                default="asked",
                max_length=14,
            ),
        ),
        migrations.AddField(
            model_name="readinessreport",
            name="facts",
            field=models.JSONField(
                default=dict,
                encoder=django.core.serializers.json.DjangoJSONEncoder,
                help_text="What was recorded about the batch at that moment",
            ),
        ),
        migrations.AddField(
            model_name="readinessreport",
            name="language",
            field=models.CharField(default="en", help_text="In which its words are", max_length=10),
        ),
        migrations.AddField(
            model_name="readinessreport",
            name="rules",
            field=models.JSONField(default=list, help_text="The rules as they read at that moment"),
        ),
        migrations.AddField(
            model_name="readinessreport",
            name="rules_sha256",
            field=models.CharField(blank=True, help_text="Of all rules and limits, at that moment", max_length=64),
        ),
        migrations.AddField(
            model_name="requirement",
            name="who",
            field=models.CharField(
                choices=[
                    ("exporter", "the exporter"),
                    ("cooperative", "the packing house"),
                    ("control_body", "the control body"),
                    ("laboratory", "the laboratory"),
                    ("customs", "customs, asked by the exporter"),
                    ("importer", "the importer"),
                    ("site", "whoever runs this site"),
                ],
                default="exporter",
                help_text="Who can mend it when it does not hold",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="readinessreport",
            name="judged_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: judged by itself",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="requirement",
            name="parameters",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="requirement",
            name="severity",
            field=models.CharField(choices=[("block", "Blocks"), ("warn", "Warns"), ("info", "Informs")], max_length=5),
        ),
        migrations.AlterField(
            model_name="requirement",
            name="stage",
            field=models.CharField(
                choices=[
                    ("orchard", "Orchard"),
                    ("spraying", "Spraying"),
                    ("harvest", "Harvest"),
                    ("name", "The name"),
                    ("conformity", "合格证"),
                    ("packing", "Packing"),
                    ("label", "Label"),
                    ("tests", "Tests"),
                    ("plant_health", "Plant health"),
                    ("loading", "Loading"),
                    ("border", "Border"),
                    ("customs", "Customs"),
                    ("trace", "Trace"),
                    ("elsewhere", "Elsewhere"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="readinessreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", "rules_changed"), ("judged_by__isnull", False), _connector="OR"),
                name="somebody_asks_for_a_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                fields=("requirement", "species", "subject", "position", "valid_from"), name="a_clause_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="a_clause_ends_after_it_begins",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="exports.exportbatch"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["batch", "topic", "-id"], name="what_was_said_last"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("holds", True), models.Q(("remark", ""), _negated=True), _connector="OR"),
                name="what_does_not_hold_is_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("photo", ""), ("sha256", "")),
                    models.Q(models.Q(("photo", ""), _negated=True), ("sha256__regex", "^[0-9a-f]{64}$")),
                    _connector="OR",
                ),
                name="a_photo_of_a_statement_is_hashed",
            ),
        ),
        REPORTS,
        AppendOnly("exports_statement", reason="Who was wrong says so in a new statement."),
    ]
