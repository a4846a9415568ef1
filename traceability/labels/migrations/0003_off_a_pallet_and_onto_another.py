"""A carton may be taken off its pallet and stand on another: its label's spans tell it in order."""

from importlib import import_module

from django.db import migrations, models

from traceability.ledger.operations import VendorSQL

BEFORE = import_module("traceability.labels.migrations.0002_what_the_database_refuses")
FREE = """NOT EXISTS (SELECT 1 FROM labels_labelspan s WHERE s.run_id = NEW.run_id
 AND s.first <= NEW.last AND s.last >= NEW.first AND NOT (s.state = 'active' AND NEW.state <> 'active')
 AND NOT (s.state IN ('on_pallet', 'off_pallet') AND NEW.state IN ('on_pallet', 'off_pallet', 'void')))"""


def _after(dialect: str) -> list[str]:
    return [statement.replace(BEFORE.FREE, FREE) for statement in BEFORE.SPANS.forwards[dialect]]


class Migration(migrations.Migration):
    dependencies = [("labels", "0002_what_the_database_refuses")]

    operations = [
        migrations.AlterField(
            model_name="labelspan",
            name="state",
            field=models.CharField(
                choices=[
                    ("active", "Active"),
                    ("void", "Void"),
                    ("on_pallet", "On a pallet"),
                    ("off_pallet", "Taken off a pallet"),
                ],
                max_length=12,
            ),
        ),
        VendorSQL(
            sqlite=[*BEFORE.SPANS.backwards["sqlite"], *_after("sqlite")],
            postgresql=[*BEFORE.SPANS.backwards["postgresql"], *_after("postgresql")],
            reverse_sqlite=[*BEFORE.SPANS.backwards["sqlite"], *BEFORE.SPANS.forwards["sqlite"]],
            reverse_postgresql=[*BEFORE.SPANS.backwards["postgresql"], *BEFORE.SPANS.forwards["postgresql"]],
        ),
    ]
