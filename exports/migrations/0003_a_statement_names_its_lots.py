"""Which lots a statement was made of. Nobody knows it of what was said before, so that is asked again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exports", "0002_what_the_database_refuses")]

    operations = [
        # Empty without a default, so that SQLite adds the column and does not rebuild the table without its guard.
        migrations.AddField(
            model_name="statement",
            name="lots",
            field=models.JSONField(
                blank=True,
                help_text="Keys of the lots on its pallets at that moment: it was said of these",
                null=True,
            ),
        ),
    ]
