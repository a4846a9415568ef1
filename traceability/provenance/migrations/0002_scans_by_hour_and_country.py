"""A scan is counted by hour and country, and a network counts once a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("provenance", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("scancount", "one_count_a_day"),
        migrations.RenameField("scancount", "day", "hour"),
        migrations.AlterField(
            "scancount", "identifier", models.CharField(help_text="Canonical Digital Link URI", max_length=200)
        ),
        migrations.AlterField("scancount", "hour", models.DateTimeField(help_text="The beginning of the hour")),
        migrations.AddField(
            "scancount",
            "country",
            models.CharField(blank=True, max_length=2, default="", help_text="ISO 3166-1 alpha-2; empty: not known"),
            preserve_default=False,
        ),
        migrations.AddField(
            "scancount",
            "networks",
            models.PositiveIntegerField(
                default=0, help_text="Networks that looked at it for the first time on that day; of cartons alone"
            ),
        ),
        migrations.AddConstraint(
            "scancount",
            models.UniqueConstraint(fields=["identifier", "hour", "country"], name="one_count_an_hour_and_country"),
        ),
        migrations.AddConstraint(
            "scancount",
            models.CheckConstraint(
                condition=models.Q(networks__lte=models.F("scans")), name="no_more_networks_than_scans"
            ),
        ),
        migrations.AddIndex("scancount", models.Index(fields=["hour"], name="scan_counts_by_hour")),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.CharField(help_text="Canonical Digital Link URI", max_length=200)),
                ("day", models.DateField(help_text="UTC")),
                (
                    "visitor",
                    models.BigIntegerField(
                        help_text="Hash of the truncated address under a key of the day, of this carton alone"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["day", "identifier", "visitor"], name="a_network_is_new_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ScanBatch",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("counted_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
