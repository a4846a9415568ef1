"""The city's yearly notice of opening days (开采上市日), as a table with one line a variety."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from traceability.certification.importing.cells import Record, records_of

COLUMNS = ("year", "variety_zh", "earliest_date_mm_dd", "source")
EMBRYO_LESS = "earliest_date_embryoless_fruit_mm_dd"


@dataclass(frozen=True)
class PublishedOpening:
    """A variety's opening day of a year, and that of its fruit without embryo, where it has one."""

    variety: str
    opens_on: date
    embryo_less_opens_on: date | None
    scope: str
    source: str
    confidence: str


def read_openings(content: bytes, *, varieties: Mapping[str, str]) -> list[PublishedOpening]:
    """The days of a notice; `varieties` are our codes by Chinese name. Raises OfficialTableIsWrong with its place."""
    found: dict[tuple[str, int], PublishedOpening] = {}
    for record in records_of(content, columns=COLUMNS):
        opening = _opening(record, varieties)
        key = opening.variety, opening.opens_on.year
        if key in found:
            raise record.wrong("variety_zh", _("The variety stands in the notice twice for the year."))
        found[key] = opening
    return list(found.values())


def _opening(record: Record, varieties: Mapping[str, str]) -> PublishedOpening:
    name, year = record.text("variety_zh"), record.text("year")
    if name not in varieties:
        raise record.wrong("variety_zh", _("“%(text)s” is no variety that is known here.") % {"text": name[:40]})
    if not re.fullmatch(r"20\d\d", year):
        raise record.wrong("year", _("“%(text)s” is no year.") % {"text": year[:40]})
    opens_on = _day(record, "earliest_date_mm_dd", int(year))
    early = _day(record, EMBRYO_LESS, int(year)) if record.cells.get(EMBRYO_LESS) else None
    if early and early > opens_on:
        raise record.wrong(EMBRYO_LESS, _("Fruit without embryo opens no later than the other."))
    return PublishedOpening(
        variety=varieties[name],
        opens_on=opens_on,
        embryo_less_opens_on=early,
        scope=record.cells.get("scope", "")[:200],
        source=record.text("source"),
        confidence=record.cells.get("confidence", "")[:40] or "medium",
    )


def _day(record: Record, column: str, year: int) -> date:
    """06-20, 6月20日 or 2026-06-20, which must be of the year."""
    text = record.text(column)
    written = re.fullmatch(r"(?:(20\d\d)[年-])?(\d{1,2})[月-](\d{1,2})日?", text)
    try:
        if not written or int(written[1] or year) != year:
            raise ValueError(text)
        return date(year, int(written[2]), int(written[3]))
    except ValueError as problem:
        words = _("“%(text)s” is no day of %(year)s.") % {"text": text[:40], "year": year}
        raise record.wrong(column, words) from problem
