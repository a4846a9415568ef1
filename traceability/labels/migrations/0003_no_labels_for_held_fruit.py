"""No label is printed for a lot that is held or recalled: the database itself refuses."""

from django.db import migrations

from traceability.ledger.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("labels", "0002_a_name_only_on_its_fruit"), ("holding", "0002_what_is_held_stays")]

    operations = [
        Guard(
            "labels_none_for_held_fruit",
            "labels_labelrun",
            moment="INSERT",
            refuses="EXISTS (SELECT 1 FROM holding_heldlot h WHERE h.lot_id = NEW.lot_id AND h.is_open)",
            message="No label is printed for a lot that is held.",
        )
    ]
