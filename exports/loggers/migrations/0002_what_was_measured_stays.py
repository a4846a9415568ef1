"""What a logger measured is never rewritten."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("loggers", "0001_initial")]

    operations = [
        AppendOnly(
            "loggers_loggerfile",
            reason="A logger measured what it measured; add the file of another one.",
            keys=[["id"], ["batch_id", "sha256"]],
        ),
    ]
