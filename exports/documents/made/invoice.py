"""The commercial invoice: what the buyer pays for each product."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from exports.documents import words
from exports.documents.commodities import commodity_of
from exports.documents.consignment import Consignment, ProductLoad
from exports.documents.made.maker import Maker, Rows, csv_data, lacks_addresses, lacks_cartons
from exports.documents.sheet import Column, Facts, Sheet, Table, Text
from exports.models import Document
from traceability.web.numbers import localised

_CENT = Decimal("0.01")


def amount(load: ProductLoad, per_kg: Decimal) -> Decimal:
    """Net kilograms times the price, rounded half up to the cent."""
    return (Decimal(load.grams) / 1000 * per_kg).quantize(_CENT, ROUND_HALF_UP)


def _lacks(consignment: Consignment) -> list[str]:
    batch = consignment.batch
    found = lacks_cartons(consignment) + lacks_addresses(batch.exporter, batch.importer)
    if not batch.incoterm:
        found.append(_("the Incoterm"))
    if consignment.price_list is None:
        return [*found, _("currency and prices")]
    without = [load.product for load in consignment.products if load.product.pk not in consignment.prices]
    found += [
        _("the price of %(product)s") % {"product": f"{words.fruit(product)}, {words.carton(product)}"}
        for product in without
    ]
    return found + [
        _("the customs code of %(fruit)s") % {"fruit": words.fruit(load.product)}
        for load in consignment.products
        if commodity_of(load.product, batch.arrives_on) is None
    ]


def _sheet(consignment: Consignment) -> Sheet:
    batch, terms = consignment.batch, consignment.price_list
    currency = terms.currency if terms else ""
    lines = list(_lines(consignment))
    total = sum((sum_ for *_rest, sum_ in lines), Decimal(0))
    rows = [
        (
            f"{words.fruit(load.product)}\n{words.carton(load.product)}",
            code,
            localised(load.cartons),
            words.kg(load.grams),
            localised(price),
            localised(sum_),
        )
        for load, code, price, sum_ in lines
    ]
    return Sheet(
        title=_("Commercial invoice"),
        number="",
        parties=words.parties(consignment),
        blocks=[
            Facts(
                [
                    *words.voyage(consignment),
                    (_("Country of origin"), words.country(batch.exporter.country)),
                    (_("Buyer’s order"), batch.buyer_order),
                    (_("Incoterm"), batch.terms),
                    (_("Currency"), currency),
                    (_("Payment"), terms.payment_terms if terms else ""),
                ]
            ),
            Table(
                [
                    Column(_("Goods"), 34),
                    Column(_("CN code"), 13),
                    Column(_("Cartons"), 10, number=True),
                    Column(_("Net, kg"), 14, number=True),
                    Column(_("%(currency)s per kg") % {"currency": currency}, 14, number=True),
                    Column(_("Amount, %(currency)s") % {"currency": currency}, 17, number=True),
                ],
                rows,
                total=(
                    _("Total"),
                    "",
                    localised(consignment.cartons),
                    words.kg(consignment.grams),
                    "",
                    localised(total),
                ),
            ),
            Text([_("No tariff preference is claimed for these goods.")]),
            words.signature(batch),
        ],
        foot=str(batch.exporter),
    )


def _lines(consignment: Consignment) -> Iterator[tuple[ProductLoad, str, Decimal, Decimal]]:
    for load in consignment.products:
        price = consignment.prices[load.product.pk].per_kg.normalize()
        price = price if price.as_tuple().exponent < -2 else price.quantize(_CENT)  # type: ignore[operator]
        commodity = commodity_of(load.product, consignment.batch.arrives_on)
        yield load, commodity.cn_code if commodity else "", price, amount(load, price)


def _rows(consignment: Consignment) -> Rows:
    yield "gtin", "species", "variety", "cn_code", "origin", "cartons", "net_kg", "currency", "price_per_kg", "amount"
    for load, code, price, sum_ in _lines(consignment):
        variety = load.product.variety
        currency = consignment.price_list.currency if consignment.price_list else ""
        origin = consignment.batch.exporter.country
        facts = (load.product.gtin, variety.species_id, variety.name_en, code, origin)
        yield *facts, load.cartons, words.plain_kg(load.grams), currency, price, sum_


MAKER = Maker(Document.Kind.INVOICE, _lacks, _sheet, csv_data(_rows))
