"""Try to deliver a message once, and say when to try again."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exports.webhooks.jobs import try_at
from exports.webhooks.models import Attempt, Delivery, Hook
from exports.webhooks.secrets import unseal
from exports.webhooks.sending import Answer, post
from exports.webhooks.signing import signed

State = Delivery.State
PAUSES = tuple(timedelta(seconds=s) for s in (5, 30, 120, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600))
"""Between attempts: nine in not quite two days, as Standard Webhooks recommends."""
GONE = 410
"""RFC 9110 section 15.5.11: the address is given up for good."""


def deliver(*, delivery_id: UUID) -> Delivery:
    """Send a waiting delivery and keep what came of it; the next attempt is asked for in the same transaction.

    What is settled, or whose address was removed, is not sent. The connection is open while no transaction is.
    """
    delivery = Delivery.objects.select_related("hook").get(pk=delivery_id)
    if delivery.state != State.WAITING:
        return delivery
    if delivery.hook.removed_at is not None:
        return _settle(delivery, State.GIVEN_UP)
    now, began = timezone.now(), time.monotonic()
    body = delivery.body.encode()
    headers = signed(str(delivery.pk), int(now.timestamp()), body, secrets_of(delivery.hook))
    answer = post(delivery.hook.url, body, headers)
    return _keep(delivery, answer, took_ms=round((time.monotonic() - began) * 1000))


def secrets_of(hook: Hook) -> list[str]:
    """The secrets in force, the newest first."""
    old = [hook.old_secret] if hook.old_until is not None and hook.old_until > timezone.now() else []
    return [unseal(sealed) for sealed in (hook.secret, *old)]


@transaction.atomic
def _keep(delivery: Delivery, answer: Answer, *, took_ms: int) -> Delivery:
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if locked.state != State.WAITING:
        return locked
    number = locked.attempts.count() + 1
    Attempt.objects.create(
        delivery=locked,
        number=number,
        at=timezone.now(),
        status=answer.status,
        answer=answer.body,
        problem=answer.problem,
        took_ms=took_ms,
    )
    if answer.is_taken:
        return _settle(locked, State.DELIVERED)
    if answer.status == GONE or number > len(PAUSES):
        return _settle(locked, State.GIVEN_UP)
    locked.next_at = timezone.now() + PAUSES[number - 1]
    locked.save(update_fields=["next_at"])
    try_at(locked, locked.next_at)
    return locked


def _settle(delivery: Delivery, state: Delivery.State) -> Delivery:
    delivery.state, delivery.next_at = state, None
    delivery.save(update_fields=["state", "next_at"])
    return delivery
