"""What is looked after from time to time, wherever the sweeper runs: a thread of the one process, or a Celery worker.

    @every(seconds=60)
    def notice_changed_rules() -> None: ...

Each process keeps its own time, so with many workers something may be looked after more often than it says: it must do
no harm to look twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

Look = Callable[[], object]
_looks: list[tuple[float, Look]] = []
_looked: dict[Look, float] = {}


def every(*, seconds: float) -> Callable[[Look], Look]:
    """Have a function called every so many seconds."""

    def register(look: Look) -> Look:
        _looks.append((seconds, look))
        return look

    return register


def ring() -> None:
    """Call what is due. What breaks is logged and tried again when its time has come once more."""
    for seconds, look in _looks:
        now = time.monotonic()
        if now - _looked.get(look, -seconds) < seconds:
            continue
        _looked[look] = now
        try:
            look()
        except Exception:
            log.exception("%s broke; it is tried again in %s s", look.__name__, seconds)
