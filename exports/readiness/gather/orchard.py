"""Where the fruit of a batch grew, what was sprayed there, and under which numbers the orchards stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from exports.models import ExportBatch
from exports.readiness.facts import Picking, SprayGap, Spraying, Yield
from exports.readiness.gather.kinship import Kinship
from orchards.models import Plot, Threshold, Treatment
from orchards.queries import weighed_of
from orchards.seasons import season_start
from orchards.thresholds import Key
from traceability.certification.models import GIScheme
from traceability.certification.opening import opening, openings_of
from traceability.lots.keys import among
from traceability.lots.models import LotOrigin, Variety
from traceability.parties.dated import in_force
from traceability.web.prepared import PreparedRows

_SEASON = timedelta(days=365)
"""A spraying of the year before a picking is a spraying of its season."""
_Registered = tuple[date, date | None, date, date | None, str]
"""When the plot joined and left, when the registration begins and ends, its number."""
_PARTICULARS = ("registration_number", "dose", "target", "substances")
_PLOT = ("pk", "place", "variety", "number", "area_mu")
_REGISTERED = (
    "registered__valid_from",
    "registered__valid_to",
    "registered__registration__valid_from",
    "registered__registration__valid_to",
    "registered__registration__number",
)
_MOST_GAPS = 50


@dataclass(frozen=True)
class _Line:
    """A line of a plot's spraying book that nobody has declared wrong."""

    plot: int
    plot_number: str
    product: str
    applied_on: date
    interval_days: int
    registration: str
    dose: str
    target: str
    substances: list[str]

    @property
    def allowed_from(self) -> date:
        return self.applied_on + timedelta(days=self.interval_days)

    @property
    def lacks(self) -> tuple[str, ...]:
        return tuple(one for one in ("registration", "dose", "target", "substances") if not getattr(self, one))


@dataclass(frozen=True)
class _Land:
    """A plot, and the registrations of orchards under which it has stood."""

    key: int
    place: int
    variety: str
    number: str
    area_mu: Decimal
    registered: list[_Registered] = field(default_factory=list)


@dataclass(frozen=True)
class Orchard:
    """All that is read of orchards. `sprayed` are species and substance."""

    pickings: tuple[Picking, ...]
    sprays: int
    spray_gaps: tuple[SprayGap, ...]
    yields: tuple[Yield, ...]
    sprayed: frozenset[tuple[str, str]]


_ORIGIN = (
    "lot",
    "lot__code",
    "lot__weight_g",
    "lot__product__variety",
    "lot__product__variety__species",
    "plot",
    "plot_number",
    "plot__latitude",
    "plot__source_crs",
    "village",
    "county",
    "grower_pseudonym",
    "picked_on",
    "embryo_less",
    "logged_g",
    "treatments",
    "allowed_from",
)
_origins = PreparedRows(
    lambda lots: LotOrigin.objects.filter(lot__in=lots).order_by("lot").values(*_ORIGIN), among([-1])
)
_plots = PreparedRows(
    lambda places: Plot.objects.filter(place__in=places).order_by("pk").values_list(*_PLOT, *_REGISTERED), among([-1])
)
_sprayed = PreparedRows(
    lambda places, after, until: (
        Treatment.objects.standing()
        .filter(plot__place__in=places, applied_on__gt=after, applied_on__lte=until)
        .select_related(None)
        .order_by("pk")
        .values_list("plot__place", "plot__number", "product", "applied_on", "interval_days", *_PARTICULARS)
    ),
    among([-1]),
    date(1970, 1, 1),
    date(1970, 1, 2),
)


def orchard_of(batch: ExportBatch, kin: Kinship) -> Orchard:
    """Pickings of a whole family of lots, with what the orchard's own books say of their plots: some ten queries."""
    rows = _origins(kin.everyone)
    if not rows:
        return Orchard((), 0, (), (), frozenset())
    plots = {row["plot"] for row in rows}
    opened, lines = _openings(rows), _lines(plots, rows)
    land = _land(plots)
    varieties = Variety.objects.in_bulk(
        {row["lot__product__variety"] for row in rows} | {plot.variety for plot in land.values()}
    )
    starts = _starts(rows, varieties)
    book: dict[int, list[_Line]] = {}
    for line in lines:
        book.setdefault(line.plot, []).append(line)
    pickings = tuple(_picking(row, land.get(row["plot"]), opened, _before(row, book, starts)) for row in rows)
    sprayed = {
        (row["lot__product__variety__species"], substance)
        for row, picking in zip(rows, pickings, strict=True)
        for spraying in picking.sprayings
        for substance in spraying.substances
    }
    gaps = [SprayGap(line.plot_number, line.product, line.applied_on, line.lacks) for line in lines if line.lacks]
    return Orchard(
        pickings, len(lines), tuple(gaps[:_MOST_GAPS]), _yields(land.values(), varieties, rows), frozenset(sprayed)
    )


def _picking(row: dict[str, Any], land: _Land | None, opened: dict[Any, Any], book: Iterable[_Line]) -> Picking:
    """A picking with what weigh-in copied of its sprayings, and what was entered into the book since."""
    day, plot = row["picked_on"], row["plot"]
    copied = [Spraying(tuple(one.get("substances", ())), one["days_elapsed"]) for one in row["treatments"]]
    entered = [Spraying(tuple(line.substances), (day - line.applied_on).days) for line in book]
    waits = [row["allowed_from"], *(line.allowed_from for line in book)]
    known = opened.get((row["lot__product__variety"], day.year, row["embryo_less"]))
    return Picking(
        key=row["lot"],
        code=row["lot__code"],
        plot=plot,
        plot_number=row["plot_number"],
        variety=row["lot__product__variety"],
        grower=row["grower_pseudonym"],
        village=row["village"] or "",
        county=row["county"] or "",
        is_located=row["plot__latitude"] is not None,
        source_crs=row["plot__source_crs"],
        picked_on=day,
        allowed_from=max((one for one in waits if one), default=None),
        opens_on=known.day if known else None,
        opening_source=known.row.source if known else "",
        logged_g=row["logged_g"],
        weighed_g=row["lot__weight_g"],
        registrations=tuple(
            sorted(
                number
                for joined, left, begun, ended, number in (land.registered if land else ())
                if _holds(day, joined, left) and _holds(day, begun, ended)
            )
        ),
        sprayings=tuple(dict.fromkeys([*copied, *entered])),
        opening_is_provisional=known.provisional if known else False,
    )


def _starts(rows: Iterable[dict[str, Any]], varieties: Mapping[str, Variety]) -> dict[tuple[str, date], date]:
    """By variety and day of picking, the day on which the season began."""
    picked = {(row["lot__product__variety"], row["picked_on"]) for row in rows}
    return {(variety, day): season_start(varieties[variety], day) for variety, day in picked}


def _before(
    row: dict[str, Any], book: Mapping[int, list[_Line]], starts: Mapping[tuple[str, date], date]
) -> list[_Line]:
    """The lines of a picking's plot that weigh-in would copy now: see `orchards.queries.season_treatments`."""
    day = row["picked_on"]
    start = starts[row["lot__product__variety"], day]
    return [
        line
        for line in book.get(row["plot"], ())
        if line.applied_on <= day and (line.applied_on >= start or line.allowed_from > day)
    ]


def _holds(day: date, begins: date, ends: date | None) -> bool:
    return begins <= day and (ends is None or day <= ends)


def _land(plots: set[int]) -> dict[int, _Land]:
    """By key of the place, in the order of the plots."""
    found: dict[int, _Land] = {}
    for key, place, variety, number, area_mu, *registered in _plots(among(plots)):
        land = found.setdefault(place, _Land(key, place, variety, number, area_mu))
        if registered[-1]:
            land.registered.append(tuple(registered))
    return found


def _openings(rows: list[dict[str, Any]]) -> dict[tuple[str, int, bool], Any]:
    """By variety, year and whether the fruit has no embryo: the opening day of the name that cartons print."""
    newest = max(row["picked_on"] for row in rows)
    scheme = in_force(GIScheme.objects.filter(on_cartons=True), newest).order_by("code").first()
    own = [row for row in rows if scheme and row["lot__product__variety__species"] == scheme.species_id]
    if scheme is None or not own:
        return {}
    wanted = {(row["lot__product__variety"], row["picked_on"].year, row["embryo_less"]) for row in own}
    found = openings_of(scheme, {variety for variety, _, _ in wanted}, {year for _, year, _ in wanted})
    return {
        (variety, year, bare): opening(found.get((variety, year)), year, embryo_less=bare)
        for variety, year, bare in wanted
    }


def _lines(plots: set[int], rows: list[dict[str, Any]]) -> list[_Line]:
    """What the spraying books of these plots have of the season."""
    first, last = min(row["picked_on"] for row in rows), max(row["picked_on"] for row in rows)
    return [_Line(*row) for row in _sprayed(among(plots), first - _SEASON, last)]


def _yields(
    land: Collection[_Land], varieties: Mapping[str, Variety], rows: Iterable[dict[str, Any]]
) -> tuple[Yield, ...]:
    """What each plot has given in the season of the last picking, beside the most that is asked about."""
    last = max(row["picked_on"] for row in rows)
    limit = Threshold.objects.filter(key=Key.SEASON_WARNS, valid_from__lte=last).order_by("valid_from").last()
    if limit is None:
        return ()
    grams = weighed_of({plot.key: varieties[plot.variety] for plot in land}, last)
    return tuple(
        Yield(plot.number, grams.get(plot.key, 0), plot.area_mu, limit.value, limit.source, plot.place) for plot in land
    )
