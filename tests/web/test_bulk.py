"""Plain rows, many at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from uuid6 import uuid7

from orchards.models import Harvest, Treatment
from tests.cast import Cast
from traceability.epcis.models import Event
from traceability.lots.models import LotCodeCounter
from traceability.web.bulk import MANY, MOST_VALUES, any_stored, insert, store


def test_rows_are_stored_in_a_few_statements(cast: Cast, django_assert_num_queries: Any) -> None:
    owner, first = cast.youan.organisation.pk, date(2020, 1, 1)
    rows = [(owner, first + timedelta(number), number) for number in range(MOST_VALUES)]
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 3):
        insert(LotCodeCounter, ["owner", "day", "taken"], rows)
    assert list(LotCodeCounter.objects.order_by("day").values_list("owner", "day", "taken")) == rows


def test_no_rows_are_no_statement(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert(LotCodeCounter, ["owner", "day", "taken"], [])
        store([])


@pytest.mark.parametrize("others", [0, MANY])
@pytest.mark.parametrize("model", [Event, Harvest])
def test_an_instance_is_stored_as_its_own_save_would(cast: Cast, model: type[models.Model], others: int) -> None:
    """Times, bytes, UUIDs, nothing and no: every column is the same when it is read back, in few rows and in many."""
    saved, stored, *more = (_unsaved(cast, model, number) for number in range(1, others + 3))
    saved.save()
    store([stored, *more])
    one, two = (model._base_manager.filter(pk=row.pk).values().get() for row in (saved, stored))
    unlike = {name for name in one if one[name] != two[name]}
    own = {"id", "event_id"} if model is Event else {"id", "event_id", "client_id", "lot_code", "stored_at"}
    assert unlike == own
    assert not stored._state.adding


def test_many_instances_have_their_own_keys(cast: Cast, django_assert_num_queries: Any) -> None:
    events = [_event(cast, number) for number in range(100)]
    with django_assert_num_queries(2):
        store(events)
    kept = Event.objects.in_bulk([event.pk for event in events])
    assert [kept[event.pk].event_id for event in events] == [event.event_id for event in events]


def test_when_it_was_stored_is_filled_in(cast: Cast) -> None:
    harvest = _unsaved(cast, Harvest, 1)
    store([harvest])
    assert timedelta(0) <= datetime.now(UTC) - Harvest.objects.get(pk=harvest.pk).stored_at < timedelta(minutes=1)


@pytest.mark.parametrize("others", [0, MANY])
def test_a_row_that_must_not_be_refuses_its_statement(cast: Cast, others: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        store([_event(cast, number) for number in (1, 1, *range(2, others + 2))])
    assert not Event.objects.filter(act="test").exists()


def test_whether_any_of_them_is_stored_is_one_question(cast: Cast, django_assert_num_queries: Any) -> None:
    stored, none = cast.harvest(cast.plot(cast.lan)).client_id, uuid7()
    for ids, answer in (([none], False), ([none, stored], True)):
        with django_assert_num_queries(1):
            assert any_stored((Treatment, Harvest), "client_id", ids) is answer
    with django_assert_num_queries(0):
        assert not any_stored((Treatment, Harvest), "client_id", [])


def _event(cast: Cast, number: int) -> Event:
    return Event(
        event_id=f"ni:///sha-256;{number:064x}?ver=CBV2.0",
        event_type="ObjectEvent",
        action="ADD",
        biz_step="commissioning",
        act="test",
        event_time=datetime(2026, 6, 24, 0, 10, 0, 123000, tzinfo=UTC),
        event_offset=480,
        record_time=datetime(2026, 6, 24, 0, 10, 1, tzinfo=UTC),
        recorded_by=cast.youan.organisation,
        canonical=b'{"type":"ObjectEvent"}',
    )


def _unsaved(cast: Cast, model: type[models.Model], number: int) -> models.Model:
    event = _event(cast, number)
    if model is Event:
        return event
    event.save()
    like = Harvest.objects.first() or cast.harvest(cast.plot(cast.lan))
    told = {field.attname: getattr(like, field.attname) for field in Harvest._meta.local_concrete_fields}
    return Harvest(
        **told | {"id": None, "client_id": uuid7(), "lot_code": f"T{number}", "event_id": event.pk, "latitude": 23.5}
    )
