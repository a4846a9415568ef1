"""What the database itself keeps: papers of record stay as written, and a carton stands on one pallet of sound fruit."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard, VendorSQL

ON_TWO_PALLETS = """
CREATE TRIGGER "exports_carton_stands_on_one_pallet_on_{verb}" BEFORE {verb} ON "exports_palletcontent"
WHEN EXISTS (
    SELECT 1 FROM "exports_palletcontent" AS other
    WHERE other.run_id = NEW.run_id AND other.first <= NEW.last AND other.last >= NEW.first AND other.id IS NOT NEW.id
)
BEGIN SELECT RAISE(ABORT, 'A carton stands on one pallet: some of these labels stand on another already.'); END
"""

# A label is a number: its run in the upper 32 bits, its place in the run in the lower. So the built-in operator class
# of int8range excludes overlaps within a run, and no extension is needed.
EXCLUSION = """
ALTER TABLE "exports_palletcontent" ADD CONSTRAINT "a_carton_stands_on_one_pallet"
EXCLUDE USING gist (int8range((run_id << 32) + "first", (run_id << 32) + "last", '[]') WITH &&)
"""
ONE_PALLET = VendorSQL(
    sqlite=[ON_TWO_PALLETS.format(verb="INSERT"), ON_TWO_PALLETS.format(verb="UPDATE")],
    reverse_sqlite=[f'DROP TRIGGER "exports_carton_stands_on_one_pallet_on_{verb}"' for verb in ("INSERT", "UPDATE")],
    postgresql=[EXCLUSION],
    reverse_postgresql=['ALTER TABLE "exports_palletcontent" DROP CONSTRAINT "a_carton_stands_on_one_pallet"'],
)
IS_HELD = """
    EXISTS (SELECT 1 FROM labels_labelrun r JOIN holding_heldlot h ON h.lot_id = r.lot_id
            WHERE r.id = NEW.run_id AND h.is_open)
"""
IS_SHUT = """
    EXISTS (SELECT 1 FROM exports_pallet p JOIN exports_exportbatch b ON b.id = p.batch_id
            WHERE p.id = {row}.pallet_id AND b.state NOT IN ('draft', 'ready'))
"""
LOADED = "What stands on the pallets of a loaded batch stays there. Unload it first."


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0001_initial"),
        ("epcis", "0002_events_stay_as_written"),
        ("labels", "0002_what_the_database_refuses"),
        ("holding", "0002_what_is_held_stays"),
    ]

    operations = [
        ONE_PALLET,
        Guard(
            "exports_no_pallet_takes_held_fruit",
            "exports_palletcontent",
            moment="INSERT",
            refuses=IS_HELD,
            message="No pallet takes cartons of a lot that is held.",
        ),
        Guard(
            "exports_what_is_loaded_takes_no_more",
            "exports_palletcontent",
            moment="INSERT OR UPDATE",
            refuses=IS_SHUT.format(row="NEW"),
            message=LOADED,
        ),
        Guard(
            "exports_what_is_loaded_stays",
            "exports_palletcontent",
            moment="DELETE",
            refuses=IS_SHUT.format(row="OLD"),
            message=LOADED,
        ),
        AppendOnly(
            "exports_movement",
            reason="A step was taken when it was taken.",
            keys=[["id"], ["batch_id", "step", "turn"], ["event_id"]],
        ),
        AppendOnly(
            "exports_override",
            reason="Whoever took a warning on did so.",
            keys=[["id"], ["batch_id", "requirement", "version", "revision"]],
        ),
        AppendOnly("exports_readinessreport", reason="Judge the batch again: that is a report of its own."),
        AppendOnly("exports_statement", reason="Who was wrong says so in a new statement."),
    ]
