"""Ask for long work."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from traceability.jobs.messages import send
from traceability.jobs.models import Job, Piece
from traceability.jobs.registry import is_pieced

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@transaction.atomic
def start(
    *,
    kind: str,
    arguments: dict[str, Any],
    total: int = 0,
    piece: int = 0,
    by: AbstractBaseUser | None = None,
    not_before: datetime | None = None,
) -> Job:
    """A job's row, and a message to the workers once the surrounding transaction stands; one that is to be done
    `not_before` a moment is sent by the sweeper when that has come.

    `arguments` are JSON; `total` is what progress counts towards. A pieced kind is cut into pieces of `piece` units
    that workers take side by side, unless one piece holds all. Raises LookupError for a kind nobody does.
    """
    pieced = is_pieced(kind)
    job = Job.objects.create(
        kind=kind, arguments=arguments, total=total, asked_by_id=by.pk if by else None, not_before=not_before
    )
    if pieced and 0 < piece < total:
        Piece.objects.bulk_create(
            Piece(job=job, first=first, last=min(first + piece - 1, total)) for first in range(1, total + 1, piece)
        )
    if not_before is None:
        transaction.on_commit(partial(send, job.pk))
    return job
