"""What the buyer pays: a price per kilogram for each product of a batch, in one currency."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exports.models.batch import ExportBatch
from traceability.lots.models import Product
from traceability.parties.models import User


class PriceListQuerySet(models.QuerySet["PriceList"]):
    def visible_to(self, user: User) -> PriceListQuerySet:
        """Prices of batches that the user may see: the exporter's, and the buyer's once it is shipped."""
        return self.filter(batch__in=ExportBatch.objects.visible_to(user))


class PriceList(models.Model):
    """The currency and terms of a batch. Entered by the exporter; a secret between the two of them."""

    class Currency(models.TextChoices):
        """ISO 4217; all of them have two decimals."""

        EUR = "EUR", "EUR"
        USD = "USD", "USD"
        CNY = "CNY", "CNY"
        GBP = "GBP", "GBP"
        CHF = "CHF", "CHF"

    batch = models.OneToOneField(ExportBatch, on_delete=models.PROTECT, related_name="price_list")
    currency = models.CharField(max_length=3, choices=Currency)
    payment_terms = models.CharField(max_length=120, blank=True, help_text=_("As agreed: 30 days after arrival"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now=True)

    objects = PriceListQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="a_currency_has_three_letters")
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.currency}"


class Price(models.Model):
    """So much for a kilogram net of a product."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    per_kg = models.DecimalField(max_digits=10, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["price_list", "product"], name="a_product_has_one_price_in_a_batch"),
            models.CheckConstraint(condition=Q(per_kg__gt=0), name="a_price_is_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.per_kg}"
