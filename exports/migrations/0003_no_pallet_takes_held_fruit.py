"""No pallet takes cartons of a lot that is held or recalled: the database itself refuses."""

from django.db import migrations

from traceability.ledger.operations import Guard

IS_HELD = """
    EXISTS (SELECT 1 FROM labels_labelrun r JOIN holding_heldlot h ON h.lot_id = r.lot_id
            WHERE r.id = NEW.run_id AND h.is_open)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0002_no_carton_on_two_pallets"),
        ("labels", "0002_what_the_database_refuses"),
        ("holding", "0002_what_is_held_stays"),
    ]

    operations = [
        Guard(
            "exports_no_pallet_takes_held_fruit",
            "exports_palletcontent",
            moment="INSERT",
            refuses=IS_HELD,
            message="No pallet takes cartons of a lot that is held.",
        )
    ]
