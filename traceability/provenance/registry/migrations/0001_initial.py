import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("epcis", "0003_certificates_are_subjects"),
        ("lots", "0004_days_and_stock_at_once"),
        ("parties", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "identifier",
                    models.CharField(help_text="Canonical Digital Link URI as printed", max_length=200, unique=True),
                ),
                ("reason", models.CharField(max_length=200)),
                ("recognised_at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="epcis.event"
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aliases", to="lots.lot"
                    ),
                ),
                (
                    "recognised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aliases",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("identifier__startswith", "https://id.gs1.org/01/")),
                        name="an_alias_is_of_a_trade_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="an_alias_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.CharField(help_text="Canonical Digital Link URI of the key", max_length=200)),
                (
                    "kind",
                    models.CharField(help_text="Link type of the GS1 Web Vocabulary, without prefix", max_length=40),
                ),
                ("href", models.CharField(max_length=500)),
                ("title", models.CharField(max_length=120)),
                ("media", models.CharField(default="text/html", help_text="IANA media type", max_length=60)),
                ("languages", models.CharField(blank=True, help_text="de,pt-BR; empty: not said", max_length=60)),
                ("context", models.CharField(blank=True, max_length=40)),
                ("registered_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_links",
                        to="parties.organisation",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "retired_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("retired_at", None)), fields=["identifier"], name="registered_links_in_use"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("identifier", "kind", "href", "media", "languages", "context"),
                        name="a_link_is_registered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("href__startswith", "https://")), name="a_registered_link_is_https"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identifier__startswith", "https://id.gs1.org/")),
                        name="a_registered_link_is_of_a_gs1_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_registered_link_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), ("retired_by", None)),
                            models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_retired_link_says_by_whom",
                    ),
                ],
            },
        ),
    ]
