"""What a stocktake finds missing counts as drawn, and a count is never written over."""

from importlib import import_module

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard, Reguard

BALANCE = import_module("traceability.lots.migrations.0002_books_balance")

MISSING = "(SELECT COALESCE(SUM(book_g - counted_g), 0) FROM books_stockcount WHERE lot_id = NEW.{lot} AND counted_g < book_g)"
USED = "(SELECT COALESCE(SUM(weight_g), 0) FROM lots_lotinput WHERE parent_id = NEW.lot_id)"
LOST = "(SELECT COALESCE(SUM(weight_g), 0) FROM lots_loss WHERE lot_id = NEW.lot_id)"
DRAWN = "(SELECT weight_g - remaining_g FROM lots_lot WHERE id = NEW.lot_id)"
LEFT = "(SELECT remaining_g FROM lots_lot WHERE id = NEW.lot_id)"
# In parentheses: PL/pgSQL ends the condition of an IF at the first THEN outside of them.
KEPT = "(CASE WHEN NEW.counted_g < NEW.book_g THEN NEW.counted_g ELSE NEW.book_g END)"
IS_NOT_TAKEN = f"""
    {LEFT} <> {KEPT} OR {DRAWN} < {USED} + {LOST} + {MISSING.format(lot="lot_id")} + NEW.book_g - {KEPT}
"""
LOOKED_AT = {"name": "lots_inputs_are_drawn", "table": "lots_lotinput", "moment": "INSERT", "message": BALANCE.UNDRAWN}


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial"), ("lots", "0002_books_balance")]

    operations = [
        Reguard(
            before=Guard(**LOOKED_AT, refuses=BALANCE.IS_UNDRAWN),
            after=Guard(**LOOKED_AT, refuses=f"{BALANCE.IS_UNDRAWN} + {MISSING.format(lot='parent_id')}"),
        ),
        Guard(
            "books_what_is_missing_is_drawn",
            "books_stockcount",
            moment="INSERT",
            refuses=IS_NOT_TAKEN,
            message="What a stocktake finds missing is taken from the lot's stock first; nothing else is.",
        ),
        AppendOnly("books_stockcount", reason="Count the lot again instead.", keys=[["id"], ["event_id"]]),
    ]
