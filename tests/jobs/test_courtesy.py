"""Where one process serves and works, people go first, and work still goes on."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Event, Thread
from typing import Any

import pytest

from traceability.jobs import courtesy
from traceability.jobs.courtesy import after_people, served_first


def test_work_waits_for_the_answer_that_somebody_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "MOST_SECONDS", 30)
    order: list[str] = []

    def work() -> None:
        after_people()
        order.append("worked")

    def application(_environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        worker.start()
        worker.join(timeout=0.2)
        order.append("answered")
        return []

    worker = Thread(target=work)
    served_first(application)({}, None)
    worker.join(timeout=30)

    assert order == ["answered", "worked"]


def test_work_goes_on_however_long_an_answer_takes() -> None:
    asked, enough = Event(), Event()

    def application(_environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        asked.set()
        enough.wait(timeout=30)
        return []

    request = Thread(target=served_first(application), args=({}, None))
    request.start()
    assert asked.wait(timeout=30)
    worker = Thread(target=after_people)
    worker.start()
    worker.join(timeout=30)
    assert request.is_alive()
    assert not worker.is_alive()
    enough.set()
    request.join(timeout=30)


def test_an_application_that_breaks_leaves_nobody_waiting() -> None:
    def application(_environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        raise LookupError

    with pytest.raises(LookupError):
        served_first(application)({}, None)

    assert not courtesy._waiting
