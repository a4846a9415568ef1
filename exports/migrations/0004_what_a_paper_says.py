"""A paper says what it says as data, and names the paper that it replaces."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0003_no_pallet_takes_held_fruit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="facts",
            field=models.JSONField(
                blank=True, default=dict, help_text="What the paper says, by the names in exports/documents/facts.py"
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="made_from",
            field=models.CharField(
                blank=True,
                help_text="SHA-256 of the data that a paper of ours was made from; else empty",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="pages",
            field=models.PositiveSmallIntegerField(blank=True, help_text="Of a PDF", null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="exports.document",
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("phyto", "Phytosanitary certificate"),
                    ("bill_of_lading", "Bill of lading"),
                    ("invoice", "Commercial invoice"),
                    ("packing_list", "Packing list"),
                    ("gi_certificate_list", "List of GI certificates"),
                    ("traceability", "Traceability statement"),
                    ("residue_summary", "Residue summary"),
                    ("ched_prefill", "Data for the CHED-PP"),
                    ("pre_advice", "Pre-advice"),
                    ("residue_report", "Laboratory report"),
                    ("certificate", "Certificate"),
                    ("conformity", "Certificate of conformity"),
                    ("origin", "Certificate of origin"),
                    ("ched_pp", "CHED-PP"),
                    ("other", "Other"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces", models.F("pk")), _negated=True), name="a_document_replaces_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_from", ""), ("made_from__regex", "^[0-9a-f]{64}$"), _connector="OR"),
                name="a_made_document_names_its_data",
            ),
        ),
    ]
