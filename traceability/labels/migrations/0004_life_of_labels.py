"""Labels become active, are printed once more, leave in files and go to printers; a run keeps what was printed."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from traceability.ledger.operations import VendorSQL


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0005_findings_without_language"),
        ("epcis", "0002_events_stay_as_written"),
        ("jobs", "0001_initial"),
        ("labels", "0003_no_labels_for_held_fruit"),
        ("lots", "0004_days_and_stock_at_once"),
        ("parties", "0002_the_number_an_organisation_gives"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Download",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("output", models.CharField(max_length=20)),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("taken_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Printer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                (
                    "language",
                    models.CharField(choices=[("zpl", "ZPL: Zebra"), ("tspl", "TSPL: TSC, Gprinter")], max_length=4),
                ),
                (
                    "dpi",
                    models.PositiveSmallIntegerField(
                        choices=[(203, "203 dpi, 8 dots a millimetre"), (300, "300 dpi, 12 dots a millimetre")],
                        default=203,
                    ),
                ),
                ("host", models.GenericIPAddressField(help_text="An address of the local network, never a name")),
                ("port", models.PositiveIntegerField(default=9100)),
                ("answers", models.BooleanField(default=True, help_text="It answers when it is asked for its state")),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Printing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "sent",
                    models.PositiveIntegerField(
                        help_text="The last label handed to the printer; one less than the first: none"
                    ),
                ),
                (
                    "good",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The last label that came out readable; empty until somebody looked",
                        null=True,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Reprint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        # Not AddField alone: on SQLite it rebuilds the table, whose name stands in triggers of other rooms.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                VendorSQL(
                    sqlite=[
                        "ALTER TABLE labels_labelrun ADD COLUMN gtin varchar(14) NOT NULL DEFAULT ''",
                        "ALTER TABLE labels_labelrun ADD COLUMN lot_code varchar(20) NOT NULL DEFAULT ''",
                    ],
                    postgresql=[
                        "ALTER TABLE labels_labelrun ADD COLUMN gtin varchar(14) NOT NULL DEFAULT '', "
                        "ADD COLUMN lot_code varchar(20) NOT NULL DEFAULT ''",
                        "ALTER TABLE labels_labelrun ALTER COLUMN gtin DROP DEFAULT, "
                        "ALTER COLUMN lot_code DROP DEFAULT",
                    ],
                    reverse_sqlite=[
                        "ALTER TABLE labels_labelrun DROP COLUMN gtin",
                        "ALTER TABLE labels_labelrun DROP COLUMN lot_code",
                    ],
                    reverse_postgresql=["ALTER TABLE labels_labelrun DROP COLUMN gtin, DROP COLUMN lot_code"],
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="labelrun",
                    name="gtin",
                    field=models.CharField(
                        default="", help_text="Exactly as printed, whatever is corrected later", max_length=14
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="labelrun",
                    name="lot_code",
                    field=models.CharField(
                        default="", help_text="Exactly as printed, whatever is corrected later", max_length=20
                    ),
                    preserve_default=False,
                ),
            ],
        ),
        migrations.AddField(
            model_name="labelspan",
            name="is_spare",
            field=models.BooleanField(
                default=False, help_text="Void because it was left over, not because it went wrong"
            ),
        ),
        migrations.AlterField(
            model_name="labelspan",
            name="state",
            field=models.CharField(
                choices=[("active", "Active"), ("void", "Void"), ("on_pallet", "On a pallet")], max_length=12
            ),
        ),
        migrations.AddConstraint(
            model_name="labelspan",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_spare", False), ("state", "void"), _connector="OR"),
                name="a_spare_label_is_void",
            ),
        ),
        migrations.AddField(
            model_name="download",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="downloads", to="labels.labelrun"
            ),
        ),
        migrations.AddField(
            model_name="download",
            name="taken_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="printer",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="printers", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="printing",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="printing",
            name="job",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="printing",
                to="jobs.job",
            ),
        ),
        migrations.AddField(
            model_name="printing",
            name="printer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="printings", to="labels.printer"
            ),
        ),
        migrations.AddField(
            model_name="printing",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="printings", to="labels.labelrun"
            ),
        ),
        migrations.AddField(
            model_name="printing",
            name="started_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reprint",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reprint",
            name="event",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="epcis.event"),
        ),
        migrations.AddField(
            model_name="reprint",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reprints", to="labels.labelrun"
            ),
        ),
        migrations.AddField(
            model_name="printing",
            name="reprint",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="printings",
                to="labels.reprint",
            ),
        ),
        migrations.AddField(
            model_name="download",
            name="reprint",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="downloads",
                to="labels.reprint",
            ),
        ),
        migrations.AddConstraint(
            model_name="printer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None)), fields=("owner", "name"), name="a_printer_s_name_is_used_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="printer",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), ("port__gte", 1), ("port__lte", 65535)),
                name="a_printer_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="reprint",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__gte", 1), ("last__gte", models.F("first"))), name="a_reprint_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="reprint",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_reprint_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="printing",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__gte", 1), ("last__gte", models.F("first"))), name="a_printing_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="printing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sent__gte",
                        django.db.models.expressions.CombinedExpression(models.F("first"), "-", models.Value(1)),
                    ),
                    ("sent__lte", models.F("last")),
                ),
                name="a_printing_sends_its_own_labels",
            ),
        ),
        migrations.AddConstraint(
            model_name="printing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("good", None),
                    models.Q(
                        (
                            "good__gte",
                            django.db.models.expressions.CombinedExpression(models.F("first"), "-", models.Value(1)),
                        ),
                        ("good__lte", models.F("sent")),
                    ),
                    _connector="OR",
                ),
                name="a_good_label_was_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="printing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("good", None)),
                    models.Q(("confirmed_at__isnull", False), ("good__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_looked_at_a_good_label",
            ),
        ),
        migrations.AddConstraint(
            model_name="printing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("good", None)), fields=("run",), name="one_printing_of_a_run_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="download",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__gte", 1), ("last__gte", models.F("first"))), name="a_download_runs_forward"
            ),
        ),
    ]
