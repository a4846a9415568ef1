"""The packing list: pallet by pallet, lot by lot, adding up to the gram."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.documents import words
from exports.documents.consignment import Consignment, PalletLoad
from exports.documents.made.maker import Maker, Rows, csv_data, lacks_cartons
from exports.documents.sheet import Block, Column, Facts, Sheet, Table
from exports.models import Document
from exports.sscc import spell
from traceability.web.numbers import localised

MOST_NAMED = 3
"""Lots named in the line of a pallet; of more their number is told, and they stand in a table of their own."""


def _sheet(consignment: Consignment) -> Sheet:
    blocks: list[Block] = [Facts(words.voyage(consignment)), _pallets(consignment)]
    if any(len(pallet.lots) > 1 for pallet in consignment.pallets):
        blocks.append(_contents(consignment))
    return Sheet(
        title=_("Packing list"),
        number="",
        parties=words.parties(consignment),
        blocks=blocks,
        foot=str(consignment.batch.exporter),
    )


def _pallets(consignment: Consignment) -> Table:
    return Table(
        [
            Column(_("No."), 7, number=True),
            Column("SSCC", 20),
            Column(_("Lots"), 36),
            Column(_("Cartons"), 10, number=True),
            Column(_("Net, kg"), 13, number=True),
            Column(_("Gross, kg"), 13, number=True),
        ],
        [
            (
                str(pallet.number),
                spell(pallet.pallet.sscc),
                _lots(pallet),
                localised(pallet.cartons),
                words.kg(pallet.grams),
                words.kg_or_dash(pallet.gross_g),
            )
            for pallet in consignment.pallets
        ],
        total=(
            "",
            _("%(count)s in all") % {"count": localised(len(consignment.pallets))},
            "",
            localised(consignment.cartons),
            words.kg(consignment.grams),
            words.kg_or_dash(consignment.gross_g),
        ),
        heading=_("Pallets"),
    )


def _lots(pallet: PalletLoad) -> str:
    if len(pallet.lots) > MOST_NAMED:
        return lots_in_words(len(pallet.lots))
    return "\n".join(_(", ").join([load.lot.code, words.fruit(load.lot.product)]) for load in pallet.lots)


def lots_in_words(count: int) -> str:
    """25 lots."""
    return ngettext("%(count)s lot", "%(count)s lots", count) % {"count": localised(count)}


def _contents(consignment: Consignment) -> Table:
    return Table(
        [
            Column(_("On pallet"), 9, number=True),
            Column(_("Lot"), 13),
            Column("GTIN", 16),
            Column(_("Goods"), 40),
            Column(_("Cartons"), 9, number=True),
            Column(_("Net, kg"), 13, number=True),
        ],
        [
            (
                str(pallet.number),
                load.lot.code,
                load.lot.product.gtin,
                _(", ").join([words.fruit(load.lot.product), words.carton(load.lot.product)]),
                localised(load.cartons),
                words.kg(load.grams),
            )
            for pallet in consignment.pallets
            for load in pallet.lots
        ],
        total=("", _("Total"), "", "", localised(consignment.cartons), words.kg(consignment.grams)),
        heading=_("What stands on each pallet"),
    )


def _rows(consignment: Consignment) -> Rows:
    yield (
        "pallet",
        "sscc",
        "gtin",
        "lot",
        "species",
        "variety",
        "class",
        "cartons",
        "net_kg",
        "gi_certificate",
        "pallet_gross_kg",
    )
    for pallet in consignment.pallets:
        for load in pallet.lots:
            product = load.lot.product
            certificate = load.certificate.number if load.certificate else ""
            what = product.gtin, load.lot.code, product.variety.species_id, product.variety.name_en
            size = product.quality_class, load.cartons, words.plain_kg(load.grams), certificate
            gross = words.plain_kg(pallet.gross_g) if pallet.gross_g is not None else ""
            yield pallet.number, pallet.pallet.sscc, *what, *size, gross


MAKER = Maker(Document.Kind.PACKING_LIST, lacks_cartons, _sheet, csv_data(_rows))
