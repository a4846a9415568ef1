"""What was decided and photographed when a pallet was opened is never rewritten."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("receiving", "0001_initial")]

    operations = [
        AppendOnly(
            "receiving_palletreceipt",
            reason="A pallet is decided once; write to the exporter about what was found later.",
            keys=[["id"], ["pallet_id"]],
        ),
        AppendOnly("receiving_receiptphoto", reason="A photo stays.", keys=[["id"], ["receipt_id", "sha256"]]),
    ]
