"""Events that are filled in are the events that the plain way writes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from orchards.events import Orchard, harvest_event, harvest_form
from traceability.epcis.builders import object_event
from traceability.epcis.event_hash import event_hash
from traceability.epcis.forms import MOST_GRAMS, Filling, Form

RECORDED = "2026-06-24T00:12:01.250Z"
RECORD = UUID("01900000-0000-7000-8000-000000000001")
GTINS = st.sampled_from(["96971234500017", "99999999999997", "09506000134352"])
CODES = st.from_regex(r"[0-9A-Za-z]{1,20}", fullmatch=True)
SIGNED = st.text('aé百色 %s{}"\\\u2028\U0001f96d:/', max_size=12)
CODED = st.one_of(st.none(), st.from_regex(r"[0-9A-Z-]{0,12}", fullmatch=True), SIGNED)
"""Codes of the reference data are plain; the form must not rest on it."""
PLACES = st.sampled_from(["https://id.gs1.org/414/6971234500001/254/P1", "https://id.gs1.org/414/6971234500001"])


@st.composite
def picked(draw: st.DrawFn) -> tuple[Orchard, Filling]:
    """A harvest of any place, day, offset, lot and weight."""
    orchard = Orchard(
        draw(PLACES),
        draw(SIGNED),
        draw(SIGNED),
        draw(CODED),
        draw(CODED),
        draw(CODED),
        draw(SIGNED),
        draw(st.booleans()),
    )
    offset = timezone(timedelta(minutes=draw(st.integers(-14 * 60, 14 * 60))))
    at = draw(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(offset)))  # noqa: DTZ001
    grams = draw(st.one_of(st.integers(0, MOST_GRAMS - 1), st.integers(0, 10_000).map(lambda kg: kg * 1000)))
    return orchard, Filling(at, draw(GTINS), draw(CODES), grams, draw(st.uuids()))


@given(picked())
def test_a_filled_form_is_the_event_byte_for_byte_and_has_its_hash(told: tuple[Orchard, Filling]) -> None:
    orchard, filling = told
    offset = filling.at.utcoffset()
    assert offset is not None
    event_id, canonical = harvest_form(orchard, filling.at.date(), offset).filled(filling, record_time=RECORDED)
    event = harvest_event(orchard, filling)
    assert event_id == event_hash(event)
    assert canonical == rfc8785.dumps({**event, "eventID": event_id, "recordTime": RECORDED})


def _event(filling: Filling, **more: Any) -> dict[str, Any]:
    facts = {"extensions": {"tyt:record": str(filling.record)}} | more
    return object_event(action="ADD", at=filling.at, biz_step="commissioning", quantities=[filling.quantity], **facts)


def test_a_form_in_which_the_lot_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="The lot of a filling stands exactly once"):
        Form(lambda filling: _event(filling) | {"tyt:lots": [filling.lot]}, day=date(2026, 6, 24), offset=UTC)


def test_a_form_that_forgets_its_record_is_refused() -> None:
    with pytest.raises(ValueError, match="The record of a filling stands exactly once"):
        Form(lambda filling: _event(filling, extensions={}), day=date(2026, 6, 24), offset=UTC)


@pytest.mark.parametrize("grams", [-1, MOST_GRAMS])
def test_a_weight_that_json_does_not_hold_is_refused(grams: int) -> None:
    form = Form(_event, day=date(2026, 6, 24), offset=UTC)
    filling = Filling(datetime(2026, 6, 24, 8, tzinfo=UTC), "96971234500017", "A", grams, RECORD)
    with pytest.raises(ValueError, match="no weight that every reader of JSON holds exactly"):
        form.filled(filling, record_time=RECORDED)
