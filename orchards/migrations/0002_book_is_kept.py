"""A grower's book and the scale's are written once."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard

REASON = "Log a correction as a new record."
TWICE = "A plot stands under a registration once at a time. End the other period first."
MEETS = """
    EXISTS (SELECT 1 FROM orchards_registeredplot AS other
    WHERE other.registration_id = NEW.registration_id AND other.plot_id = NEW.plot_id {but}
    AND other.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
    AND COALESCE(other.valid_to, '9999-12-31') >= NEW.valid_from)
"""
AGAIN, CHANGED = MEETS.format(but=""), MEETS.format(but="AND other.id <> OLD.id")


class Migration(migrations.Migration):
    dependencies = [("orchards", "0001_initial")]

    operations = [
        AppendOnly("orchards_harvest", reason=REASON),
        AppendOnly("orchards_treatment", reason=REASON),
        AppendOnly("orchards_correction", reason=REASON),
        AppendOnly("orchards_conflict", reason="Both versions of a record stay."),
        AppendOnly("orchards_weighin", reason=REASON),
        Guard("a_plot_joins_once", "orchards_registeredplot", moment="INSERT", refuses=AGAIN, message=TWICE),
        Guard("a_plot_stays_once", "orchards_registeredplot", moment="UPDATE", refuses=CHANGED, message=TWICE),
    ]
