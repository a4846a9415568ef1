"""A batch is ready and loaded before it leaves, goes by some mode on some terms, and a warning may be overridden."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from traceability.ledger.operations import AppendOnly, VendorSQL

BEFORE = AppendOnly(
    "exports_movement",
    reason="A step was taken when it was taken.",
    keys=[["id"], ["batch_id", "step"], ["event_id"]],
)
AFTER = AppendOnly(
    "exports_movement",
    reason="A step was taken when it was taken.",
    keys=[["id"], ["batch_id", "step", "turn"], ["event_id"]],
)
# SQLite rebuilds a table to alter it and forgets its triggers.
LIFTED = VendorSQL(
    sqlite=BEFORE.backwards["sqlite"] or (),
    postgresql=BEFORE.backwards["postgresql"] or (),
    reverse_sqlite=BEFORE.forwards["sqlite"],
    reverse_postgresql=BEFORE.forwards["postgresql"],
)


class Migration(migrations.Migration):
    dependencies = [
        ("epcis", "0002_events_stay_as_written"),
        ("exports", "0004_what_a_paper_says"),
        ("parties", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        LIFTED,
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("requirement", models.CharField(help_text="Code of the requirement that warns", max_length=40)),
                ("version", models.PositiveSmallIntegerField(help_text="Of the requirement")),
                ("revision", models.PositiveIntegerField(help_text="Of the batch")),
                ("words", models.TextField(help_text="What was found, as it was read")),
                ("why", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="exportbatch",
            name="a_batch_is_in_a_known_state",
        ),
        migrations.RemoveConstraint(
            model_name="movement",
            name="a_batch_takes_each_step_once",
        ),
        migrations.AddField(
            model_name="exportbatch",
            name="buyer_order",
            field=models.CharField(blank=True, help_text="The buyer’s own number of the order", max_length=60),
        ),
        migrations.AddField(
            model_name="exportbatch",
            name="incoterm",
            field=models.CharField(
                blank=True,
                choices=[
                    ("EXW", "EXW, ex works"),
                    ("FCA", "FCA, free carrier"),
                    ("FAS", "FAS, free alongside ship"),
                    ("FOB", "FOB, free on board"),
                    ("CPT", "CPT, carriage paid to"),
                    ("CIP", "CIP, carriage and insurance paid to"),
                    ("CFR", "CFR, cost and freight"),
                    ("CIF", "CIF, cost, insurance and freight"),
                    ("DAP", "DAP, delivered at place"),
                    ("DPU", "DPU, delivered at place unloaded"),
                    ("DDP", "DDP, delivered duty paid"),
                ],
                help_text="Incoterms 2020; empty: not agreed yet",
                max_length=3,
            ),
        ),
        migrations.AddField(
            model_name="exportbatch",
            name="mode",
            field=models.CharField(
                choices=[("sea", "By sea"), ("air", "By air"), ("rail", "By rail"), ("road", "By road")],
                default="sea",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="exportbatch",
            name="revision",
            field=models.PositiveIntegerField(
                default=1, help_text="Goes up with every change of what is on its pallets"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="turn",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="2 when a container is loaded for the second time"
            ),
        ),
        migrations.AlterField(
            model_name="exportbatch",
            name="seal",
            field=models.CharField(blank=True, help_text="Several with commas between", max_length=60),
        ),
        migrations.AlterField(
            model_name="exportbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("ready", "Ready"),
                    ("loaded", "Loaded"),
                    ("shipped", "Shipped"),
                    ("arrived", "Arrived"),
                    ("received", "Received"),
                    ("refused", "Refused"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="movement",
            name="step",
            field=models.CharField(
                choices=[
                    ("loaded", "Loaded"),
                    ("unloaded", "Unloaded"),
                    ("shipped", "Shipped"),
                    ("arrived", "Arrived"),
                    ("received", "Received"),
                    ("refused", "Refused"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="exportbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "ready", "loaded", "shipped", "arrived", "received", "refused"])
                ),
                name="a_batch_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["sea", "air", "rail", "road"])), name="a_batch_goes_some_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="exportbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("incoterm__in", ["", "FAS", "FOB", "CFR", "CIF", "EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP"])
                ),
                name="an_incoterm_is_one_of_2020",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mode", "sea"),
                    models.Q(("incoterm__in", ("FAS", "FOB", "CFR", "CIF")), _negated=True),
                    _connector="OR",
                ),
                name="a_maritime_incoterm_goes_by_sea",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.UniqueConstraint(fields=("batch", "step", "turn"), name="a_batch_takes_each_step_once"),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("turn", 1), models.Q(("step__in", ["loaded", "unloaded"]), ("turn__gt", 1)), _connector="OR"
                ),
                name="only_loading_is_done_again",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="exports.exportbatch"
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="an_override_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(
                fields=("batch", "requirement", "version", "revision"), name="a_warning_is_overridden_once"
            ),
        ),
        AFTER,
        AppendOnly(
            "exports_override",
            reason="Whoever took a warning on did so.",
            keys=[["id"], ["batch_id", "requirement", "version", "revision"]],
        ),
    ]
