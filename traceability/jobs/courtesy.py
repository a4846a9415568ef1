"""People go first: where one process serves and works, the work pauses while somebody waits for an answer.

Python runs one thread at a time. A scan asks the database twenty times and would, beside a thread that draws labels,
wait for its turn after each: some 6 ms a time, 0.1 s a scan. In a worker of its own nobody is ever served, so there
nothing pauses: it has the processors that no answer needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from threading import Condition
from typing import Any

MOST_SECONDS = 0.02
"""How long work pauses at most before its next part: however busy the server is, labels are drawn."""

NICENESS = 15
"""Of a worker process: of a processor that both want it has a thirtieth, the web server the rest (sched(7))."""

_changed = Condition()
_waiting = 0


def served_first(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """A WSGI application whose requests are answered before work goes on in this process."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        _count(1)
        try:
            return application(environ, start_response)
        finally:
            _count(-1)

    return answer


def after_people() -> None:
    """Between two parts of some work: wait until nobody waits for an answer, MOST_SECONDS at most."""
    if _waiting:
        with _changed:
            _changed.wait_for(lambda: not _waiting, timeout=MOST_SECONDS)


def step_back(**_signal: Any) -> None:
    """A worker process that starts goes behind the web server of its machine."""
    os.nice(NICENESS)


def _count(change: int) -> None:
    global _waiting  # noqa: PLW0603 - there is one interpreter to share, so one number
    with _changed:
        _waiting += change
        if not _waiting:
            _changed.notify_all()
