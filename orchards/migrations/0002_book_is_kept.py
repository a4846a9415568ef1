"""A grower's book and the scale's are written once."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly

REASON = "Log a correction as a new record."


class Migration(migrations.Migration):
    dependencies = [("orchards", "0001_initial")]

    operations = [
        AppendOnly("orchards_harvest", reason=REASON),
        AppendOnly("orchards_treatment", reason=REASON),
        AppendOnly("orchards_weighin", reason=REASON),
    ]
