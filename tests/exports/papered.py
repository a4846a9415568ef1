"""A batch of which every paper can be made: prices, addresses and the certificate are there."""

from __future__ import annotations

from decimal import Decimal

from exports.acts.price import price, products_of
from exports.models import ExportBatch
from tests.cast import Cast
from traceability.parties.models import Organisation


def with_addresses(cast: Cast) -> None:
    """Papers name firms with their addresses."""
    for firm, address in (
        (cast.exporter, ("广西钦州市", "Qinzhou, Guangxi, China")),
        (cast.importer, ("Maasvlakte 12, Rotterdam", "Maasvlakte 12, Rotterdam")),
    ):
        Organisation.objects.filter(pk=firm.organisation.pk).update(address=address[0], address_latin=address[1])
        firm.organisation.refresh_from_db()


def priced(batch: ExportBatch, cast: Cast, amount: str = "1.85") -> None:
    """The same price for every product."""
    price(
        batch=batch,
        currency="EUR",
        per_kg=dict.fromkeys(products_of(batch), Decimal(amount)),
        by=cast.exporter.person,
        payment_terms="30 days after arrival",
    )
