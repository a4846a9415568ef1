"""The books balance by construction: what goes in comes out, and nothing that was written down changes."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard

UNBALANCED = "What goes into a lot must equal its weight and the recorded loss."
CLOSED = "What a lot was made of is settled: nothing can be added to it."
SETTLED = "The trade item, code and first weight of a lot never change, and what was taken never comes back."
UNDRAWN = "What goes into another lot is taken from its stock first."
ANOTHER_OWNER = "Who made a lot is who owns it."
NOT_DELETED = "A lot is never deleted. Record what became of it."

INPUTS = "(SELECT COALESCE(SUM(weight_g), 0) FROM lots_lotinput WHERE child_id = NEW.lot_id)"
OUTPUT = "(SELECT weight_g FROM lots_lot WHERE id = NEW.lot_id) + NEW.loss_g"
IS_UNBALANCED = f"""
    (NEW.act <> 'receive' AND {INPUTS} <> {OUTPUT}) OR (NEW.act = 'receive' AND ({INPUTS} <> 0 OR NEW.loss_g <> 0))
"""
IS_CLOSED = "EXISTS (SELECT 1 FROM lots_making WHERE lot_id = NEW.child_id)"
USED = "(SELECT COALESCE(SUM(weight_g), 0) FROM lots_lotinput WHERE parent_id = NEW.parent_id)"
LOST = "(SELECT COALESCE(SUM(weight_g), 0) FROM lots_loss WHERE lot_id = NEW.parent_id)"
DRAWN = "(SELECT weight_g - remaining_g FROM lots_lot WHERE id = NEW.parent_id)"
IS_UNDRAWN = f"{DRAWN} < {USED} + {LOST} + NEW.weight_g"
IS_CORRECTED = """(
    OLD.remaining_g = OLD.weight_g AND NEW.remaining_g = NEW.weight_g
    AND EXISTS (SELECT 1 FROM lots_making m WHERE m.lot_id = OLD.id AND m.act = 'receive')
    AND EXISTS (
        SELECT 1 FROM lots_weightcorrection c
        WHERE c.id = (SELECT MAX(id) FROM lots_weightcorrection WHERE lot_id = OLD.id)
        AND c.before_g = OLD.weight_g AND c.weight_g = NEW.weight_g
    )
)"""
CHANGES = f"""
    NEW.product_id <> OLD.product_id OR NEW.code <> OLD.code OR NEW.owner_id <> OLD.owner_id
    OR ((NEW.weight_g <> OLD.weight_g OR NEW.remaining_g > OLD.remaining_g) AND NOT {IS_CORRECTED})
    OR COALESCE(NEW.units, 0) <> COALESCE(OLD.units, 0)
"""


class Migration(migrations.Migration):
    dependencies = [("lots", "0001_initial")]

    operations = [
        Guard("lots_books_balance", "lots_making", moment="INSERT", refuses=IS_UNBALANCED, message=UNBALANCED),
        Guard(
            "lots_are_made_by_their_owner",
            "lots_making",
            moment="INSERT",
            refuses="NEW.owner_id <> (SELECT owner_id FROM lots_lot WHERE id = NEW.lot_id)",
            message=ANOTHER_OWNER,
        ),
        Guard("lots_inputs_are_settled", "lots_lotinput", moment="INSERT", refuses=IS_CLOSED, message=CLOSED),
        Guard("lots_inputs_are_drawn", "lots_lotinput", moment="INSERT", refuses=IS_UNDRAWN, message=UNDRAWN),
        Guard("lots_weights_are_settled", "lots_lot", moment="UPDATE", refuses=CHANGES, message=SETTLED),
        Guard("lots_are_kept", "lots_lot", moment="DELETE", message=NOT_DELETED),
        AppendOnly(
            "lots_lotinput",
            reason="Record what became of the lot instead.",
            keys=[["id"], ["child_id", "parent_id"]],
        ),
        AppendOnly("lots_making", reason="Record what became of the lot instead.", keys=[["id"], ["lot_id"]]),
        AppendOnly("lots_loss", reason="Record another loss.", keys=[["id"], ["event_id"]]),
        AppendOnly("lots_weightcorrection", reason="Correct it once more.", keys=[["id"], ["event_id"]]),
        AppendOnly("lots_lotorigin", reason="Correct the harvest by a new record.", keys=[["id"], ["lot_id"]]),
    ]
