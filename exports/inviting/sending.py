"""What every invitation has in common: the one before opens nothing, and a letter carries the link."""

from __future__ import annotations

import secrets
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from exports.inviting.letter import write_to
from exports.inviting.models import LASTS, Invitation


def send(*, instead_of: QuerySet[Invitation], **facts: Any) -> Invitation:
    """Make an invitation of these facts, which ends those that are still open, and ask for its letter."""
    now = timezone.now()
    instead_of.filter(accepted_at=None, ends_at__gt=now).update(ends_at=now)
    made = Invitation.objects.create(nonce=secrets.token_urlsafe(20), ends_at=now + LASTS, **facts)
    write_to(made)
    return made
