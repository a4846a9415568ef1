"""Weigh-in copies the area of the plot: what it can yield bounds what may be certified."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lots", "0002_books_balance"),
    ]

    operations = [
        migrations.AddField(
            model_name="lotorigin",
            name="area_mu",
            field=models.DecimalField(
                blank=True, decimal_places=2, help_text="亩 of the plot; empty: not known", max_digits=8, null=True
            ),
        ),
    ]
