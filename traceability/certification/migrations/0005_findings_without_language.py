"""What was judged is kept as slugs and facts, and read in the language of the reader."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0004_exempt_limits"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="findings",
            field=models.JSONField(help_text="Slugs and facts, without a language"),
        ),
        migrations.AlterField(
            model_name="inspection",
            name="findings",
            field=models.JSONField(help_text="Slugs and facts, without a language"),
        ),
    ]
