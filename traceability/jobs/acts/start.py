"""Ask for long work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from traceability.jobs.messages import send
from traceability.jobs.models import Job
from traceability.jobs.registry import work_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@transaction.atomic
def start(*, kind: str, arguments: dict[str, Any], total: int = 0, by: AbstractBaseUser | None = None) -> Job:
    """A job's row, and a message to the workers once the surrounding transaction stands.

    `arguments` are JSON; `total` is what progress counts towards. Raises LookupError for a kind nobody does.
    """
    work_of(kind)
    job = Job.objects.create(kind=kind, arguments=arguments, total=total, asked_by_id=by.pk if by else None)
    transaction.on_commit(partial(send, job.pk))
    return job
