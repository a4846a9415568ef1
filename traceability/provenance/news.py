"""What was recorded lately, by the identifiers that it names: how every process learns that a page is out of date.

The database alone is asked, at most twice a second: a commit is news the moment it is one, whoever made it and however
that process ended, and no message can be lost on the way. Between two questions nothing is asked at all.

On SQLite numbers of events are given out one writer at a time, so the highest that was seen is all that needs keeping.
On PostgreSQL a number may become visible after higher ones: those that were taken and not committed when a question
was asked. So numbers are asked for again from the last one below which everything is settled: the highest of an earlier
question, once every transaction that ran at that question has ended (`pg_current_snapshot()`).

Where nothing is known of lower numbers (the first question) or too many are not settled (one transaction that runs for
an hour), the transactions that run are watched instead: when one of them ends, whatever it did, everything is news.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from traceability.certification.models import GIScheme, ResidueLimit
from traceability.epcis.models import Event, EventSubject
from traceability.parties.consent.models import Edition
from traceability.provenance.models import CopyAlert

MOST_NAMED = 2_000
"""So many new events are asked what they name; more at once change everything."""
MOST_UNSETTLED = 5_000
"""So many numbers are asked for again and again while a transaction below them runs."""
KEPT = 256
"""So many changes are kept by name; whoever began before the oldest of them begins again."""

EVERYTHING = None
Change = frozenset[str] | None
"""Canonical Digital Link URIs that something new is about, or EVERYTHING."""


@dataclass(frozen=True)
class _Answer:
    highest: int
    rules: tuple[int, ...]
    """The highest number of a residue limit, and how many schemes there are: rows of rules are only ever added. The
    highest number of a copy alert, and how many were answered: they are few. The edition of what growers show."""
    running_from: int = 0
    running_to: int = 0
    """Every transaction before the first has ended, none from the second on had begun (PostgreSQL)."""
    running: frozenset[int] = frozenset()
    """Those that ran (PostgreSQL)."""


class News:
    """One for each process. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked_at = float("-inf")
        self._highest: int | None = None
        self._settled = 0
        self._seen: set[int] = set()
        self._unsettled: _Answer | None = None
        self._watched: frozenset[int] = frozenset()
        """Transactions that may have taken numbers that nobody asks for any more."""
        self._rules: tuple[int, ...] = ()
        self._changes: deque[Change] = deque(maxlen=KEPT)
        self.number = 0
        """How many changes there were: what was read when this stood at n knows of the first n."""

    def listen(self) -> None:
        """Asks, unless somebody asked within `settings.PAGE_FRESH_SECONDS`. Raises what the database raises."""
        if time.monotonic() - self._asked_at < settings.PAGE_FRESH_SECONDS:
            return
        with self._lock:
            begun = time.monotonic()
            if begun - self._asked_at < settings.PAGE_FRESH_SECONDS:
                return
            self._ask()
            self._asked_at = begun

    def since(self, number: int) -> Iterator[Change]:
        """The changes after the first `number`; EVERYTHING when they are no longer known one by one."""
        with self._lock:
            missed = self.number - number
            if missed > len(self._changes):
                yield EVERYTHING
                return
            changes = list(self._changes)[len(self._changes) - missed :] if missed else []
        yield from changes

    def begin_again(self) -> None:
        """Everything is news, as for a process that has just begun: the database is another one."""
        with self._lock:
            self._highest, self._asked_at = None, float("-inf")

    def _tell(self, change: Change) -> None:
        self._changes.append(change)
        self.number += 1

    def _ask(self) -> None:
        answer = _asked()
        highest, self._highest = self._highest, answer.highest
        rules, self._rules = self._rules, answer.rules
        if highest is None or answer.highest < highest:
            # The first question, or a database that was put back: whatever was said before is old.
            self._watch(answer)
            return
        ended = self._watched - answer.running
        self._watched -= ended
        if ended or answer.rules != rules:
            self._tell(EVERYTHING)
        fresh = [number for number in _numbers_after(self._settled) if number not in self._seen]
        if fresh:
            self._tell(_named_by(fresh))
            self._seen.update(fresh)
        if self._unsettled is None:
            self._unsettled = answer
        if answer.running_from >= self._unsettled.running_to:
            self._settled = self._unsettled.highest
            self._seen = {number for number in self._seen if number > self._settled}
            self._unsettled = None
        elif len(self._seen) > MOST_UNSETTLED:
            self._watch(answer)

    def _watch(self, answer: _Answer) -> None:
        """Lower numbers are asked for no more: when a transaction that runs now ends, everything is news."""
        self._settled, self._seen, self._unsettled = answer.highest, set(_numbers_after(answer.highest)), None
        self._watched |= answer.running
        self._tell(EVERYTHING)


def _asked() -> _Answer:
    """One query, whose parts are of one moment."""
    postgresql = connection.vendor == "postgresql"
    wanted = (
        ("max(id)", Event),
        ("max(id)", ResidueLimit),
        ("count(*)", GIScheme),
        ("max(id)", CopyAlert),
        ("count(answered_at)", CopyAlert),
        ("max(number)", Edition),
    )
    columns = [f"(SELECT {what} FROM {model._meta.db_table})" for what, model in wanted]  # noqa: S608 - our own tables
    if postgresql:
        columns += ["pg_current_snapshot()::text"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}")
        highest, *told = (number or 0 for number in cursor.fetchone())
    rules = len(wanted) - 1
    return _Answer(highest, tuple(told[:rules]), *_running(*map(str, told[rules:])))


def _running(snapshot: str = "0:0:") -> tuple[int, int, frozenset[int]]:
    """What PostgreSQL says of transactions: "xmin:xmax:" and the numbers of those that run, between commas."""
    begin, end, running = snapshot.split(":")
    return int(begin), int(end), frozenset(map(int, filter(None, running.split(","))))


def _numbers_after(number: int) -> list[int]:
    return list(Event.objects.filter(pk__gt=number).values_list("pk", flat=True))


def _named_by(events: list[int]) -> Change:
    if len(events) > MOST_NAMED:
        return EVERYTHING
    named = EventSubject.objects.filter(event__in=events).exclude(role=EventSubject.Role.INPUT_CLASS)
    return frozenset(named.values_list("identifier", flat=True))


news = News()
