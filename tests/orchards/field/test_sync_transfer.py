"""What travels: compressed, cut off, too much, or no record at all."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchards.models import Harvest, Plot
from tests.orchards.field.records import SYNC, harvest, outbox, treatment

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_more_than_five_hundred_are_not_begun(phone: Client, cast: Cast, plot: Plot) -> None:
    body = outbox(cast, *(harvest(plot, str(number)) for number in range(501)))
    answer = phone.post(SYNC, body, content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (422, "too-many-records")
    assert Harvest.objects.count() == 0


def test_a_batch_costs_the_same_queries_whatever_it_brings(
    phone: Client, cast: Cast, plot: Plot, django_assert_max_num_queries: Any
) -> None:
    for count, most in ((1, 32), (50, 32), (500, 48)):  # SQLite takes 999 values a statement
        body = json.dumps(outbox(cast, *(harvest(plot, f"{count} {number}") for number in range(count))))
        with django_assert_max_num_queries(most):
            answer = phone.post(SYNC, body, content_type="application/json")
        assert {told["status"] for told in answer.json()["answers"]} == {"accepted"}
    assert len(set(Harvest.objects.values_list("lot_code", flat=True))) == 551


def test_an_outbox_may_come_compressed(phone: Client, cast: Cast, plot: Plot) -> None:
    packed = gzip.compress(json.dumps(outbox(cast, harvest(plot))).encode())
    answer = phone.post(SYNC, packed, content_type="application/json", headers={"Content-Encoding": "gzip"})
    assert answer.json()["answers"][0]["status"] == "accepted"


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_transfer_that_broke_half_way_changes_nothing(phone: Client, cast: Cast, plot: Plot, cut: int) -> None:
    body = json.dumps(outbox(cast, harvest(plot))).encode()
    packed = gzip.compress(body)
    for broken, encoding in ((body[:-cut], "identity"), (packed[:-cut], "gzip")):
        answer = phone.post(SYNC, broken, content_type="application/json", headers={"Content-Encoding": encoding})
        assert answer.status_code == 400
    assert Harvest.objects.count() == 0


def test_a_bomb_is_refused_before_it_unfolds(phone: Client) -> None:
    bomb = gzip.compress(b" " * 20_000_000)
    answer = phone.post(SYNC, bomb, content_type="application/json", headers={"Content-Encoding": "gzip"})
    assert answer.status_code in (400, 413)


WRITABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=90)
"""What the parser in front lets through (tests/web/test_strict_json.py)."""
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WRITABLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WRITABLE, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    [
        *("client_id", "weight_g", "crates", "embryo_less", "picked_at", "logged_at", "plot", "latitude", "accuracy_m"),
        *("card", "corrects", "reason", "product", "substances", "applied_on", "interval_days", "kind"),
    ]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, value=JUNK, whole=JUNK)
def test_whatever_a_record_holds_is_answered_and_never_a_fault(
    bring: Any, plot: Plot, name: str, value: Any, whole: Any
) -> None:
    told = bring(harvest(plot, **{name: value}), whole, treatment(plot, **{name: value}))
    assert all(one["status"] in {"accepted", "known", "conflict", "refused"} for one in told)
    assert all(one["sentence"] for one in told if one["status"] == "refused")
