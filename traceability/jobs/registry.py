"""Which code does which kind of job.

A room registers its kinds in a module `job_kinds.py`, imported by its AppConfig:

    @job_kind("labels.draw")
    def draw(job: Running) -> dict[str, int]:
        ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from traceability.jobs.running import Running

Work = Callable[["Running"], Any]
"""What a job does; returns its result (JSON). It may run twice: it must do no harm then."""

_kinds: dict[str, Work] = {}


def job_kind(name: str) -> Callable[[Work], Work]:
    """Register the work of a kind of job. Raises ValueError for a name that is taken."""

    def register(work: Work) -> Work:
        if _kinds.setdefault(name, work) is not work:
            raise ValueError(f"The job kind {name} is registered already.")
        return work

    return register


def work_of(kind: str) -> Work:
    """The work of a kind. Raises LookupError for an unknown one."""
    return _kinds[kind]
