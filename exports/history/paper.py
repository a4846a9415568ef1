"""A history as a paper: where the fruit grew, everything that was recorded, who received it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.documents.made.packing_list import lots_in_words
from exports.documents.pdf import draw
from exports.documents.sheet import Column, Facts, Party, Sheet, Table, Text
from exports.history.lines import Line, cells, headings
from exports.history.plots import Consignee, consignee_of, pickings_of
from exports.history.subject import Subject
from exports.views import page
from traceability.lots.models import Lot
from traceability.web import dates
from traceability.web.numbers import localised
from traceability.web.templatetags.look import kg

MOST_NAMED = 12
"""Lots named above the tables; of more it is told how many there are of each variety."""
SHARES = (2.1, 2.4, 3.2, 2.4, 1.8, 4.1, 3.4)


def history_paper(subject: Subject, lines: Sequence[Line]) -> bytes:
    """As PDF, in the language in force."""
    batch = subject.batch
    consignee = consignee_of(subject)
    return draw(
        Sheet(
            title=_("History"),
            number=subject.name,
            day=dates.day(timezone.localdate()),
            landscape=True,
            parties=[
                Party(_("Exporter"), [batch.exporter.name_latin, batch.exporter.address_latin]),
                Party(_("Importer"), [batch.importer.name_latin, batch.importer.address_latin, consignee.port]),
            ],
            blocks=[
                Facts(_facts(subject, consignee)),
                _pickings(subject),
                Table(_columns(), [_cells(line) for line in lines], heading=_("Everything that was recorded")),
                Text([_("Each event can be looked up and checked by its identifier: the whole of it stands in the "
                        "EPCIS document of this history. Growers appear under pseudonyms.")]),
            ],
            foot=batch.code,
        )
    )  # fmt: skip


def _facts(subject: Subject, consignee: Consignee) -> list[tuple[str, str]]:
    cartons = ngettext("%(count)s carton", "%(count)s cartons", subject.cartons) % {"count": localised(subject.cartons)}
    return [
        (_("Fruit"), _fruit(subject.lots)),
        (_("Amount"), _(", ").join([cartons, kg(subject.weight_g, "unit")])),
        (_("Way"), page.way(subject.batch)),
        (_("Container"), page.container(subject.batch)),
        (_("Where"), consignee.where),
        (_("Refused"), _refused(consignee)),
    ]


def _fruit(lots: Sequence[Lot]) -> str:
    """Each lot, or of many how many of each variety: the table below names them."""
    if len(lots) <= MOST_NAMED:
        return _(", ").join(f"{lot.product.variety} {lot.code}" for lot in lots)
    counts = Counter(str(lot.product.variety) for lot in lots)
    return _("; ").join(_(", ").join([variety, lots_in_words(count)]) for variety, count in counts.items())


def _refused(consignee: Consignee) -> str:
    if not consignee.refused:
        return ""
    words = ngettext(
        "%(refused)s of %(pallets)s pallets refused", "%(refused)s of %(pallets)s pallets refused", consignee.refused
    )
    return words % {"refused": localised(consignee.refused), "pallets": localised(consignee.pallets)}


def _pickings(subject: Subject) -> Table:
    columns = [
        Column(_("Picked"), 2),
        Column(_("Grower"), 2),
        Column(_("Village"), 4),
        Column(_("County"), 3),
        Column(_("Lot"), 3),
        Column(_("kg"), 2, number=True),
    ]
    rows = [
        [dates.day(p.picked_on), p.grower, p.village, p.county, p.lot, kg(p.weight_g)] for p in pickings_of(subject)
    ]
    return Table(columns, rows, heading=_("Where it grew"))


def _columns() -> list[Column]:
    return [Column(heading, share) for heading, share in zip(headings(), SHARES, strict=True)]


def _cells(line: Line) -> list[str]:
    *shown, identifier = cells(line)
    return [*shown, identifier.removeprefix("ni:///sha-256;")[:16]]
