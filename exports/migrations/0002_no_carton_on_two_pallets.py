"""What the database itself keeps: reports and steps stay as written, and a carton stands on one pallet."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, VendorSQL

TRIGGER = """
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


class Migration(migrations.Migration):
    dependencies = [("exports", "0001_initial"), ("epcis", "0002_events_stay_as_written")]

    operations = [
        AppendOnly("exports_readinessreport", reason="Judge the batch again: that is a report of its own."),
        AppendOnly(
            "exports_movement",
            reason="A step was taken when it was taken.",
            keys=[["id"], ["batch_id", "step"], ["event_id"]],
        ),
        VendorSQL(
            sqlite=[TRIGGER.format(verb="INSERT"), TRIGGER.format(verb="UPDATE")],
            reverse_sqlite=[
                f'DROP TRIGGER "exports_carton_stands_on_one_pallet_on_{verb}"' for verb in ("INSERT", "UPDATE")
            ],
            postgresql=[EXCLUSION],
            reverse_postgresql=['ALTER TABLE "exports_palletcontent" DROP CONSTRAINT "a_carton_stands_on_one_pallet"'],
        ),
    ]
