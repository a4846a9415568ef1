"""What is owed is sent until it is taken or given up, signed so that the receiver's library agrees."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from exports.acts.arrive import arrive
from exports.acts.ship import ship
from exports.acts.withdraw_document import withdraw_document
from exports.models import Document
from exports.news import Kind
from exports.webhooks.acts.deliver import PAUSES, deliver
from exports.webhooks.acts.listen import MOST_HOOKS, Opened, listen, rotate_secret, stop_listening
from exports.webhooks.acts.owe import owe, owe_a_trial
from exports.webhooks.models import Delivery, Hook
from exports.webhooks.refusals import AddressIsPrivate, HookStandsAlready, NothingToHear, TooManyHooks
from tests.cast import Cast
from tests.exports.scene import Scene
from tests.exports.webhooks.listener import Heard, Listener
from traceability.jobs.acts.run import run
from traceability.jobs.acts.sweep import sweep
from traceability.jobs.models import Job
from traceability.lots.holding.acts.recall import recall
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation

WAITING = "waiting"


def is_signed_by(heard: Heard, secret: str) -> bool:
    """As the receiver checks it, by the words of Standard Webhooks alone."""
    headers = {name.lower(): value for name, value in heard.headers.items()}
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + heard.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, content, "sha256").digest()).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")


def at(hook: Hook, listener: Listener, path: str) -> Hook:
    """The same hook, at an address that behaves otherwise."""
    Hook.objects.filter(pk=hook.pk).update(url=listener.url(path))
    hook.refresh_from_db()
    return hook


def test_a_message_is_signed_and_taken(opened: Opened, listener: Listener) -> None:
    delivery = deliver(delivery_id=owe(hook=opened.hook, kind=Kind.SHIPPED, data={"batch": "EX26-014"}).pk)

    assert (delivery.state, delivery.next_at) == ("delivered", None)
    [attempt] = delivery.attempts.all()
    assert (attempt.number, attempt.status, attempt.answer) == (1, 200, "taken <b>in</b>")
    heard = listener.heard[0]
    assert is_signed_by(heard, opened.secret)
    assert not is_signed_by(heard, "whsec_" + base64.b64encode(b"x" * 32).decode())
    said = json.loads(heard.body)
    assert (said["type"], said["data"], said["id"]) == ("batch.shipped", {"batch": "EX26-014"}, str(delivery.pk))


def test_the_secret_is_kept_sealed(opened: Opened) -> None:
    assert opened.secret.startswith("whsec_")
    assert opened.secret not in str(Hook.objects.values_list())


def test_a_new_secret_signs_beside_the_old_one_for_a_day(opened: Opened, listener: Listener, rossi: User) -> None:
    fresh = rotate_secret(hook=opened.hook, by=rossi)
    deliver(delivery_id=owe_a_trial(hook=opened.hook, by=rossi).pk)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        deliver(delivery_id=owe_a_trial(hook=opened.hook, by=rossi).pk)

    first, second = listener.heard
    assert is_signed_by(first, opened.secret)
    assert is_signed_by(first, fresh.secret)
    assert not is_signed_by(second, opened.secret)
    assert is_signed_by(second, fresh.secret)


def test_what_is_not_taken_is_tried_again_later_and_later_and_then_given_up(opened: Opened, listener: Listener) -> None:
    at(opened.hook, listener, "/503")
    delivery = owe(hook=opened.hook, kind=Kind.SHIPPED, data={})
    for pause in PAUSES:
        before = timezone.now()
        delivery = deliver(delivery_id=delivery.pk)
        assert delivery.next_at is not None
        assert timedelta(0) <= delivery.next_at - before - pause <= timedelta(seconds=60)
        assert Job.objects.filter(kind="webhooks.deliver").latest("pk").not_before == delivery.next_at
    delivery = deliver(delivery_id=delivery.pk)

    assert (delivery.state, delivery.next_at) == ("given_up", None)
    assert {heard.headers["webhook-id"] for heard in listener.heard} == {str(delivery.pk)}
    assert len({heard.body for heard in listener.heard}) == 1
    assert list(delivery.attempts.values_list("number", flat=True)) == list(range(1, len(PAUSES) + 2))


def test_a_retry_is_sent_by_the_sweeper_when_its_time_has_come_and_not_before(
    opened: Opened, listener: Listener
) -> None:
    at(opened.hook, listener, "/500")
    delivery = deliver(delivery_id=owe(hook=opened.hook, kind=Kind.SHIPPED, data={}).pk)
    Job.objects.exclude(not_before=delivery.next_at).delete()
    retry = Job.objects.get()

    assert sweep() == 0
    with time_machine.travel(delivery.next_at + timedelta(seconds=1), tick=False):
        assert sweep() == 1
    at(opened.hook, listener, "/200")
    assert run(job_id=retry.pk) is True
    assert Delivery.objects.get().state == "delivered"
    assert run(job_id=retry.pk) is False


def test_an_address_that_is_gone_is_given_up_at_once(opened: Opened, listener: Listener) -> None:
    at(opened.hook, listener, "/410")

    assert deliver(delivery_id=owe(hook=opened.hook, kind=Kind.SHIPPED, data={}).pk).state == "given_up"


def test_a_redirect_is_not_followed(opened: Opened, listener: Listener) -> None:
    at(opened.hook, listener, "/moved")

    delivery = deliver(delivery_id=owe(hook=opened.hook, kind=Kind.SHIPPED, data={}).pk)

    assert delivery.state == WAITING
    assert delivery.attempts.get().problem == "redirect"
    assert [heard.path for heard in listener.heard] == ["/moved"]


def test_what_is_settled_is_not_sent_again_and_nothing_goes_to_a_removed_address(
    opened: Opened, listener: Listener, rossi: User
) -> None:
    taken = deliver(delivery_id=owe(hook=opened.hook, kind=Kind.SHIPPED, data={}).pk)
    deliver(delivery_id=taken.pk)
    owed = owe(hook=opened.hook, kind=Kind.SHIPPED, data={})
    stop_listening(hook=opened.hook, by=rossi)

    assert deliver(delivery_id=owed.pk).state == "given_up"
    assert len(listener.heard) == 1


def kinds_owed() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("kind", flat=True))


def test_what_becomes_of_a_batch_is_owed_to_its_importer(
    opened: Opened, scene: Scene, zhao: User, rossi: User, wei: User
) -> None:
    batch = ship(batch=scene.loaded, by=zhao, at=scene.leaving).batch
    scene.paper(Document.Kind.INVOICE, number="GX-2026-0718")
    arrive(batch=batch, by=rossi, at=scene.landing)
    recall(lots=[scene.bulk], started_from="NF26-3381", reason="Residue above limit", by=wei, at=scene.landing)

    assert kinds_owed() == [Kind.ANNOUNCED, Kind.SHIPPED, Kind.DOCUMENTS, Kind.ARRIVED, Kind.RECALLED]
    bodies = [json.loads(delivery.body) for delivery in Delivery.objects.order_by("pk")]
    assert bodies[-1]["data"]["lots"] == [scene.lot.code]
    assert bodies[-1]["data"]["reason"] == "Residue above limit"
    assert {body["data"]["batch"] for body in bodies} == {"EX26-014"}
    for person in (zhao, rossi, wei):
        assert person.name not in str(bodies)


def test_papers_that_are_replaced_and_withdrawn_name_those_that_count(opened: Opened, scene: Scene, zhao: User) -> None:
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)
    scene.paper(Document.Kind.INVOICE, number="GX-1")
    wrong = scene.paper(Document.Kind.INVOICE, number="GX-2")
    withdraw_document(document=wrong, why="Of another batch", by=zhao)

    told = [json.loads(delivery.body) for delivery in Delivery.objects.order_by("pk")][-3:]

    assert [(one["type"], one["data"]["paper"]) for one in told] == [
        ("batch.documents", {"kind": "invoice", "number": "GX-1"}),
        ("batch.documents", {"kind": "invoice", "number": "GX-2", "replaces": "GX-1"}),
        ("batch.documents_withdrawn", {"kind": "invoice", "number": "GX-2", "counts_again": "GX-1"}),
    ]
    assert told[-1]["data"]["reason"] == "Of another batch"
    assert zhao.name not in str(told)


def test_a_draft_is_nobodys_business(opened: Opened, scene: Scene) -> None:
    scene.ready  # noqa: B018

    assert kinds_owed() == []


def test_only_what_was_asked_for_is_sent(listener: Listener, scene: Scene, rossi: User, zhao: User) -> None:
    listen(organisation=scene.cast.importer.organisation, url=listener.url(), kinds=[Kind.ARRIVED], by=rossi)

    ship(batch=scene.loaded, by=zhao, at=scene.leaving)

    assert kinds_owed() == []


def test_nothing_is_owed_for_what_was_rolled_back(opened: Opened, scene: Scene, zhao: User) -> None:
    batch = ship(batch=scene.loaded, by=zhao, at=scene.leaving).batch
    before = len(kinds_owed())
    with pytest.raises(Exception, match="last step"):
        arrive(batch=batch, by=zhao, at=scene.leaving - timedelta(hours=1))

    assert len(kinds_owed()) == before


def test_an_address_is_judged_when_it_is_given(cast: Cast, rossi: User) -> None:
    importer = cast.importer.organisation
    with pytest.raises(AddressIsPrivate):
        listen(organisation=importer, url="https://169.254.169.254/latest", kinds=[Kind.SHIPPED], by=rossi)
    with pytest.raises(NothingToHear):
        listen(organisation=importer, url="https://8.8.8.8/", kinds=["nonsense"], by=rossi)
    assert not Hook.objects.exists()


def test_a_firm_listens_once_at_an_address_and_not_at_hundreds(opened: Opened, listener: Listener, rossi: User) -> None:
    facts: dict[str, Any] = {"organisation": opened.hook.organisation, "kinds": [Kind.SHIPPED], "by": rossi}
    with pytest.raises(HookStandsAlready):
        listen(url=listener.url(), **facts)
    for number in range(1, MOST_HOOKS):
        listen(url=listener.url(f"/{number}"), **facts)
    with pytest.raises(TooManyHooks):
        listen(url=listener.url("/more"), **facts)


@pytest.mark.parametrize("stranger", ["wei", "zhao", "huang"])
def test_a_hook_is_the_importers_own(
    opened: Opened, listener: Listener, request: pytest.FixtureRequest, stranger: str
) -> None:
    by = request.getfixturevalue(stranger)
    with pytest.raises(NotYourOrganisation):
        listen(organisation=opened.hook.organisation, url=listener.url("/x"), kinds=[Kind.SHIPPED], by=by)
    for act in (rotate_secret, stop_listening, owe_a_trial):
        with pytest.raises(NotYourOrganisation):
            act(hook=opened.hook, by=by)
