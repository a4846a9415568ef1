"""Scans wait here, in the memory of the process that answered, until a thread takes them away twice a second.

A process that is killed loses what came in since: at most the last second. One that ends by itself loses nothing.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings

from traceability.provenance.counting.notes import Note

log = logging.getLogger(__name__)

MOST_WAITING = 200_000
"""Notes that wait while nobody takes them: some 60 MB at the very most; what comes on top is not counted."""


class Buffer:
    """A queue of notes with its own thread. Adding is one append, whatever the store behind it does."""

    def __init__(self, keep: Callable[[list[Note]], None]) -> None:
        self._keep = keep
        self._notes: deque[Note] = deque()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._emptying = threading.Lock()
        self._stop = threading.Event()
        self.lost = 0
        os.register_at_fork(after_in_child=self._forget)

    def add(self, note: Note) -> None:
        """Take a note. Never waits, never fails."""
        if len(self._notes) >= MOST_WAITING:
            self.lost += 1
            return
        self._notes.append(note)
        if self._thread is None and settings.SCANS_IN_BACKGROUND:
            self._start()

    def empty(self) -> int:
        """Hand everything that waits to the store; how many notes it was. What it does not take waits on."""
        with self._emptying:
            # Others add meanwhile: what comes later is for the next time.
            notes = [self._notes.popleft() for _ in range(len(self._notes))]
            if lost := self.lost:
                self.lost -= lost
                log.warning("%s scans were not counted: more came than could be kept", lost)
            if not notes:
                return 0
            try:
                self._keep(notes)
            except BaseException:
                self._notes.extendleft(reversed(notes))
                raise
            return len(notes)

    def clear(self) -> None:
        """Forget what waits."""
        self._notes.clear()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="scans", daemon=True)
                self._thread.start()
                atexit.register(self._end)

    def _run(self) -> None:
        from django.db import connections

        while not self._stop.wait(settings.SCAN_FLUSH_SECONDS):
            try:
                self.empty()
            except Exception:
                log.warning("scans wait: the store does not take them now", exc_info=True)
            finally:
                connections.close_all()

    def _end(self) -> None:
        """What waits is kept before the process ends by itself."""
        self._stop.set()
        with suppress(Exception):
            self.empty()

    def _forget(self) -> None:
        """A forked process counts its own scans: its parent's are its parent's."""
        self._notes, self._thread, self._stop = deque(), None, threading.Event()
        self._starting, self._emptying, self.lost = threading.Lock(), threading.Lock(), 0


def _keep(notes: list[Note]) -> None:
    from traceability.provenance.counting.store import keep

    keep(notes)


buffer = Buffer(_keep)
