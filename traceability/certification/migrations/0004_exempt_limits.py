"""Annex IV to Regulation (EC) No 396/2005: substances that need no limit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0003_signs_and_seasons"),
    ]

    operations = [
        migrations.AlterField(
            model_name="residuelimit",
            name="limit_mg_kg",
            field=models.DecimalField(
                blank=True,
                decimal_places=5,
                help_text="Empty: none may be quantified, or no limit is needed",
                max_digits=9,
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="residuelimit",
            name="status",
            field=models.CharField(
                choices=[
                    ("current", "In force"),
                    ("draft", "Draft"),
                    ("legacy", "Replaced"),
                    ("exempt", "No limit needed"),
                ],
                max_length=10,
            ),
        ),
    ]
