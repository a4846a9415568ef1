"""A house's days and its stock are found without walking over all that it ever had."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lots", "0003_plot_yield"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(
                condition=models.Q(("remaining_g__gt", 0)), fields=["owner", "-id"], name="lots_in_stock"
            ),
        ),
        migrations.AddIndex(
            model_name="making",
            index=models.Index(fields=["owner", "made_at"], name="days_of_a_house"),
        ),
    ]
