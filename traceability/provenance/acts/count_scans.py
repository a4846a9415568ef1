"""Count scans that came in together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any, TypeVar

from django.db import connection, transaction

from traceability.labels.models import LabelRun
from traceability.provenance.counting.notes import HOUR, Batch, Seen
from traceability.provenance.models import ScanBatch, ScanCount, Sighting

AT_ONCE = 100
"""Rows in one statement: SQLite may have been built to take no more than 999 values."""
_EPOCH = date(1970, 1, 1)
_Row = TypeVar("_Row")

_ADD_TO = """
ON CONFLICT (identifier, hour, country) DO UPDATE SET
    scans = {table}.scans + excluded.scans,
    networks = {table}.networks + excluded.networks,
    too_early_in_id = COALESCE(excluded.too_early_in_id, {table}.too_early_in_id)
"""


@transaction.atomic
def count_scans(*, batch: Batch) -> set[str]:
    """Add a batch to what is kept; the identifiers of cartons in it. A batch that was counted already changes nothing.

    A network that looked at a carton before on that day is no other place. Rows go in one order for everybody, so that
    two who count at once never wait for each other in a ring.
    """
    if not ScanBatch.objects.get_or_create(name=batch.name)[1]:
        return set()
    new_places = _sight(batch)
    early = {seen.too_early_in for seen in batch.scans if seen.too_early_in is not None}
    runs = dict(LabelRun.objects.filter(first_index__in=early).values_list("first_index", "pk"))
    scans: Counter[tuple[str, int, str]] = Counter()
    networks: Counter[tuple[str, int, str]] = Counter()
    too_early: dict[tuple[str, int, str], int] = {}
    for seen, count in batch.scans.items():
        key = (seen.identifier, seen.hour, seen.country)
        scans[key] += count
        networks[key] += seen in new_places
        if seen.too_early_in is not None and seen.too_early_in in runs:
            too_early[key] = runs[seen.too_early_in]
    _add([(*key, scans[key], networks[key], too_early.get(key)) for key in sorted(scans)])
    return {seen.identifier for seen in batch.scans if is_carton(seen.identifier)}


def is_carton(identifier: str) -> bool:
    """True for the identifier of one carton, which is in one place at a time; a lot is in many."""
    return "/21/" in identifier


def _sight(batch: Batch) -> set[Seen]:
    """Remember which networks saw which carton today; those that are new, each once."""
    first: dict[tuple[date, str, int], Seen] = {}
    for seen in sorted(batch.scans, key=lambda seen: (seen.hour, not seen.country, seen[:4])):
        if seen.visitor and is_carton(seen.identifier):
            first.setdefault((_day(seen), seen.identifier, seen.visitor), seen)
    for some in _chunks(list(first)):
        days, identifiers, visitors = (set(column) for column in zip(*some, strict=True))
        known = Sighting.objects.filter(day__in=days, identifier__in=identifiers, visitor__in=visitors)
        for key in known.values_list("day", "identifier", "visitor"):
            first.pop(key, None)
    for some in _chunks(list(first)):
        rows = [Sighting(day=day, identifier=identifier, visitor=visitor) for day, identifier, visitor in some]
        Sighting.objects.bulk_create(rows, ignore_conflicts=True)
    return set(first.values())


def _day(seen: Seen) -> date:
    return _EPOCH + timedelta(hours=seen.hour)


def _add(rows: Sequence[tuple[str, int, str, int, int, int | None]]) -> None:
    """Each row onto the one that has its identifier, hour and country, or as a new one."""
    table = ScanCount._meta.db_table
    head = f"INSERT INTO {table} (identifier, hour, country, scans, networks, too_early_in_id) VALUES "  # noqa: S608 - a name of ours
    with connection.cursor() as cursor:
        for some in _chunks(rows):
            places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
            values = chain.from_iterable((name, _time(hour), *rest) for name, hour, *rest in some)
            cursor.execute(head + places + _ADD_TO.format(table=table), list(values))


def _time(hour: int) -> Any:
    """The hour as this database stores a time."""
    return connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(hour * HOUR, tz=UTC))


def _chunks(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
