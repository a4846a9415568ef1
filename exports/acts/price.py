"""Enter what the buyer pays for each product of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from exports.models import ExportBatch, PalletContent, Price, PriceList
from exports.refusals import BatchIsClosed, PriceIsNone, ProductIsNotInBatch
from traceability.lots.models import Product
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role, State = Membership.Role, ExportBatch.State
_DEAREST = Decimal(100_000)


@transaction.atomic
def price(
    *, batch: ExportBatch, currency: str, per_kg: Mapping[Product, Decimal], by: User, payment_terms: str = ""
) -> PriceList:
    """All prices of a batch anew, for a kilogram net, in one currency; the ones before are forgotten.

    No event: what the buyer pays is nobody else's. Raises PriceIsNone, ProductIsNotInBatch or BatchIsClosed.
    """
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK)
    batch = ExportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in (State.RECEIVED, State.REFUSED):
        raise BatchIsClosed(code=batch.code)
    loaded = set(products_of(batch).values_list("pk", flat=True))
    for product, amount in per_kg.items():
        if product.pk not in loaded:
            raise ProductIsNotInBatch(gtin=product.gtin)
        if not amount.is_finite() or not 0 < amount < _DEAREST or amount != round(amount, 4):
            raise PriceIsNone(price=str(amount)[:20])
    terms, _new = PriceList.objects.update_or_create(
        batch=batch,
        defaults={"currency": PriceList.Currency(currency), "payment_terms": payment_terms.strip(), "entered_by": by},
    )
    terms.prices.all().delete()
    Price.objects.bulk_create(
        Price(price_list=terms, product=product, per_kg=amount) for product, amount in per_kg.items()
    )
    return terms


def products_of(batch: ExportBatch) -> QuerySet[Product]:
    """What stands on the pallets of a batch, each product once."""
    loaded = PalletContent.objects.filter(pallet__batch=batch).values("run__lot__product")
    return Product.objects.filter(pk__in=loaded).select_related("variety__species").order_by("variety", "gtin")
