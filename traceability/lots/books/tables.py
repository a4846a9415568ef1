"""The books as a table of a page and of a CSV: one column for each step of the sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from traceability.lots.books.queries import Books, Row
from traceability.lots.words import local
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg


@dataclass(frozen=True)
class Column:
    """A step of the sum: `sign` is what it does to what is there."""

    name: str
    sign: str
    label: str


def columns_of(books: Books) -> list[Column]:
    """In the order of the sum. By grower nothing goes from lot to lot: a lot's growers come along."""
    inside = set() if books.by == "grower" else {"made", "used"}
    return [column for column in _columns() if column.name not in {"made", "used"} - inside]


def columns_with_something(books: Books) -> list[Column]:
    """Those of a page: without a step that nothing took, but for what everybody looks for."""
    rows = [*books.rows, books.total]
    always = {"weighed_in", "unexplained", "closing"}
    return [c for c in columns_of(books) if c.name in always or any(getattr(row, c.name) for row in rows)]


def _columns() -> list[Column]:
    return [
        Column("opening", "", _("At the start")),
        Column("weighed_in", "+", _("Weighed in")),
        Column("made", "+", _("From other lots")),
        Column("used", "−", _("Into other lots")),
        Column("sorted_out", "−", _("Sorted out")),
        Column("wasted", "−", _("Thrown away")),
        Column("out", "−", _("Left the house")),
        Column("unexplained", "−", _("Unexplained")),
        Column("closing", "=", _("In stock")),
    ]


def cells_of(row: Row, columns: list[Column]) -> list[tuple[Column, int]]:
    """Grams in the order of the columns."""
    return [(column, getattr(row, column.name)) for column in columns]


def named(row: Row, by: str) -> tuple[str, list[str]]:
    """What a row is about, and what stands small below it."""
    if by == "product":
        product = row.key
        quality = [_("class %(quality)s") % {"quality": product.quality_class}] if product.quality_class else []
        each = product.unit_weight_g
        size = _("cartons of %(weight)s") % {"weight": kg(each, "unit")} if each else _("loose")
        return local(product.variety), [_(", ").join([size, *quality]), product.gtin]
    if by == "day":
        return in_words(row.key, short=True), []
    return row.key or _("Not known"), []


def lines_of(books: Books) -> Iterator[list[object]]:
    """Kilograms with all their decimals, for a spreadsheet; the last column says by how much a row does not add up."""
    columns = columns_of(books)
    keys = {"product": [_("GTIN"), _("Product")], "grower": [_("Grower")], "day": [_("Day")]}[books.by]
    yield [*keys, *(_("%(what)s, kg") % {"what": column.label} for column in columns), _("Does not add up, kg")]
    for row in books.rows:
        key = {"product": _product, "grower": _grower, "day": _day}[books.by](row)
        yield [*key, *_kilograms(row, columns)]
    blank = [""] * (len(keys) - 1)
    yield [_("Total"), *blank, *_kilograms(books.total, columns)]


def _product(row: Row) -> list[object]:
    variety, [size, gtin] = named(row, "product")
    return [gtin, _(", ").join([variety, size])]


def _grower(row: Row) -> list[object]:
    return [named(row, "grower")[0]]


def _day(row: Row) -> list[object]:
    return [row.key.isoformat()]


def _kilograms(row: Row, columns: list[Column]) -> list[object]:
    return [f"{grams / 1000:.3f}" for grams in (*(each for _, each in cells_of(row, columns)), row.error_g)]
