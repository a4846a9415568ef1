"""The books balance by construction: what goes in comes out, and nothing that was written down changes."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, VendorSQL

UNBALANCED = "What goes into a lot must equal its weight and the recorded loss."
CLOSED = "What a lot was made of is settled: nothing can be added to it."
SETTLED = "The trade item, code and first weight of a lot never change, and what was taken never comes back."
UNDRAWN = "What goes into another lot is taken from its stock first."
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
CHANGES = """
    NEW.product_id <> OLD.product_id OR NEW.code <> OLD.code OR NEW.owner_id <> OLD.owner_id
    OR NEW.weight_g <> OLD.weight_g OR NEW.remaining_g > OLD.remaining_g
    OR COALESCE(NEW.units, 0) <> COALESCE(OLD.units, 0)
"""

GUARDS = (
    # name, table, moment, condition, message
    ("lots_books_balance", "lots_making", "INSERT", IS_UNBALANCED, UNBALANCED),
    ("lots_inputs_are_settled", "lots_lotinput", "INSERT", IS_CLOSED, CLOSED),
    ("lots_inputs_are_drawn", "lots_lotinput", "INSERT", IS_UNDRAWN, UNDRAWN),
    ("lots_weights_are_settled", "lots_lot", "UPDATE", CHANGES, SETTLED),
    ("lots_are_kept", "lots_lot", "DELETE", "1 = 1", NOT_DELETED),
)


def _postgresql(name: str, table: str, moment: str, condition: str, message: str) -> list[str]:
    row = "OLD" if moment == "DELETE" else "NEW"
    return [
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$
        BEGIN
            IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = '23001'; END IF;
            RETURN {row};
        END $guard$
        """,
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _sqlite(name: str, table: str, moment: str, condition: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


class Migration(migrations.Migration):
    dependencies = [("lots", "0001_initial")]

    operations = [
        VendorSQL(
            sqlite=[_sqlite(*guard) for guard in GUARDS],
            reverse_sqlite=[f"DROP TRIGGER {name}" for name, *_ in GUARDS],
            postgresql=[statement for guard in GUARDS for statement in _postgresql(*guard)],
            reverse_postgresql=[
                statement
                for name, table, *_ in GUARDS
                for statement in (f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()")
            ],
        ),
        AppendOnly(
            "lots_lotinput",
            reason="Record what became of the lot instead.",
            keys=[["id"], ["child_id", "parent_id"]],
        ),
        AppendOnly("lots_making", reason="Record what became of the lot instead.", keys=[["id"], ["lot_id"]]),
        AppendOnly("lots_loss", reason="Record another loss.", keys=[["id"], ["event_id"]]),
        AppendOnly("lots_lotorigin", reason="Correct the harvest by a new record.", keys=[["id"], ["lot_id"]]),
    ]
