"""What was done to fruit is never rewritten."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("handling", "0001_initial")]

    operations = [
        AppendOnly("handling_handling", reason="Record another one.", keys=[["id"], ["event_id"]]),
    ]
