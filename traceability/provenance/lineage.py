"""The events behind a lot, back to the trees, and how much of it came from each picking. Read from events alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from traceability.epcis.models import Event
from traceability.provenance.reading import Reading

_EVENTS_OF_THE_LINE = """
    WITH RECURSIVE line(identifier) AS (
        SELECT CAST(%s AS varchar(200))
        UNION
        SELECT source.identifier
        FROM line
        JOIN epcis_eventsubject made ON made.identifier = line.identifier
        JOIN epcis_eventsubject source ON source.event_id = made.event_id
        WHERE CASE WHEN made.identifier = line.identifier THEN made.role END = 'output_class'
          AND CASE WHEN source.event_id = made.event_id THEN source.role END = 'input_class'
    )
    SELECT subject.event_id
    FROM line JOIN epcis_eventsubject subject ON subject.identifier = line.identifier
    WHERE CASE WHEN subject.identifier = line.identifier THEN subject.role END <> 'input_class'
"""
"""Where else a forefather went is not this lot's story, hence never by `input_class`; the making that belongs to the
line is found by what came out of it.

Each condition on a role is written so that it hangs on the table before: SQLite knows nothing of how long a line is,
takes it for a million lots, and of a condition on one table alone would first make a filter by reading all of it.
"""


@dataclass(frozen=True)
class Lineage:
    """What is recorded of a lot and of all that it was made from, as it happened."""

    lot: str
    readings: tuple[Reading, ...]

    @cached_property
    def makings(self) -> dict[str, Reading]:
        """The transformation that made a lot, by the lot; pickings and bought lots have none."""
        return {uri: reading for reading in self.readings for uri in reading.outputs}

    @cached_property
    def parts(self) -> dict[str, dict[str, Fraction]]:
        """For each lot of the line, oldest first: the share of each picking in it. The shares of a lot sum to 1."""
        shares: dict[str, dict[str, Fraction]] = {}
        for uri in self._oldest_first():
            making = self.makings.get(uri)
            whole = sum(making.inputs.values()) if making else 0
            if making is None or not whole:
                shares[uri] = {uri: Fraction(1)}
                continue
            mixed: dict[str, Fraction] = defaultdict(Fraction)
            for source, grams in making.inputs.items():
                for origin, share in shares[source].items():
                    mixed[origin] += share * Fraction(grams, whole)
            shares[uri] = dict(mixed)
        return shares

    def covered_by(self, lots: Iterable[str]) -> Fraction:
        """The share of the lot that went through one of `lots`: a claim holds only where this is 1."""
        through = set(lots)
        covered: dict[str, Fraction] = {}
        for uri in self.parts:
            making = self.makings.get(uri)
            whole = sum(making.inputs.values()) if making else 0
            if uri in through or making is None or not whole:
                covered[uri] = Fraction(uri in through)
                continue
            covered[uri] = sum((covered[s] * Fraction(g, whole) for s, g in making.inputs.items()), Fraction(0))
        return covered[self.lot]

    def about_the_line(self) -> tuple[Reading, ...]:
        """The readings that truly belong to it: what an event declared wrong had joined to it is left out."""
        line = set(self.parts)
        return tuple(reading for reading in self.readings if line & reading.lots)

    def _oldest_first(self) -> list[str]:
        graph: dict[str, list[str]] = {}
        waiting = [self.lot]
        while waiting:
            uri = waiting.pop()
            if uri not in graph:
                making = self.makings.get(uri)
                graph[uri] = list(making.inputs) if making else []
                waiting += graph[uri]
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError:
            # Our own lots cannot be their own forefathers (lots.LotInput); what others send us might claim it. Then
            # nothing is known of where the fruit came from, which is what a line of one says.
            return [self.lot]


def lineage_of(lot: str) -> Lineage:
    """Everything recorded of the lot with this canonical URI and of what it was made from, in one query.

    Events that were later declared wrong are left out, and so are the declarations.
    """
    declared_wrong = Exists(Event.objects.filter(error_of=OuterRef("pk")))
    events = (
        Event.objects.filter(~declared_wrong, pk__in=RawSQL(_EVENTS_OF_THE_LINE, (lot,)), error_of=None)  # noqa: S611
        .select_related("recorded_by")
        .in_order()
    )
    whole = Lineage(lot, tuple(Reading(event) for event in events))
    return Lineage(lot, whole.about_the_line())


def apportion(whole: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """`whole` cut by `shares` (which sum to 1) into whole numbers that sum to it: largest remainders first."""
    exact = {key: share * whole for key, share in shares.items()}
    cut = {key: int(value) for key, value in exact.items()}
    left = whole - sum(cut.values())
    by_remainder = sorted(exact, key=lambda key: (cut[key] - exact[key], key))
    for key in by_remainder[:left]:
        cut[key] += 1
    return cut
