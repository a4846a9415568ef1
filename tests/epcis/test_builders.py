"""Event documents: valid by the official schema, and refused when they could not be."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.epcis.examples import BLENDED, HARVESTED, PALLET, beijing, examples
from tests.epcis.schema import assert_valid_epcis
from traceability.epcis.builders import Quantity, aggregation_event, kilograms, object_event, transformation_event
from traceability.ledger.canonical import canonical_json

NOON = beijing("2026-06-24 12:00")


def observed(**more: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"at": NOON, "biz_step": "storing", "quantities": [Quantity(BLENDED, grams=1000)]} | more
    return object_event(action="OBSERVE", **facts)


@pytest.mark.parametrize("name", examples())
def test_every_event_we_emit_is_epcis(name: str) -> None:
    assert_valid_epcis(examples()[name])


@pytest.mark.parametrize(
    "spoilt",
    [
        {"bizStep": "harvesting"},
        {"disposition": "picked"},
        {"eventTime": "yesterday"},
        {"eventTimeZoneOffset": "8"},
        {"variety": "guifei"},
        {"action": "SEEN"},
        {"quantityList": [{"quantity": 1}]},
    ],
)
def test_the_schema_would_notice(spoilt: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        assert_valid_epcis({**examples()["harvest"], **spoilt})


@pytest.mark.parametrize(
    ("grams", "written"), [(12_000, b"12"), (43_250, b"43.25"), (412_500, b"412.5"), (1, b"0.001"), (0, b"0")]
)
def test_grams_are_written_as_kilograms(grams: int, written: bytes) -> None:
    assert canonical_json(Quantity(HARVESTED, grams=grams).element()["quantity"]) == written


@given(st.integers(0, 10**12))
def test_no_gram_is_lost_in_writing(grams: int) -> None:
    assert round(kilograms(grams) * 1000) == grams
    assert len(str(kilograms(grams)).partition(".")[2]) <= 3


def test_a_quantity_is_a_weight_or_a_count_and_never_negative() -> None:
    assert Quantity(HARVESTED, 500).element() == {"epcClass": HARVESTED, "quantity": 0.5, "uom": "KGM"}
    assert Quantity(HARVESTED, count=84).element() == {"epcClass": HARVESTED, "quantity": 84}
    for grams, count in ((None, None), (1, 1)):
        with pytest.raises(ValueError, match="either grams or a count"):
            Quantity(HARVESTED, grams=grams, count=count)
    for grams, count in ((-1, None), (None, -1)):
        with pytest.raises(ValueError, match="never negative"):
            Quantity(HARVESTED, grams=grams, count=count)


def test_the_time_is_that_of_the_place() -> None:
    event = observed(at=datetime(2026, 7, 27, 7, 30, 1, 999_999, tzinfo=timezone(timedelta(hours=2))))
    assert event["eventTime"] == "2026-07-27T07:30:01.999+02:00"
    assert event["eventTimeZoneOffset"] == "+02:00"
    assert observed(at=datetime(2026, 7, 27, tzinfo=UTC))["eventTimeZoneOffset"] == "+00:00"
    assert observed(at=datetime(2026, 7, 27, tzinfo=timezone(timedelta(hours=-4, minutes=-30))))[
        "eventTimeZoneOffset"
    ] == ("-04:30")


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 7, 27),  # noqa: DTZ001
        datetime(2026, 7, 27, tzinfo=timezone(timedelta(hours=15))),
        datetime(2026, 7, 27, tzinfo=timezone(timedelta(minutes=8, seconds=6))),
    ],
)
def test_a_time_without_a_sound_offset_is_refused(at: datetime) -> None:
    with pytest.raises(ValueError, match="offset"):
        observed(at=at)


def test_what_is_unknown_is_left_out() -> None:
    event = observed(extensions={"tyt:note": None, "tyt:facts": [{"tyt:day": None, "tyt:in": "x"}], "tyt:loss": 0})
    assert event["tyt:facts"] == [{"tyt:in": "x"}]
    assert event["tyt:loss"] == 0
    assert set(event) == {
        *("@context", "type", "eventTime", "eventTimeZoneOffset", "action", "quantityList", "bizStep"),
        *("tyt:facts", "tyt:loss"),
    }


@pytest.mark.parametrize(
    ("extensions", "words"),
    [
        ({"variety": "guifei"}, "named tyt:…; 'variety' is not"),
        ({"bizStep": "shipping"}, "named tyt:…; 'bizStep' is not"),
        ({"tyt:fact": [{"day": 1}]}, "named tyt:…; 'day' is not"),
        ({"tyt:day": date(2026, 6, 24)}, "holds text, numbers, lists and objects"),
        ({"tyt:raw": b"x"}, "holds text, numbers, lists and objects"),
    ],
)
def test_only_plain_values_under_our_own_prefix(extensions: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        observed(extensions=extensions)


def test_an_event_without_subject_is_refused() -> None:
    when = {"at": NOON, "biz_step": "packing"}
    with pytest.raises(ValueError, match="at least one object or lot"):
        object_event(action="ADD", **when)
    with pytest.raises(ValueError, match="at least one input and one output"):
        transformation_event(inputs=[], outputs=[PALLET], **when)
    with pytest.raises(ValueError, match="at least one input and one output"):
        transformation_event(inputs=[PALLET], outputs=[], **when)
    with pytest.raises(ValueError, match="at least one child"):
        aggregation_event(action="ADD", parent=PALLET, **when)
    assert_valid_epcis(aggregation_event(action="DELETE", parent=PALLET, **when))


def test_only_what_is_new_can_be_described_for_good() -> None:
    with pytest.raises(ValueError, match="Only an event that adds"):
        observed(ilmd={"tyt:variety": "guifei"})
