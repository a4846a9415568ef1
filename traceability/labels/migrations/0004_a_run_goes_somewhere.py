import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A label is made for a destination, says a size, and may name who imports.

    Columns are added by SQL: SQLite would remake the table for them, and its triggers would be lost.
    """

    dependencies = [
        ("labels", "0003_no_labels_for_held_fruit"),
        ("parties", "0003_a_packing_house_has_its_customs_number"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE labels_labelrun ADD COLUMN destination varchar(2) NOT NULL DEFAULT ''",
            "ALTER TABLE labels_labelrun DROP COLUMN destination",
            state_operations=[
                migrations.AddField(
                    "labelrun",
                    "destination",
                    models.CharField(blank=True, help_text="ISO 3166-1 alpha-2; empty: not decided", max_length=2),
                )
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE labels_labelrun ADD COLUMN size varchar(8) NOT NULL DEFAULT ''",
            "ALTER TABLE labels_labelrun DROP COLUMN size",
            state_operations=[
                migrations.AddField(
                    "labelrun",
                    "size",
                    models.CharField(blank=True, help_text="Code of the fruit’s standard, as printed", max_length=8),
                )
            ],
        ),
        migrations.AddField(
            "labelrun",
            "importer",
            models.ForeignKey(
                blank=True,
                help_text="Named on the label",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.organisation",
            ),
        ),
    ]
