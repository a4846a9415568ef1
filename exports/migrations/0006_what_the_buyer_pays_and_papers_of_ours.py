"""What the buyer pays, and the forms in which a paper of ours stands."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0005_states_mode_and_overrides"),
        ("jobs", "0001_initial"),
        ("lots", "0004_days_and_stock_at_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="language",
            field=models.CharField(
                blank=True, help_text="Of a paper of ours: what its file is written in", max_length=10
            ),
        ),
        migrations.CreateModel(
            name="DocumentSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_sets",
                        to="exports.exportbatch",
                    ),
                ),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="document_set", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PriceList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "currency",
                    models.CharField(
                        choices=[("EUR", "EUR"), ("USD", "USD"), ("CNY", "CNY"), ("GBP", "GBP"), ("CHF", "CHF")],
                        max_length=3,
                    ),
                ),
                (
                    "payment_terms",
                    models.CharField(blank=True, help_text="As agreed: 30 days after arrival", max_length=120),
                ),
                ("entered_at", models.DateTimeField(auto_now=True)),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="price_list", to="exports.exportbatch"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Price",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("per_kg", models.DecimalField(decimal_places=4, max_digits=10)),
                (
                    "product",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lots.product"),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prices", to="exports.pricelist"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(blank=True, help_text="Empty: data", max_length=10)),
                ("content_type", models.CharField(max_length=20)),
                ("file", models.FileField(upload_to="documents/")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="exports.document"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "language", "content_type"), name="a_document_has_one_copy_of_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="a_copy_has_its_hash"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="a_currency_has_three_letters"
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.UniqueConstraint(
                fields=("price_list", "product"), name="a_product_has_one_price_in_a_batch"
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(
                condition=models.Q(("per_kg__gt", 0)), name="a_price_is_more_than_nothing"
            ),
        ),
    ]
