"""What is owed leaves by a worker process on Redis, as in production, and is sent again when it was not taken."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from exports.news import Kind
from exports.webhooks.acts.listen import Opened
from exports.webhooks.acts.owe import owe
from exports.webhooks.models import Delivery
from tests.exports.webhooks.listener import Listener
from tests.exports.webhooks.test_deliveries import at, is_signed_by
from tests.jobs.test_workers import on_redis
from tests.waiting import wait
from tests.worker import worker_process
from traceability.jobs.acts.sweep import sweep
from traceability.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


@on_redis
def test_a_worker_process_signs_sends_and_sends_again_what_was_answered_with_500(
    opened: Opened, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOK_LOOPBACK", "true")
    at(opened.hook, listener, "/500")
    with worker_process():
        delivery = owe(hook=opened.hook, kind=Kind.SHIPPED, data={"batch": "EX26-014"})
        wait(delivery, lambda one: one.attempts.count() == 1 and one.next_at is not None, seconds=60)
        at(opened.hook, listener, "/200")
        # Its pause is over: production’s sweeper would find it a little later.
        Job.objects.filter(not_before__isnull=False).update(not_before=timezone.now() - timedelta(seconds=1))
        assert sweep() == 1
        wait(delivery, lambda one: one.state == Delivery.State.DELIVERED, seconds=60)

    assert list(delivery.attempts.values_list("number", "status")) == [(1, 500), (2, 200)]
    first, second = listener.heard
    assert (first.path, second.path) == ("/500", "/200")
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == str(delivery.pk)
    assert is_signed_by(first, opened.secret)
    assert is_signed_by(second, opened.secret)
    assert json.loads(second.body)["data"] == {"batch": "EX26-014"}
