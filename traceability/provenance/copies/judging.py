"""Whether one carton can have been seen where and when its code was seen. Pure arithmetic on counts, no database.

Three things are looked at, each as a number of networks a day. What a carton may well do is taken off first: whoever
has it may look every day, so the first network of a day never counts; and where it cannot be, the desks of who packs,
ships and imports it may have its picture and a phone or two, so there the first two of a country and day do not count.
What is left must be much enough, and spread over days: a display in a shop and a photo that goes round are over in a
few days, whatever they reach meanwhile; copies are sold for weeks. How spread it is, is told by `busy_days`.

Copies that sell slowly are seen once or twice a day, which is what the owner does. They are found by how long it lasts:
once the carton can be in a shop, every network counts there, and the days must be more than any carton is looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from traceability.provenance.copies.areas import area_of

OF_ITS_OWNER = 1
"""Networks a day of whoever has the carton."""
OF_DESKS = 2
"""Networks a day and country of desks that have its picture."""


class Look(NamedTuple):
    """Networks that saw a code first on a day (UTC), by the country that a proxy told; "" is not known."""

    day: date
    country: str
    networks: int


@dataclass(frozen=True)
class Journey:
    """Where a carton was, as far as it is recorded; areas, not countries."""

    origin: str
    left_on: date
    """The last day on which anybody may have held it where it was packed."""
    destination: str
    there_on: date | None
    """The first day on which anybody may have held it there; None: nobody can yet."""

    def may_be_in(self, country: str, day: date) -> bool:
        """Whether somebody can have held the carton in a country on a day; of one that is not known, always."""
        area = area_of(country)
        if not area or (area == self.origin and day <= self.left_on):
            return True
        return area == self.destination and self.there_on is not None and day >= self.there_on


class Finding(StrEnum):
    """What no single carton does; the first that holds is told."""

    ELSEWHERE = "elsewhere"
    """Seen where it cannot be: where it is not yet, or no longer, by its recorded journey."""
    APART = "apart"
    """Seen on the same days in areas between which no carton travels in a day."""
    MANY = "many"
    """Seen in more places than one carton comes to."""


@dataclass(frozen=True)
class Thresholds:
    """How many networks, spread over how many days, are a finding. Reasons: COPY_… in the settings."""

    places: int
    days: float
    slow_places: int
    slow_days: float
    lasting_places: int
    lasting_days: float
    wrong_places: int
    wrong_days: float
    crowd: int
    crowd_days: float


def busy_days(networks: Iterable[int]) -> float:
    """Over how many equally busy days as much would be spread as evenly: N(N - 1) / Σn(n - 1), and no more than there
    are days.

    1 when all came on one day, n when the same came on each of n days. A photo whose readers halve every day comes to
    3, however many it reaches. The inverse of Simpson's index, Hill's number of order 2 (Hill 1973, Ecology 54), in
    Simpson's own form for counts that chance makes (Simpson 1949, Nature 163): of few looks a day it does not make
    fewer days.
    """
    counts = [count for count in networks if count]
    all_of, pairs = sum(counts), sum(count * (count - 1) for count in counts)
    return min(len(counts), all_of * (all_of - 1) / pairs) if pairs else float(len(counts))


def judge(looks: Iterable[Look], journey: Journey | None, thresholds: Thresholds) -> Finding | None:
    """What the looks at one carton's code say, or None when one carton can explain them."""
    by_day: dict[date, Counter[str]] = defaultdict(Counter)
    for look in looks:
        by_day[look.day][look.country] += look.networks
    wrong = (thresholds.wrong_places, thresholds.wrong_days)
    many = (thresholds.places, thresholds.days), (thresholds.slow_places, thresholds.slow_days)
    lasting = (thresholds.lasting_places, thresholds.lasting_days)

    def is_much(networks: Iterable[int], *enough: tuple[int, float]) -> bool:
        counts = [count for count in networks if count > 0]
        among, over = sum(counts), busy_days(counts)
        if among > thresholds.crowd and over < thresholds.crowd_days:
            return False
        return any(among >= places and over >= days for places, days in enough)

    if journey and is_much((_elsewhere(day, seen, journey) for day, seen in by_day.items()), wrong):
        return Finding.ELSEWHERE
    if is_much((_apart(seen) for seen in by_day.values()), wrong):
        return Finding.APART
    if is_much((seen.total() - OF_ITS_OWNER for seen in by_day.values()), *many):
        return Finding.MANY
    if is_much((_since_it_is_there(day, seen.total(), journey) for day, seen in by_day.items()), lasting):
        return Finding.MANY
    return None


def _elsewhere(day: date, seen: Counter[str], journey: Journey) -> int:
    """Networks of a day in countries where the carton cannot be."""
    return sum(_but_for_desks(many) for country, many in seen.items() if not journey.may_be_in(country, day))


def _since_it_is_there(day: date, networks: int, journey: Journey | None) -> int:
    """Networks of a day; before anybody but desks can have the carton, and of one whose way is not known, but one."""
    is_there = journey is not None and journey.there_on is not None and day >= journey.there_on
    return networks if is_there else networks - OF_ITS_OWNER


def _apart(seen: Counter[str]) -> int:
    """Networks of a day in the busiest area but one."""
    areas: Counter[str] = Counter()
    for country, many in seen.items():
        if country:
            areas[area_of(country)] += _but_for_desks(many)
    return sorted(areas.values(), reverse=True)[1] if len(areas) > 1 else 0


def _but_for_desks(many: int) -> int:
    return max(0, many - OF_DESKS)
