"""Held fruit goes into nothing: the database itself refuses. What was stopped and released is never rewritten."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard

IS_HELD = "EXISTS (SELECT 1 FROM holding_heldlot h WHERE h.lot_id = NEW.{lot} AND h.is_open)"
REOPENS = "NEW.hold_id <> OLD.hold_id OR NEW.lot_id <> OLD.lot_id OR NEW.began_here <> OLD.began_here OR NEW.is_open"
RELEASES_A_RECALL = "(SELECT kind FROM holding_hold WHERE id = NEW.hold_id) = 'recall'"


class Migration(migrations.Migration):
    dependencies = [("holding", "0001_initial"), ("lots", "0002_books_balance")]

    operations = [
        Guard(
            "holding_held_fruit_goes_into_nothing",
            "lots_lotinput",
            moment="INSERT",
            refuses=IS_HELD.format(lot="parent_id"),
            message="Held fruit goes into nothing until its hold is released.",
        ),
        Guard(
            "holding_a_hold_only_ends",
            "holding_heldlot",
            moment="UPDATE",
            refuses=REOPENS,
            message="A lot that was held is only ever released.",
        ),
        Guard(
            "holding_held_lots_are_kept",
            "holding_heldlot",
            moment="DELETE",
            message="What was held is kept. Release the hold.",
        ),
        Guard(
            "holding_a_recall_stands",
            "holding_release",
            moment="INSERT",
            refuses=RELEASES_A_RECALL,
            message="A recall is never taken back.",
        ),
        AppendOnly("holding_hold", reason="Release it instead.", keys=[["id"], ["event_id"]]),
        AppendOnly("holding_release", reason="Hold the lot again instead.", keys=[["id"], ["hold_id"], ["event_id"]]),
    ]
