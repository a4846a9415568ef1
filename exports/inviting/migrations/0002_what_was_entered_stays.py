"""What an importer entered and whose access it ended stays as it was: the database itself refuses otherwise."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("inviting", "0001_initial")]

    operations = [
        AppendOnly("inviting_tradenumbers", reason="Enter the numbers anew."),
        AppendOnly("inviting_endedaccess", reason="Invite the person again instead."),
    ]
