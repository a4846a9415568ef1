"""A phone that finds no network: its file is brought to the packing house and taken in by a clerk."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from orchards.acts.take_in_outbox import take_in_outbox
from orchards.batch import Answer
from orchards.models import Conflict, Harvest, Plot
from orchards.outbox_file import MOST_RECORDS, OutboxFile, read_outbox
from orchards.refusals.phone import OutboxIsNotReadable, OutboxIsTooLarge
from tests.cast import Cast, record_id
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation

YESTERDAY = (timezone.localtime() - timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
def plot(cast: Cast) -> Plot:
    return cast.plot(cast.lan)


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    client.force_login(wei)
    return client


def record(plot: Plot, name: str = "one", **more: Any) -> dict[str, Any]:
    said = YESTERDAY.isoformat()
    return {
        "kind": "harvest",
        "client_id": str(record_id(name)),
        "plot": plot.place.extension,
        "weight_g": 80_000,
        "crates": 4,
        "picked_at": said,
        "logged_at": said,
    } | more


def file_of(*records: Any, grower: str = "G7LAN", **more: Any) -> bytes:
    told = {
        "format": "tianyang-trace-outbox",
        "version": 1,
        "grower": grower,
        "saved_at": timezone.localtime().isoformat(),
        "records": list(records),
    }
    return json.dumps(told | more).encode()


def take_in(plot: Plot, told: OutboxFile, by: User) -> list[Answer]:
    return take_in_outbox(grower=plot.grower, records=told.records, saved_at=told.saved_at, by=by)


def bring(desk: Client, content: bytes) -> HttpResponse:
    return desk.post("/desk/outbox/", {"file": SimpleUploadedFile("G7LAN.json", content)})  # type: ignore[return-value]


def test_each_record_is_answered_and_the_same_file_again_changes_nothing(desk: Client, plot: Plot, wei: User) -> None:
    content = file_of(record(plot), record(plot, "two", weight_g=0), "no record at all")
    page = bring(desk, content).content.decode()
    assert page.count('data-answer="accepted"') == 1
    assert page.count('data-answer="refused"') == 2
    harvest = Harvest.objects.get()
    assert (harvest.logged_by, harvest.source, harvest.picked_local) == (wei, "phone", YESTERDAY)
    assert harvest.lot_code in page
    assert bring(desk, content).content.decode().count('data-answer="known"') == 1
    bring(desk, file_of(record(plot, weight_g=90_000)))
    assert Conflict.objects.count() == 1
    assert Harvest.objects.get().weight_g == 80_000


def test_a_clock_that_was_ahead_when_the_file_was_saved_is_put_right(plot: Plot, wei: User) -> None:
    ahead = timedelta(days=2)
    said = (YESTERDAY + ahead).isoformat()
    told = read_outbox(
        file_of(record(plot, picked_at=said, logged_at=said), saved_at=(timezone.localtime() + ahead).isoformat())
    )
    take_in(plot, told, wei)
    assert abs(Harvest.objects.get().picked_at - YESTERDAY) < timedelta(minutes=1)


def test_a_long_outbox_is_taken_in_by_parts(plot: Plot, wei: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchards.acts.take_in_outbox.MOST_RECORDS", 2)
    records = [record(plot, f"{number}") for number in range(5)]
    answers = take_in(plot, OutboxFile("G7LAN", timezone.localtime(), records), wei)
    assert [answer.client_id for answer in answers] == [one["client_id"] for one in records]
    assert Harvest.objects.count() == 5


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", file_of(version=2), file_of(saved_at="yesterday"), file_of(records={}), b"null"],
)
def test_what_no_phone_saved_is_refused_in_one_sentence(desk: Client, cast: Cast, content: bytes) -> None:
    answer = bring(desk, content)
    assert answer.status_code == 422
    if content:
        with pytest.raises(OutboxIsNotReadable):
            read_outbox(content)


def test_a_file_has_its_bounds() -> None:
    with pytest.raises(OutboxIsTooLarge):
        read_outbox(file_of(*([0] * (MOST_RECORDS + 1))))
    with pytest.raises(OutboxIsTooLarge):
        read_outbox(b" " * (8 * 1024 * 1024 + 1))


def test_a_file_is_taken_in_by_the_grower_s_own_cooperative_alone(
    client: Client, plot: Plot, huang: User, rossi: User
) -> None:
    client.force_login(huang)
    answer = bring(client, file_of(record(plot)))
    assert answer.status_code == 422
    assert "No grower of your cooperative is known as G7LAN" in answer.content.decode()
    with pytest.raises(NotYourOrganisation):
        take_in(plot, read_outbox(file_of(record(plot))), huang)
    for outsider in (rossi, plot.grower.user):
        client.force_login(outsider)
        assert bring(client, file_of(record(plot))).status_code == 403
    assert not Harvest.objects.exists()
