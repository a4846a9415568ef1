"""What stands on the pallets of a batch that is loaded or has left stays there: the database itself refuses."""

from django.db import migrations

from traceability.ledger.operations import Guard

IS_SHUT = """
    EXISTS (SELECT 1 FROM exports_pallet p JOIN exports_exportbatch b ON b.id = p.batch_id
            WHERE p.id = {row}.pallet_id AND b.state NOT IN ('draft', 'ready'))
"""
MESSAGE = "What stands on the pallets of a loaded batch stays there. Unload it first."


class Migration(migrations.Migration):
    dependencies = [("exports", "0007_open_pallets_and_gross_weight")]

    operations = [
        Guard(
            "exports_what_is_loaded_takes_no_more",
            "exports_palletcontent",
            moment="INSERT OR UPDATE",
            refuses=IS_SHUT.format(row="NEW"),
            message=MESSAGE,
        ),
        Guard(
            "exports_what_is_loaded_stays",
            "exports_palletcontent",
            moment="DELETE",
            refuses=IS_SHUT.format(row="OLD"),
            message=MESSAGE,
        ),
    ]
