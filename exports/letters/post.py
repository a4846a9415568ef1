"""Letters on their way: a job each, tried again for a day while the mail server does not answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.utils import timezone, translation

from traceability.jobs.acts.start import start
from traceability.jobs.models import Job
from traceability.jobs.registry import job_kind
from traceability.jobs.running import Running

log = logging.getLogger(__name__)
KIND = "letters.send"
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60, 6 * 60, 18 * 60))


@dataclass(frozen=True)
class Letter:
    """To whom, in which language its words stand, and what it says. Plain text."""

    to: str
    subject: str
    body: str


Writer = Callable[[dict[str, Any]], Letter | None]
_writers: dict[str, Writer] = {}


def writer(name: str) -> Callable[[Writer], Writer]:
    """Register who writes letters of a kind, from JSON facts; None when there is nobody to write to any more."""

    def register(write: Writer) -> Writer:
        _writers[name] = write
        return write

    return register


def send_later(name: str, language: str, facts: dict[str, Any]) -> Job:
    """Ask for a letter, written in `language` when it is sent, once the surrounding transaction stands."""
    return start(kind=KIND, arguments={"letter": name, "language": language, "facts": facts, "tried": 0})


@job_kind(KIND)
def send(job: Running) -> dict[str, str]:
    """Write a letter and hand it to the mail server."""
    given = job.arguments
    with translation.override(given["language"]):
        letter = _writers[given["letter"]](given["facts"])
    if letter is None:
        return {"sent": "nobody"}
    try:
        EmailMessage(letter.subject, letter.body, to=[letter.to]).send()
    except OSError as problem:  # smtplib's failures are OSErrors, as are those of the network
        return _again(given, problem)
    return {"sent": "yes"}


def _again(given: dict[str, Any], problem: OSError) -> dict[str, str]:
    tried = int(given["tried"])
    log.warning("a letter was not taken, attempt %s: %s", tried + 1, problem)
    if tried >= len(PAUSES):
        return {"sent": "given up"}
    start(kind=KIND, arguments=given | {"tried": tried + 1}, not_before=timezone.now() + PAUSES[tried])
    return {"sent": "later"}
