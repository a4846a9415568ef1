"""Events are added and never changed: the database itself refuses."""

from django.db import migrations

from traceability.ledger.operations import AmongNull, AppendOnly

CORRECT_BY = "Correct an event by a new one that declares the error."


class Migration(migrations.Migration):
    dependencies = [("epcis", "0001_initial")]

    operations = [
        AppendOnly(
            "epcis_event", reason=CORRECT_BY, keys=[["id"], AmongNull("event_id", null="error_of_id"), ["error_of_id"]]
        ),
        AppendOnly("epcis_eventsubject", reason=CORRECT_BY, keys=[["id"], ["event_id", "identifier", "role"]]),
    ]
