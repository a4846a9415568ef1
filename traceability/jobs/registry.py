"""Which code does which kind of job.

A room registers its kinds in a module that its AppConfig imports. Work that one worker does is a function:

    @job_kind("documents.print")
    def print_document(job: Running) -> dict[str, int]:
        ...

Work that is cut into pieces for many workers is a class; `start(..., piece=20_000)` cuts it:

    @job_kind("labels.draw")
    class DrawRun:
        def __init__(self, job: Running) -> None: ...
        def piece(self, first: int, last: int, attempt: int) -> dict[str, Any]: ...
        def join(self, pieces: list[Piece]) -> dict[str, Any]: ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from traceability.jobs.models import Piece
    from traceability.jobs.running import Running


class Pieced(Protocol):
    """Work in pieces. Each part may run twice, even at the same time: it must do no harm then."""

    def piece(self, first: int, last: int, attempt: int) -> Any:
        """Do units first..last; the result (JSON, not None) is kept for `join`. No attempt of a piece has the number
        of another one, so that what it stores can have a name of its own."""

    def join(self, pieces: list[Piece]) -> Any:
        """Make the whole of its pieces; of none for a job that was not cut. The result (JSON) is the job's.

        Raises PiecesAreSpoilt for those that must be done again.
        """


Work = Callable[["Running"], Any]
"""What a job does: returns its result (JSON), or a Pieced. It may run twice: it must do no harm then."""

_W = TypeVar("_W", bound=Work)
_kinds: dict[str, Work] = {}


def job_kind(name: str) -> Callable[[_W], _W]:
    """Register the work of a kind of job. Raises ValueError for a name that is taken."""

    def register(work: _W) -> _W:
        if _kinds.setdefault(name, work) is not work:
            raise ValueError(f"The job kind {name} is registered already.")
        return work

    return register


def work_of(kind: str) -> Work:
    """The work of a kind. Raises LookupError for an unknown one."""
    return _kinds[kind]


def is_pieced(kind: str) -> bool:
    """Whether a kind can be cut into pieces."""
    return isinstance(work_of(kind), type)
