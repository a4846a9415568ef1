from django.db import migrations, models


class Migration(migrations.Migration):
    """A packing house is registered with customs, and its cartons name the number (export practice of China).

    The column is added by SQL: SQLite would remake the table for it, and its triggers would be lost.
    """

    dependencies = [("parties", "0002_the_number_an_organisation_gives")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE parties_place ADD COLUMN customs_number varchar(20) NOT NULL DEFAULT ''",
            "ALTER TABLE parties_place DROP COLUMN customs_number",
            state_operations=[
                migrations.AddField(
                    "place",
                    "customs_number",
                    models.CharField(
                        blank=True,
                        help_text="A packing house: its registration with customs, as labels print it",
                        max_length=20,
                    ),
                )
            ],
        )
    ]
