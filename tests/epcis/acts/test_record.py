"""Recording: the event is kept as it was written, once, and for good."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from tests.epcis.examples import BLENDED, CARTON, HARVESTED, PACKED, PALLET, PLOT, RECEIVED, beijing, examples
from tests.epcis.schema import assert_valid_epcis
from traceability.epcis.acts.record import record, record_many
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.event_hash import event_hash
from traceability.epcis.models import Event, EventSubject
from traceability.epcis.refusals import (
    EventCannotBeWritten,
    EventIsTooLong,
    EventNamesNoIdentifier,
    EventNamesTooMuch,
)
from traceability.gs1.digital_link import lot_uri
from traceability.ledger.canonical import canonical_json
from traceability.parties.acts.register import register_person
from traceability.parties.models import Organisation

pytestmark = pytest.mark.django_db


def serials(count: int) -> list[str]:
    return [f"https://id.gs1.org/01/{CARTON}/21/{number:012d}" for number in range(count)]


def cartons(count: int, **more: Any) -> dict[str, Any]:
    return object_event(
        action="OBSERVE", biz_step="storing", at=beijing("2026-06-25 20:00"), epcs=serials(count), **more
    )


@time_machine.travel(datetime(2026, 6, 24, 4, 0, 0, 123_987, tzinfo=UTC), tick=False)
def test_an_event_is_kept_as_it_was_written(cooperative: Organisation) -> None:
    wei = register_person(name="韦晓东", phone="+8613800000001")
    event = examples()["harvest"]
    recorded = record(event=event, act="harvest", recorded_by=cooperative, by=wei)
    kept = Event.objects.get(pk=recorded.pk)
    assert kept.document == {**event, "eventID": event_hash(event), "recordTime": "2026-06-24T04:00:00.123Z"}
    assert bytes(kept.canonical) == canonical_json(kept.document)
    assert_valid_epcis(kept.document)
    assert (kept.event_type, kept.action, kept.biz_step, kept.disposition, kept.act) == (
        *("ObjectEvent", "ADD", "creating_class_instance", "active", "harvest"),
    )
    assert kept.event_time == datetime(2026, 6, 23, 22, 40, 12, 345_000, tzinfo=UTC)
    assert kept.event_offset == 480
    assert kept.local_time.isoformat() == "2026-06-24T06:40:12.345000+08:00"
    assert kept.record_time == datetime(2026, 6, 24, 4, 0, 0, 123_000, tzinfo=UTC)
    assert (kept.read_point, kept.biz_location) == (PLOT, PLOT)
    assert (kept.recorded_by, kept.recorded_by_user) == (cooperative, wei)


def test_who_did_it_is_not_in_the_public_face(cooperative: Organisation) -> None:
    wei = register_person(name="韦晓东", phone="+8613800000001")
    kept = record(event=examples()["harvest"], act="harvest", recorded_by=cooperative, by=wei)
    text = bytes(kept.canonical).decode()
    assert wei.name not in text
    assert "138000" not in text


@pytest.mark.parametrize(
    ("act", "subjects"),
    [
        ("harvest", {("class", HARVESTED)}),
        ("blend", {("input_class", RECEIVED), ("input_class", HARVESTED), ("output_class", BLENDED)}),
        (
            "palletise",
            {
                ("parent", PALLET),
                ("child_class", PACKED),
                *(("child", f"https://id.gs1.org/01/{CARTON}/21/{serial}") for serial in ("S1", "S2", "S3")),
            },
        ),
        ("ship", {("epc", PALLET)}),
    ],
)
def test_an_event_is_found_by_what_it_names(
    cooperative: Organisation, act: str, subjects: set[tuple[str, str]]
) -> None:
    kept = record(event=examples()[act], act=act, recorded_by=cooperative, by=None)
    assert set(kept.subjects.values_list("role", "identifier")) == subjects


def test_the_same_event_again_is_the_one_that_is_kept(cooperative: Organisation) -> None:
    first = record(event=examples()["harvest"], act="harvest", recorded_by=cooperative, by=None)
    again = {**examples()["harvest"], "eventTime": "2026-06-23T22:40:12.345Z"}
    assert record(event=again, act="harvest", recorded_by=cooperative, by=None) == first
    assert Event.objects.count() == 1
    assert EventSubject.objects.count() == 1


def test_a_lot_named_twice_is_one_subject(cooperative: Organisation) -> None:
    event = object_event(
        action="OBSERVE",
        biz_step="storing",
        at=beijing("2026-06-25 20:00"),
        quantities=[Quantity(BLENDED, grams=1000), Quantity(BLENDED, count=3)],
    )
    assert record(event=event, act="store", recorded_by=cooperative, by=None).subjects.count() == 1


def test_an_event_of_a_refused_act_is_not_kept(cooperative: Organisation) -> None:
    @transaction.atomic
    def refused_act() -> None:
        record(event=examples()["harvest"], act="harvest", recorded_by=cooperative, by=None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        refused_act()
    assert not Event.objects.exists()


def test_500_identifiers_are_enough(cooperative: Organisation) -> None:
    kept = record(event=cartons(500), act="store", recorded_by=cooperative, by=None)
    assert kept.subjects.count() == 500
    with pytest.raises(EventNamesTooMuch, match="at most 500 identifiers, not 501"):
        record(event=cartons(501), act="store", recorded_by=cooperative, by=None)


def test_an_event_fits_an_entry_of_the_ledger(cooperative: Organisation) -> None:
    room = 65_535 - len(record(event=cartons(1), act="store", recorded_by=cooperative, by=None).canonical)
    room -= len(',"tyt:note":""')
    kept = record(event=cartons(1, extensions={"tyt:note": "x" * room}), act="store", recorded_by=cooperative, by=None)
    assert len(kept.canonical) == 65_535
    with pytest.raises(EventIsTooLong, match="at most 65535 bytes, not 65536"):
        record(
            event=cartons(1, extensions={"tyt:note": "x" * (room + 1)}), act="store", recorded_by=cooperative, by=None
        )


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("urn:epc:id:sscc:4012345.1112223334", "no canonical GS1 Digital Link: A Digital Link begins with"),
        ("https://id.gs1.org/01/09506000134351/10/A", "has a wrong check digit"),
        ("https://trace.example/01/09506000134352/10/A", "https://id.gs1.org/01/09506000134352/10/A"),
        ("https://id.gs1.org/01/09506000134352/10/A?13=260615", "https://id.gs1.org/01/09506000134352/10/A"),
    ],
)
def test_only_canonical_identifiers_are_kept(cooperative: Organisation, uri: str, words: str) -> None:
    seen = {"at": beijing("2026-06-25 20:00"), "biz_step": "storing", "action": "OBSERVE"}
    for event in (object_event(epcs=[uri], **seen), object_event(epcs=[PALLET], read_point=uri, **seen)):
        with pytest.raises(EventNamesNoIdentifier, match="names ") as refusal:
            record(event=event, act="store", recorded_by=cooperative, by=None)
        assert words in refusal.value.message


@pytest.mark.parametrize("value", [2**53, float("nan"), "\ud800"], ids=["big", "nan", "surrogate"])
def test_what_has_no_canonical_form_is_refused(cooperative: Organisation, value: Any) -> None:
    with pytest.raises(EventCannotBeWritten, match="cannot be recorded"):
        record(event=cartons(1, extensions={"tyt:x": value}), act="store", recorded_by=cooperative, by=None)


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [Event, EventSubject])
def test_nothing_recorded_is_ever_changed(cooperative: Organisation, model: Any, change: str) -> None:
    record(event=examples()["harvest"], act="harvest", recorded_by=cooperative, by=None)
    rows = model.objects.all()
    changes = {
        "update": lambda: rows.update(**{"act": "waste"} if model is Event else {"role": "parent"}),
        "delete": lambda: rows._raw_delete("default"),
    }
    with pytest.raises(IntegrityError, match="declares the error"), transaction.atomic():
        changes[change]()
    assert Event.objects.get().act == "harvest"


@pytest.mark.parametrize(
    "wrong",
    [
        {"event_id": "urn:uuid:9d3a6d76-0000-4000-8000-000000000000"},
        {"event_id": "ni:///sha-256;abc?ver=CBV2.0"},
        {"event_type": "QuantityEvent"},
        {"action": ""},
        {"action": "SEEN"},
        {"biz_step": ""},
        {"act": ""},
        {"event_offset": 841},
    ],
)
def test_the_database_keeps_no_row_that_is_no_event(cooperative: Organisation, wrong: dict[str, Any]) -> None:
    row = {
        "event_id": event_hash(examples()["harvest"]),
        "event_type": "ObjectEvent",
        "action": "ADD",
        "biz_step": "storing",
        "act": "store",
        "event_time": beijing("2026-06-25 20:00"),
        "event_offset": 480,
        "record_time": beijing("2026-06-25 20:00"),
        "recorded_by": cooperative,
        "canonical": json.dumps({}).encode(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(**{**row, **wrong})
    assert Event.objects.create(**row).document == {}


def test_a_lot_is_named_by_its_canonical_link(cooperative: Organisation) -> None:
    kept = record(event=examples()["harvest"], act="harvest", recorded_by=cooperative, by=None)
    with pytest.raises(IntegrityError, match="subject_is_a_canonical_digital_link"), transaction.atomic():
        EventSubject.objects.create(event=kept, identifier=lot_uri(CARTON, "A")[8:], role="class")


def test_many_events_are_kept_in_their_order_each_as_if_alone(cooperative: Organisation) -> None:
    documents = [cartons(2), examples()["harvest"], cartons(3)]
    kept = record_many(events=documents, act="store", recorded_by=cooperative, by=None)
    assert [event.event_id for event in kept] == [event_hash(document) for document in documents]
    assert [event.subjects.count() for event in kept] == [2, 1, 3]
    alone = record(event=documents[0], act="store", recorded_by=cooperative, by=None)
    assert alone == kept[0]


def test_among_many_what_is_stored_or_comes_twice_is_one_event(cooperative: Organisation) -> None:
    stored = record(event=cartons(1), act="store", recorded_by=cooperative, by=None)
    kept = record_many(events=[cartons(1), cartons(2), cartons(2)], act="store", recorded_by=cooperative, by=None)
    assert kept[0] == stored
    assert kept[1] == kept[2]
    assert Event.objects.count() == 2


def test_one_event_that_cannot_be_written_and_none_of_the_many_is(cooperative: Organisation) -> None:
    with pytest.raises(EventNamesTooMuch):
        record_many(events=[cartons(1), cartons(501)], act="store", recorded_by=cooperative, by=None)
    assert not Event.objects.exists()


def test_many_events_cost_what_one_costs(cooperative: Organisation, django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        documents = [cartons(10 * count + number) for number in range(count)]
        with django_assert_num_queries(5):
            record_many(events=documents, act="store", recorded_by=cooperative, by=None)
