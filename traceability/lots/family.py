"""A lot between what it was made of and what became of it, drawn as ribbons whose height is weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traceability.lots.models import Lot, LotInput
from traceability.lots.words import grown_at, what
from traceability.web.dates import day as in_words
from traceability.web.dates import moment
from traceability.web.templatetags.look import kg

ROW, KNOT, FEWEST_ROWS = 100, 150, 4
"""Units of the drawing: a line of a list, the lot in the middle, and the lines that the page always has room for."""
LINES = 8
"""Lines a side; what is more is one line that says how many."""


@dataclass(frozen=True)
class Line:
    """One line beside the lot: a lot, a plot, a loss or what is still here. `kind`: "" sand, no clay, rest mango."""

    title: str
    weight_g: int
    detail: str = ""
    url: str = ""
    kind: str = ""
    note: str = ""


@dataclass
class Family:
    """Both sides of a lot, with the paths of the ribbons. `unexplained_g` is what a stocktake did not find."""

    sources: list[Line]
    results: list[Line]
    height: int = 0
    unexplained_g: int = 0
    ribbons_in: list[tuple[str, str]] = field(default_factory=list)
    ribbons_out: list[tuple[str, str]] = field(default_factory=list)

    def without_links(self) -> Family:
        """For somebody whom this lot was shown to, and not its relatives."""
        plain = [[replace(line, url="") for line in lines] for lines in (self.sources, self.results)]
        return replace(self, sources=plain[0], results=plain[1])

    @property
    def in_g(self) -> int:
        return sum(line.weight_g for line in self.sources)

    @property
    def out_g(self) -> int:
        return sum(line.weight_g for line in self.results)

    @property
    def adds_up(self) -> bool:
        return self.in_g == self.out_g

    @property
    def missing_g(self) -> int:
        return abs(self.in_g - self.out_g)


def family_of(lot: Lot) -> Family:
    """What went into the lot, and where each gram of it is now. Five queries for any number of relatives."""
    counted_away_g = sum(count.missing_g for count in lot.counts.all())
    return replace(draw(_sources(lot), _results(lot, counted_away_g)), unexplained_g=counted_away_g)


def draw(sources: Sequence[Line], results: Sequence[Line]) -> Family:
    """Lines and ribbons; the middle has the same scale as both sides."""
    family = Family(_fold(sources), _fold(results))
    rows = max(len(family.sources), len(family.results), FEWEST_ROWS)
    family.height = rows * ROW
    total = max(family.in_g, family.out_g, 1)
    largest = max((line.weight_g for line in (*family.sources, *family.results)), default=total) or 1
    scale = min(KNOT / total, (ROW - 16) / largest)
    family.ribbons_in = _ribbons(family.sources, scale, family.height, leftward=True)
    family.ribbons_out = _ribbons(family.results, scale, family.height, leftward=False)
    return family


def _fold(lines: Sequence[Line]) -> list[Line]:
    if len(lines) <= LINES:
        return list(lines)
    shown, rest = list(lines[: LINES - 1]), lines[LINES - 1 :]
    words = ngettext("and one more", "and %(count)s more", len(rest)) % {"count": len(rest)}
    return [*shown, Line(words, sum(line.weight_g for line in rest))]


def _ribbons(lines: Sequence[Line], scale: float, height: int, *, leftward: bool) -> list[tuple[str, str]]:
    """Class and path of each ribbon, between the middle of its line and its place in the knot."""
    paths = []
    knot = (height - sum(line.weight_g for line in lines) * scale) / 2
    first = (height - len(lines) * ROW) / 2  # the list stands in the middle of the drawing
    for row, line in enumerate(lines):
        thick = max(line.weight_g * scale, 1)
        middle = first + (row + 0.5) * ROW
        top, bottom = middle - thick / 2, middle + thick / 2
        a, b, c, d = (top, bottom, knot, knot + thick) if leftward else (knot, knot + thick, top, bottom)
        path = f"M0 {a:.1f}C50 {a:.1f} 50 {c:.1f} 100 {c:.1f}V{d:.1f}C50 {d:.1f} 50 {b:.1f} 0 {b:.1f}Z"
        paths.append((f"flow {line.kind}".strip(), path))
        knot += line.weight_g * scale
    return paths


def line_of(lot: Lot, grams: int, **more: str) -> Line:
    """A lot as a line with so many of its grams."""
    origin = getattr(lot, "origin", None)
    if origin is not None:
        picked = _("picked %(day)s") % {"day": in_words(origin.picked_on, short=True)}
        detail = _(", ").join([grown_at(origin), picked])
    elif lot.units:
        detail = ngettext("One carton", "%(count)s cartons", lot.units) % {"count": lot.units}
    else:
        detail = what(lot)
    return Line(lot.code, grams, detail=detail, url=lot.get_absolute_url(), **more)


def _sources(lot: Lot) -> list[Line]:
    origin = getattr(lot, "origin", None)
    if origin is not None:
        picked = _("picked %(day)s, logged %(weight)s") % {
            "day": in_words(origin.picked_on, short=True),
            "weight": kg(origin.logged_g, "unit"),
        }
        return [Line(grown_at(origin), lot.weight_g, detail=picked)]
    inputs = LotInput.objects.filter(child=lot).select_related(
        "parent__product__variety__species", "parent__origin__village__township"
    )
    return [line_of(part.parent, part.weight_g) for part in inputs.order_by("-weight_g", "pk")]


def _results(lot: Lot, counted_away_g: int) -> list[Line]:
    """Children, losses, what is unexplained or shipped, and what is here: every gram stands in one line."""
    uses = LotInput.objects.filter(parent=lot).select_related(
        "child__product__variety__species", "child__making", "child__origin__village__township"
    )
    thrown_g = sum(loss.weight_g for loss in lot.losses.all())
    lines, lost_g, used_g = [], lot.making.loss_g + thrown_g, thrown_g + counted_away_g
    for use in uses.order_by("child__making__made_at", "pk"):
        used_g += use.weight_g
        alone = use.child.weight_g + use.child.making.loss_g == use.weight_g
        lost_g += use.child.making.loss_g if alone else 0
        lines.append(replace(line_of(use.child, use.child.weight_g if alone else use.weight_g), note=_how(use.child)))
    if lost_g:
        lines.append(Line(_("Recorded loss"), lost_g, detail=_("sorted out and thrown away")))
    if counted_away_g:
        lines.append(Line(_("Unexplained"), counted_away_g, detail=_("not there when it was counted")))
    if lot.is_packed and lot.drawn_g > used_g:
        lines.append(Line(_("Shipped"), lot.drawn_g - used_g, detail=_("left the house on pallets")))
    if lot.remaining_g:
        lines.append(Line(_("Still here"), lot.remaining_g, detail=str(lot.place), kind="rest"))
    return lines


def _how(child: Lot) -> str:
    return _(", ").join([str(child.making.get_act_display()), moment(child.making.made_at, child.making.made_offset)])
