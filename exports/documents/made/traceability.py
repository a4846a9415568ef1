"""The traceability statement: one step back, one step on, lot by lot (Regulation (EC) No 178/2002, Article 18)."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.documents import words
from exports.documents.consignment import Consignment, LotLoad
from exports.documents.made.maker import Maker, Rows, csv_data, lacks_addresses, lacks_cartons
from exports.documents.sheet import Column, Facts, Sheet, Table, Text
from exports.models import Document
from traceability.parties.models import Organisation
from traceability.web import dates
from traceability.web.numbers import localised


def _suppliers(consignment: Consignment) -> list[Organisation]:
    return list({load.lot.owner_id: load.lot.owner for load in consignment.lots}.values())


def _lacks(consignment: Consignment) -> list[str]:
    if found := lacks_cartons(consignment):
        return found
    batch = consignment.batch
    found = lacks_addresses(batch.exporter, batch.importer, *_suppliers(consignment))
    unknown = sorted({load.lot.code for load in consignment.lots if not consignment.origins[load.lot.pk]})
    return found + [_("the pickings of lot %(lot)s") % {"lot": code} for code in unknown]


def _sheet(consignment: Consignment) -> Sheet:
    batch = consignment.batch
    return Sheet(
        title=_("Traceability statement"),
        number="",
        parties=words.parties(consignment),
        blocks=[
            Text(
                [
                    _(
                        "Under Article 18 of Regulation (EC) No 178/2002 the exporter states from whom each lot named "
                        "here was taken and to whom it goes. A lot is named by its GTIN and lot code, which stand on "
                        "every carton."
                    )
                ],
                strong=True,
            ),
            Facts(words.voyage(consignment)),
            _back(consignment),
            _on(consignment),
            words.signature(batch),
            _lots(consignment),
        ],
        foot=str(batch.exporter),
        landscape=True,
    )


def _back(consignment: Consignment) -> Table:
    lots, cartons, grams = Counter[int](), Counter[int](), Counter[int]()
    for load in consignment.lots:
        lots[load.lot.owner_id] += 1
        cartons[load.lot.owner_id] += load.cartons
        grams[load.lot.owner_id] += load.grams
    return Table(
        [
            Column(_("Taken from"), 60),
            Column(_("Lots"), 10, number=True),
            Column(_("Cartons"), 12, number=True),
            Column(_("Net, kg"), 16, number=True),
        ],
        [
            (
                _("; ").join(words.organisation(firm)),
                localised(lots[firm.pk]),
                localised(cartons[firm.pk]),
                words.kg(grams[firm.pk]),
            )
            for firm in _suppliers(consignment)
        ],
        heading=_("One step back"),
    )


def _on(consignment: Consignment) -> Table:
    return Table(
        [
            Column(_("Goes to"), 60),
            Column(_("Pallets"), 10, number=True),
            Column(_("Cartons"), 12, number=True),
            Column(_("Net, kg"), 16, number=True),
        ],
        [
            (
                _("; ").join(words.importer(consignment)),
                localised(len(consignment.pallets)),
                localised(consignment.cartons),
                words.kg(consignment.grams),
            )
        ],
        heading=_("One step on"),
    )


def _lots(consignment: Consignment) -> Table:
    return Table(
        [
            Column(_("Lot"), 13),
            Column("GTIN", 16),
            Column(_("Goods"), 23),
            Column(_("Packed"), 22),
            Column(_("Grown in"), 27),
            Column(_("Picked"), 19),
            Column(_("Orchard registration"), 21),
            Column(_("Cartons"), 8, number=True),
            Column(_("Net, kg"), 10, number=True),
        ],
        [_lot(consignment, load) for load in consignment.lots],
        total=(
            _("Total"),
            "",
            "",
            "",
            "",
            "",
            "",
            localised(consignment.cartons),
            words.kg(consignment.grams),
        ),
        heading=_("Lots"),
    )


def _lot(consignment: Consignment, load: LotLoad) -> tuple[str, ...]:
    lot, origins = load.lot, consignment.origins[load.lot.pk]
    packed = consignment.packed_on.get(lot.pk)
    days = [origin.picked_on for origin in origins]
    pickings = ngettext("%(count)s picking", "%(count)s pickings", len(origins)) % {"count": localised(len(origins))}
    return (
        lot.code,
        lot.product.gtin,
        words.fruit(lot.product),
        "\n".join(filter(None, (str(lot.place), words.day(packed) if packed else ""))),
        words.grown_in(origins),
        "\n".join([dates.day_range(min(days), max(days)), pickings]) if days else "",
        "\n".join(consignment.sites[lot.pk]) or _("none recorded"),
        localised(load.cartons),
        words.kg(load.grams),
    )


def _rows(consignment: Consignment) -> Rows:
    yield (
        "gtin",
        "lot",
        "species",
        "variety",
        "supplier_gln",
        "supplier_credit_code",
        "packed_at_gln",
        "packed_on",
        "picked_from",
        "picked_to",
        "pickings",
        "orchard_registrations",
        "customer_gln",
        "cartons",
        "net_kg",
    )
    for load in consignment.lots:
        lot, origins = load.lot, consignment.origins[load.lot.pk]
        days, packed = [origin.picked_on for origin in origins], consignment.packed_on.get(load.lot.pk)
        yield (
            lot.product.gtin,
            lot.code,
            lot.product.variety.species_id,
            lot.product.variety.name_en,
            lot.owner.gln,
            lot.owner.uscc,
            lot.place.gln,
            packed.isoformat() if packed else "",
            min(days).isoformat() if days else "",
            max(days).isoformat() if days else "",
            len(origins),
            " ".join(consignment.sites[lot.pk]),
            consignment.batch.importer.gln,
            load.cartons,
            words.plain_kg(load.grams),
        )


MAKER = Maker(Document.Kind.TRACEABILITY, _lacks, _sheet, csv_data(_rows))
