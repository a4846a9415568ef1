"""Data for the importer's CHED-PP, box by box in the order in which TRACES asks for them.

The CHED-PP is the importer's to file (Regulation (EU) 2019/1013); what only the importer knows is named as such. The
boxes are those of Part 1 of Annex II to Regulation (EU) 2019/1715, which all four kinds of CHED share; the form of the
CHED-PP is Section C of its Part 2 (TARIC, certificate C085; Section D is the CHED-D). How far that is confirmed:

- I.1 to I.13, their numbers, names and order: the contents of the Commission's manual of TRACES NT (for the CHED-P)
- that a CHED-PP asks for I.1, I.6 and I.8: the Commission's help of TRACES NT, "Create a CHED-PP"
- I.14 to I.34: from memory of the annex. Nobody has laid this paper beside the form, and it says so itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exports.documents import words
from exports.documents.commodities import Commodity, commodity_of
from exports.documents.consignment import Consignment
from exports.documents.made.maker import Maker, Rows, csv_data, lacks_addresses, lacks_cartons
from exports.documents.sheet import Column, Facts, Sheet, Table, Text
from exports.inviting.models import TradeNumbers
from exports.models import Document
from traceability.parties.models import Organisation
from traceability.web.numbers import localised

Kind = Document.Kind
_YOURS = gettext_lazy("yours to enter")
_CARTON = "CT"
"""UN/ECE Recommendation 21."""
_MODES = {"sea": "Vessel", "air": "Airplane", "rail": "Railway wagon", "road": "Road vehicle"}
"""Means of transport as TRACES names them in English."""
_ACCOMPANYING = {Kind.PHYTO: "N851", Kind.INVOICE: "N380", Kind.PACKING_LIST: "N271", Kind.BILL_OF_LADING: "N705"}
"""Document codes of TARIC."""


@dataclass(frozen=True)
class _Box:
    """A box: its number, its name, and what goes in; `plain` is the same for a machine."""

    number: str
    name: str | Promise
    says: str
    plain: str


@dataclass
class _Goods:
    """A line of box I.31: one commodity."""

    commodity: Commodity
    cartons: int = 0
    grams: int = 0


def _goods(consignment: Consignment) -> list[_Goods]:
    lines: dict[Commodity, _Goods] = {}
    for load in consignment.products:
        if commodity := commodity_of(load.product, consignment.batch.arrives_on):
            line = lines.setdefault(commodity, _Goods(commodity))
            line.cartons += load.cartons
            line.grams += load.grams
    return list(lines.values())


def _lacks(consignment: Consignment) -> list[str]:
    batch = consignment.batch
    found = lacks_cartons(consignment) + lacks_addresses(batch.exporter, batch.importer)
    facts = (
        (Kind.PHYTO in consignment.documents, _("the number of the phytosanitary certificate")),
        (batch.vessel, _("the name of the ship")),
        (batch.container, _("the number of the container")),
        (batch.seal, _("the number of the seal")),
    )
    found += [name for known, name in facts if not known]
    return found + [
        _("the customs code of %(fruit)s") % {"fruit": words.fruit(load.product)}
        for load in consignment.products
        if commodity_of(load.product, batch.arrives_on) is None
    ]


def _boxes(consignment: Consignment) -> Iterator[_Box]:
    batch = consignment.batch
    origin, arrival = batch.exporter.country, batch.arrives_on
    yield _firm("I.1", gettext_lazy("Consignor / exporter"), batch.exporter)
    yield _yours("I.4", gettext_lazy("Border control post"))
    yield _firm("I.6", gettext_lazy("Consignee / importer"), batch.importer, consignment.trade_numbers)
    yield _yours("I.7", gettext_lazy("Place of destination"))
    yield _yours("I.8", gettext_lazy("Operator responsible for the consignment"))
    for kind, code in _ACCOMPANYING.items():
        if paper := consignment.documents.get(kind):
            says = _(", ").join([str(Kind(kind).label), paper.number, words.day(paper.issued_on), paper.issuer])
            plain = " | ".join([code, paper.number, paper.issued_on.isoformat(), paper.issuer])
            yield _Box("I.9", gettext_lazy("Accompanying documents"), f"{code} {says}", plain)
    yield _Box("I.10", gettext_lazy("Prior notification: arrival"), words.day(arrival), arrival.isoformat())
    yield _Box("I.11", gettext_lazy("Country of origin"), f"{words.country(origin)} ({origin})", origin)
    transport = _(", ").join(filter(None, [batch.get_mode_display(), batch.vessel]))
    yield _Box("I.13", gettext_lazy("Means of transport"), transport, f"{_MODES[batch.mode]} | {batch.vessel}")
    dispatch = batch.from_port.country
    yield _Box("I.14", gettext_lazy("Country of dispatch"), f"{words.country(dispatch)} ({dispatch})", dispatch)
    yield _yours("I.16", gettext_lazy("Transport conditions"))
    box = _("%(container)s, seal %(seal)s") % {"container": words.container(batch), "seal": batch.seal}
    yield _Box("I.17", gettext_lazy("Container and seal"), box, f"{batch.container} | {batch.seal}")
    yield _Box("I.18", gettext_lazy("Goods certified as"), _("Human consumption"), "Human consumption")


def _firm(number: str, name: str | Promise, firm: Organisation, known: TradeNumbers | None = None) -> _Box:
    latin = firm.name_latin if firm.country == "CN" else firm.name
    address = firm.address_latin or firm.address
    numbers = known.lines if known else []
    says = "\n".join([latin, address, f"{words.country(firm.country)} ({firm.country})", *numbers])
    plain = [f"EORI {known.eori}"] if known and known.eori else []
    return _Box(number, name, says, " | ".join([latin, address, firm.country, *plain]))


def _yours(number: str, name: str | Promise) -> _Box:
    return _Box(number, name, str(_YOURS), "")


def _sheet(consignment: Consignment) -> Sheet:
    batch, goods = consignment.batch, _goods(consignment)
    provisional = any(line.commodity.is_provisional for line in goods)
    return Sheet(
        title=_("Data for the CHED-PP"),
        number="",
        blocks=[
            Text(
                [_("For %(importer)s to enter in TRACES, box by box.") % {"importer": batch.importer.name}], strong=True
            ),
            Table(
                [Column(_("Box"), 6), Column("", 24), Column(_("What goes in"), 60)],
                [(box.number, str(box.name), box.says) for box in _boxes(consignment)],
            ),
            Table(
                [
                    Column(_("Line"), 9, number=True),
                    Column(_("CN code"), 12),
                    Column(_("Product"), 26),
                    Column(_("Botanical name"), 18),
                    Column("EPPO", 9),
                    Column(_("Packages"), 15, number=True),
                    Column(_("Net, kg"), 14, number=True),
                ],
                [
                    (
                        str(number),
                        line.commodity.cn_code,
                        line.commodity.description,
                        line.commodity.botanical_name,
                        line.commodity.eppo_code,
                        f"{localised(line.cartons)} {_CARTON}",
                        words.kg(line.grams),
                    )
                    for number, line in enumerate(goods, start=1)
                ],
                total=(
                    "",
                    "",
                    _("I.32, I.34 In all"),
                    "",
                    "",
                    f"{localised(consignment.cartons)} {_CARTON}",
                    words.kg(consignment.grams),
                ),
                heading=_("I.31 Description of the goods"),
            ),
            Facts(
                [(_("I.34 Gross, kg"), str(_YOURS) if consignment.gross_g is None else words.kg(consignment.gross_g))]
            ),
            Text(
                [
                    _(
                        "Boxes are named and ordered after Regulation (EU) 2019/1715, Annex II, Part 2, Section C, not "
                        "after the form itself: where TRACES asks otherwise, TRACES is right."
                    )
                ]
            ),
            Text(
                [_("A customs code or plant code here is not confirmed against its source: check it in TRACES.")]
                if provisional
                else []
            ),
        ],
        foot=str(batch.exporter),
    )


def _rows(consignment: Consignment) -> Rows:
    yield "box", "line", "field", "value"
    for box in _boxes(consignment):
        yield box.number, "", _ENGLISH[box.number], box.plain
    for number, line in enumerate(_goods(consignment), start=1):
        commodity = line.commodity
        yield "I.31", number, "CN code", commodity.cn_code
        yield "I.31", number, "Product", commodity.description
        yield "I.31", number, "Botanical name", commodity.botanical_name
        yield "I.31", number, "EPPO code", commodity.eppo_code
        yield "I.31", number, "Country of origin", consignment.batch.exporter.country
        yield "I.31", number, "Packages", line.cartons
        yield "I.31", number, "Package type", _CARTON
        yield "I.31", number, "Net weight (kg)", words.plain_kg(line.grams)
    yield "I.32", "", "Total number of packages", consignment.cartons
    yield "I.34", "", "Total net weight (kg)", words.plain_kg(consignment.grams)
    gross = consignment.gross_g
    yield "I.34", "", "Total gross weight (kg)", "" if gross is None else words.plain_kg(gross)


_ENGLISH = {
    "I.1": "Consignor/Exporter",
    "I.4": "Border Control Post",
    "I.6": "Consignee/Importer",
    "I.7": "Place of destination",
    "I.8": "Operator responsible for the consignment",
    "I.9": "Accompanying documents",
    "I.10": "Prior notification",
    "I.11": "Country of origin",
    "I.13": "Means of transport",
    "I.14": "Country of dispatch",
    "I.16": "Transport conditions",
    "I.17": "Container number/Seal number",
    "I.18": "Certified as or for",
}
"""The names of boxes as TRACES has them in English, for the table that a machine reads."""

MAKER = Maker(Kind.CHED_PREFILL, _lacks, _sheet, csv_data(_rows))
