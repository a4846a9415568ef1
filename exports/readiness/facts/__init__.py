"""What is recorded about a batch, as plain values: all that its checks look at, and all that a report keeps.

Nothing here asks the database. `gather` reads it in a number of queries that does not grow with the batch; checks are
functions of these facts and of the rules alone, so a judgement that kept both can be made again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import pgettext

from exports.readiness.facts.batch import Batch, Custody, Species
from exports.readiness.facts.labels import Certificate, LabelRun, Sticker
from exports.readiness.facts.lots import Handling, Lot, Promise
from exports.readiness.facts.orchard import Picking, SprayGap, Spraying, SprayLimit, Yield
from exports.readiness.facts.papers import Paper, Said
from exports.readiness.facts.residues import Breach, LimitsHere, Measured, Report

__all__ = [
    "Batch",
    "Breach",
    "Certificate",
    "Custody",
    "Facts",
    "Handling",
    "LabelRun",
    "LimitsHere",
    "Lot",
    "Measured",
    "Paper",
    "Picking",
    "Promise",
    "Report",
    "Said",
    "Species",
    "SprayGap",
    "SprayLimit",
    "Spraying",
    "Sticker",
    "Yield",
    "names",
]


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
    def untraced(self) -> tuple[Lot, ...]:
        """Lots of which not all fruit goes back to a picking that is known."""
        known = self.picking_of.keys()
        return tuple(lot for lot in self.lots if not lot.pickings or lot.sourceless or not known >= {*lot.pickings})

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

    @cached_property
    def found_in_no_book(self) -> tuple[tuple[Report, Measured], ...]:
        """What was found on lots of which some book is empty, and nobody wrote down before or after harvest."""
        found: dict[int, list[Measured]] = {}
        for one in self.measured:
            if one.found_mg_kg is not None:
                found.setdefault(one.report, []).append(one)
        return tuple(
            (self.report_of[key], one)
            for lot in self.lots
            if (known := self._known_of(lot)) is not None
            for key in lot.reports
            for one in found.get(key, ())
            if one.substance not in known
        )

    def used_on(self, lot: Lot) -> set[str]:
        """The substances with which a lot was treated after harvest, by record."""
        return {self.handling_of[key].substance.casefold() for key in lot.handlings}

    def _known_of(self, lot: Lot) -> set[str] | None:
        """The substances that were put on a lot by record; None where no book of it is empty."""
        picked = [self.picking_of[key] for key in lot.pickings]
        if all(picking.sprayings for picking in picked):
            return None
        return self.used_on(lot).union(*(spraying.substances for picking in picked for spraying in picking.sprayings))

    def paper(self, kind: str) -> Paper | None:
        """The paper of a kind that counts; one without its number is none."""
        return next((one for one in reversed(self.papers) if one.kind == kind and one.number), None)

    def statement(self, topic: str) -> Said | None:
        """What was said last on a topic."""
        return next((one for one in self.said if one.topic == topic), None)

    def count_of(self, lots: list[Lot]) -> int:
        """Cartons of some lots."""
        return sum(Counter({lot.key: lot.cartons for lot in lots}).values())


def names(found: Any) -> str:
    """Names in a row, each once, in the reader's language."""
    return pgettext("between names", ", ").join(dict.fromkeys(str(one) for one in found))
