"""What this process remembers of the lots that are scanned now: their labels and their pages, as drawn.

A lot is forgotten as soon as something new is recorded of it or of what it was made from (`news`), when the day turns
(UTC), and after `settings.PAGE_KEPT_SECONDS` in any case: names of places and firms change without an event. The lots
asked for least lately make room. Nothing is shared between processes, so that there is nothing to agree on.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from traceability.provenance.issued import Issued
from traceability.provenance.news import EVERYTHING, News, news
from traceability.provenance.sheet import Sheet

Key = tuple[str, str]
"""GTIN and lot code, as scanned."""
OVERHEAD = 2_000
"""Bytes that a lot takes beside its pages, roughly."""


@dataclass
class Remembered:
    """A lot. `about` are the identifiers whose events can change what is said of it."""

    issued: Issued
    about: frozenset[str]
    day: date
    learnt_at: float = field(default_factory=time.monotonic)
    sheets: dict[Hashable, Sheet] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return OVERHEAD + sum(sheet.size for sheet in self.sheets.values())


class Memory:
    """One for each process. Every method may be called from any thread."""

    def __init__(self, source: News) -> None:
        self._news = source
        self._lock = threading.Lock()
        self._lots: OrderedDict[Key, Remembered] = OrderedDict()
        self._about: dict[str, set[Key]] = {}
        self._size = 0
        self._heard = 0

    def __len__(self) -> int:
        """How many lots are remembered."""
        return len(self._lots)

    def heard(self) -> int:
        """Forgets what is out of date by now. To be called before anything is recalled or read; its number goes with
        what is read. Raises what the database raises: what cannot be checked is not shown."""
        self._news.listen()
        if self._heard != self._news.number:
            self._forget_what_changed()
        return self._heard

    def recall(self, key: Key, day: date) -> Remembered | None:
        """The lot as it is remembered, if what is remembered is of this day."""
        with self._lock:
            lot = self._lots.get(key)
            if lot is None:
                return None
            if lot.day != day or time.monotonic() - lot.learnt_at > settings.PAGE_KEPT_SECONDS:
                self._forget(key)
                return None
            self._lots.move_to_end(key)
            return lot

    def keep(self, key: Key, lot: Remembered, variant: Hashable, sheet: Sheet, *, heard: int) -> None:
        """Keeps a page that was drawn, unless something new of its lot was recorded since `heard`."""
        with self._lock:
            for change in self._news.since(heard):
                if change is EVERYTHING or change & lot.about:
                    return
            if key not in self._lots:
                self._lots[key] = lot
                self._size += lot.size
                for identifier in lot.about:
                    self._about.setdefault(identifier, set()).add(key)
            lot = self._lots[key]
            if variant not in lot.sheets:
                lot.sheets[variant] = sheet
                self._size += sheet.size
            while self._size > settings.PAGE_MEMORY_BYTES and len(self._lots) > 1:
                self._forget(next(iter(self._lots)))

    def forget_everything(self) -> None:
        with self._lock:
            self._lots.clear()
            self._about.clear()
            self._size = 0

    def _forget_what_changed(self) -> None:
        now = self._news.number
        for change in list(self._news.since(self._heard)):
            if change is EVERYTHING:
                self.forget_everything()
                continue
            with self._lock:
                for key in [key for name in change & self._about.keys() for key in self._about.get(name, ())]:
                    self._forget(key)
        self._heard = now

    def _forget(self, key: Key) -> None:
        lot = self._lots.pop(key, None)
        if lot is None:
            return
        self._size -= lot.size
        for identifier in lot.about:
            keys = self._about.get(identifier, set())
            keys.discard(key)
            if not keys:
                self._about.pop(identifier, None)


memory = Memory(news)
