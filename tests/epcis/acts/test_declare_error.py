"""Declaring an error: both stay, under one identifier, and nobody can take it back."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from tests.epcis.examples import beijing, examples
from tests.epcis.schema import assert_valid_epcis
from traceability.epcis.acts.declare_error import declare_error
from traceability.epcis.acts.record import record
from traceability.epcis.event_hash import event_hash
from traceability.epcis.models import Event
from traceability.epcis.refusals import EventIsDeclaredWrong
from traceability.parties.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def harvested(cooperative: Organisation) -> Event:
    """A harvest that was logged wrongly."""
    return record(event=examples()["harvest"], act="harvest", recorded_by=cooperative, by=None)


@pytest.fixture
def right(cooperative: Organisation) -> Event:
    """The one that says it right."""
    event = {**examples()["harvest"], "eventTime": "2026-06-24T06:10:00.000+08:00"}
    return record(event=event, act="harvest", recorded_by=cooperative, by=None)


@time_machine.travel(datetime(2026, 6, 24, 5, 0, tzinfo=UTC), tick=False)
def test_the_declaration_is_the_old_event_with_what_is_wrong(
    cooperative: Organisation, harvested: Event, right: Event
) -> None:
    declared = declare_error(
        event=harvested,
        reason="incorrect_data",
        corrective=[right],
        recorded_by=cooperative,
        by=None,
        at=beijing("2026-06-24 12:30"),
    )
    assert declared.document == {
        **harvested.document,
        "recordTime": "2026-06-24T05:00:00.000Z",
        "errorDeclaration": {
            "declarationTime": "2026-06-24T04:30:00.000Z",
            "reason": "incorrect_data",
            "correctiveEventIDs": [right.event_id],
        },
    }
    assert_valid_epcis(declared.document)
    assert (declared.act, declared.error_of) == ("correct", harvested)


def test_it_has_the_identifier_of_the_event_that_it_calls_wrong(cooperative: Organisation, harvested: Event) -> None:
    declared = declare_error(
        event=harvested, reason="did_not_occur", recorded_by=cooperative, by=None, at=beijing("2026-06-24 12:30")
    )
    assert declared.event_id == harvested.event_id == event_hash(declared.document)
    assert "correctiveEventIDs" not in declared.document["errorDeclaration"]


def test_the_old_event_stays_as_it_was_and_is_found_by_the_same_things(
    cooperative: Organisation, harvested: Event
) -> None:
    before = bytes(harvested.canonical)
    declared = declare_error(
        event=harvested, reason="incorrect_data", recorded_by=cooperative, by=None, at=beijing("2026-06-24 12:30")
    )
    kept = Event.objects.get(pk=harvested.pk)
    assert bytes(kept.canonical) == before
    assert set(declared.subjects.values_list("identifier", "role")) == set(
        kept.subjects.values_list("identifier", "role")
    )
    assert record(event=examples()["harvest"], act="harvest", recorded_by=cooperative, by=None) == kept


def test_an_event_is_declared_wrong_once_and_a_declaration_never(cooperative: Organisation, harvested: Event) -> None:
    declared = declare_error(
        event=harvested, reason="incorrect_data", recorded_by=cooperative, by=None, at=beijing("2026-06-24 12:30")
    )
    for event in (harvested, declared):
        with pytest.raises(EventIsDeclaredWrong):
            declare_error(
                event=event, reason="did_not_occur", recorded_by=cooperative, by=None, at=beijing("2026-06-24 13:00")
            )
    assert Event.objects.filter(event_id=harvested.event_id).count() == 2


def test_the_database_holds_one_event_and_one_declaration_of_an_identifier(
    cooperative: Organisation, harvested: Event
) -> None:
    declared = declare_error(
        event=harvested, reason="incorrect_data", recorded_by=cooperative, by=None, at=beijing("2026-06-24 12:30")
    )
    for original in (harvested, declared):
        again = Event.objects.get(pk=original.pk)
        again.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)


def test_the_page_of_the_old_event_says_so_first_and_leads_to_the_right_one(
    client: Client, cooperative: Organisation, harvested: Event, right: Event
) -> None:
    before = client.get(f"{harvested.get_absolute_url()}?lang=en").content.decode()
    assert "Declared wrong" not in before
    declare_error(
        event=harvested,
        reason="incorrect_data",
        corrective=[right],
        recorded_by=cooperative,
        by=None,
        at=beijing("2026-06-24 12:30"),
    )
    page = client.get(f"{harvested.get_absolute_url()}?lang=en").content.decode()
    assert "Do not rely on it." in page
    assert f'href="{right.get_absolute_url()}"' in page
