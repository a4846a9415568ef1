"""What is recorded about a batch, as plain values: all that its checks look at, and all that a report keeps.

Nothing here asks the database. `gather` reads it in a number of queries that does not grow with the batch; checks are
functions of these facts and of the rules alone, so a judgement that kept both can be made again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import get_language, pgettext


@dataclass(frozen=True)
class Batch:
    """The batch itself. Limits are judged where it is eaten, on the day of arrival."""

    code: str
    exporter: str
    importer: str
    destination: str
    leaves_on: date
    arrives_on: date
    container: str
    seal: str
    rules_here: int
    """How many rules are written for the destination or its Union."""


@dataclass(frozen=True)
class Species:
    """A kind of fruit, with the codes that are its own."""

    code: str
    name_en: str
    name_zh: str
    botanical_name: str
    cn_code: str
    eu_code: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en


@dataclass(frozen=True)
class Certificate:
    """A name printed on cartons, the species it is for, and the certificate that stands on the day of departure."""

    scheme: str
    name: str
    species: str
    standing: str


@dataclass(frozen=True)
class Promise:
    """The 承诺达标合格证 that stands for a lot."""

    number: str
    kind: str
    issued_on: date
    issuer: str
    contact: str
    is_mixture: bool


@dataclass(frozen=True)
class Lot:
    """A packed lot. `pickings`, `reports` and `handlings` are keys; `on_pallets` counts pallets of every batch."""

    key: int
    code: str
    species: str
    variety: str
    packer: str
    uscc: str
    packing_house: str
    packing_house_number: str
    units: int
    unit_g: int
    cartons: int
    on_pallets: int
    pickings: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()
    handlings: tuple[int, ...] = ()
    promise: Promise | None = None
    inputs_without_promise: tuple[str, ...] = ()
    wholly: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By kind of treatment, the records that together cover all fruit of the lot."""


@dataclass(frozen=True)
class Spraying:
    """What weigh-in copied: which substances stood on a plot before a picking, and how many days before."""

    substances: tuple[str, ...]
    days: int


@dataclass(frozen=True)
class Picking:
    """One grower's picking of one plot on one day."""

    key: int
    code: str
    plot: int
    plot_number: str
    variety: str
    grower: str
    village: str
    county: str
    is_located: bool
    source_crs: str
    picked_on: date
    allowed_from: date | None
    opens_on: date | None
    opening_source: str
    logged_g: int
    weighed_g: int
    registrations: tuple[str, ...]
    sprayings: tuple[Spraying, ...]

    @property
    def last_sprayed(self) -> int | None:
        """Days between the last spraying and the picking."""
        return min((one.days for one in self.sprayings), default=None)


@dataclass(frozen=True)
class SprayGap:
    """A line of the spraying book that lacks something."""

    plot_number: str
    product: str
    applied_on: date
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Yield:
    """Grams that a plot gave in the season, its 亩, and the most that is believed of one."""

    plot_number: str
    season_g: int
    area_mu: Decimal
    most_kg_per_mu: Decimal
    source: str


@dataclass(frozen=True)
class SprayLimit:
    """What the destination allows of a substance that was sprayed: no entry is not a permission."""

    species: str
    substance: str
    is_entered: bool
    limit_mg_kg: Decimal | None
    rule: str
    source: str


@dataclass(frozen=True)
class Handling:
    """A treatment after harvest of a lot or of what it was made of."""

    key: int
    lot: int
    kind: str
    name_en: str
    name_zh: str
    needs_substance: bool
    substance: str
    dose: str
    began_on: date
    minutes: int
    low_c: Decimal | None
    has_log: bool


@dataclass(frozen=True)
class LabelRun:
    """A label run of which cartons stand on pallets of the batch."""

    key: int
    lot: int
    is_printed: bool
    void_on_pallet: str
    prints_name: bool
    certificate: Certificate | None
    destination: str
    size: str
    size_is_known: bool
    page_speaks: bool
    started_on: date
    leads_here: bool
    has_promise: bool
    cartons: int
    lacks: tuple[str, ...] = ()
    lacks_rule: str = ""
    lacks_source: str = ""
    unnamed_agents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A laboratory's report that covers fruit of the batch."""

    key: int
    number: str
    laboratory: str
    sampled_on: date
    reported_on: date


@dataclass(frozen=True)
class Measured:
    """A substance that some rule names, as a report has it; nothing found is below `loq_mg_kg`."""

    report: int
    substance: str
    found_mg_kg: Decimal | None
    loq_mg_kg: Decimal


@dataclass(frozen=True)
class Breach:
    """What a report says against a limit of `place`: over it, not known, or over a draft; as certification kept it."""

    report: int
    place: str
    ok: bool | None
    finding: dict[str, Any]


@dataclass(frozen=True)
class LimitsHere:
    """The limits of a place for a fruit on the day of arrival: of which substances, and whether all rows are sure."""

    species: str
    place: str
    substances: tuple[str, ...]
    provisional: bool


@dataclass(frozen=True)
class Paper:
    """A paper that counts: no newer one replaces it."""

    kind: str
    number: str
    issuer: str
    issued_on: date
    declaration: str
    says: dict[str, Any]


@dataclass(frozen=True)
class Said:
    """The newest statement on a topic."""

    topic: str
    holds: bool
    remark: str
    measured: dict[str, Any]
    photo: str
    by: str
    on: date


@dataclass(frozen=True)
class Sticker:
    """Whether a destination lets fruit carry stickers of the stated material."""

    material: str
    is_allowed: bool
    rule: str = ""
    source: str = ""


@dataclass(frozen=True)
class Custody:
    """Whether every lot goes back and forward by events; and what a recall of one carton would find, by real query."""

    events: int
    gaps: tuple[str, ...]
    recall_lot: str = ""
    recall_lots: int = 0
    recall_cartons: int = 0
    recall_batches: tuple[str, ...] = ()
    recall_finds_all: bool = False


@dataclass(frozen=True)
class Facts:
    """All of it."""

    batch: Batch
    species: tuple[Species, ...] = ()
    lots: tuple[Lot, ...] = ()
    pickings: tuple[Picking, ...] = ()
    sprays: int = 0
    spray_gaps: tuple[SprayGap, ...] = ()
    yields: tuple[Yield, ...] = ()
    spray_limits: tuple[SprayLimit, ...] = ()
    handlings: tuple[Handling, ...] = ()
    runs: tuple[LabelRun, ...] = ()
    reports: tuple[Report, ...] = ()
    measured: tuple[Measured, ...] = ()
    breaches: tuple[Breach, ...] = ()
    limits: tuple[LimitsHere, ...] = ()
    papers: tuple[Paper, ...] = ()
    said: tuple[Said, ...] = ()
    sticker: Sticker | None = None
    custody: Custody = field(default_factory=lambda: Custody(0, ()))

    @cached_property
    def species_codes(self) -> frozenset[str]:
        """Codes of the species on the pallets."""
        return frozenset(one.code for one in self.species)

    @property
    def fruit_names(self) -> str:
        """The species in the reader's language."""
        return names(one.name for one in self.species)

    @cached_property
    def cartons(self) -> int:
        """All cartons on the pallets."""
        return sum(lot.cartons for lot in self.lots)

    @cached_property
    def weight_g(self) -> int:
        """Net grams on the pallets."""
        return sum(lot.cartons * lot.unit_g for lot in self.lots)

    @cached_property
    def picking_of(self) -> dict[int, Picking]:
        """By key."""
        return {one.key: one for one in self.pickings}

    @cached_property
    def report_of(self) -> dict[int, Report]:
        """By key."""
        return {one.key: one for one in self.reports}

    @cached_property
    def handling_of(self) -> dict[int, Handling]:
        """By key."""
        return {one.key: one for one in self.handlings}

    @cached_property
    def lot_of(self) -> dict[int, Lot]:
        """By key."""
        return {one.key: one for one in self.lots}

    @cached_property
    def kind_of(self) -> dict[str, Species]:
        """Species by code."""
        return {one.code: one for one in self.species}

    @cached_property
    def breaches_of(self) -> dict[int, list[Breach]]:
        """By key of the report."""
        found: dict[int, list[Breach]] = {}
        for one in self.breaches:
            found.setdefault(one.report, []).append(one)
        return found

    def paper(self, kind: str) -> Paper | None:
        """The paper of a kind that counts."""
        return next((one for one in reversed(self.papers) if one.kind == kind), None)

    def statement(self, topic: str) -> Said | None:
        """What was said last on a topic."""
        return next((one for one in self.said if one.topic == topic), None)

    def count_of(self, lots: list[Lot]) -> int:
        """Cartons of some lots."""
        return sum(Counter({lot.key: lot.cartons for lot in lots}).values())


def names(found: Any) -> str:
    """Names in a row, each once, in the reader's language."""
    return pgettext("between names", ", ").join(dict.fromkeys(str(one) for one in found))
