"""A phone and the server: signing in with a card, and an outbox of which every record is answered by itself."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchards.acts.correct import correct
from orchards.models import Conflict, Correction, Harvest, Plot, Treatment
from tests.cast import at, record_id
from traceability.epcis.models import Event
from traceability.parties.acts.cards import IssuedCard, issue_card
from traceability.parties.models import SignInCard, User

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYNC = "/api/v1/field/sync"
SESSION = "/api/v1/field/session"


@pytest.fixture
def plot(cast: Cast) -> Plot:
    """Lan's plot 4."""
    return cast.plot(cast.lan)


@pytest.fixture
def card(cast: Cast) -> IssuedCard:
    """The card that Wei gave Lan."""
    return issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)


@pytest.fixture
def phone(client: Client, card: IssuedCard) -> Client:
    """Lan's phone, signed in with her card."""
    answer = client.post(SESSION, {"secret": card.secret, "pin": "4711"}, content_type="application/json")
    assert answer.status_code == 200
    return client


@pytest.fixture
def bring(phone: Client, cast: Cast) -> Callable[..., list[dict[str, Any]]]:
    """Bring records and get their answers."""

    def send(*records: Any, sent_at: datetime | None = None) -> list[dict[str, Any]]:
        answer = phone.post(SYNC, outbox(cast, *records, sent_at=sent_at), content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()["answers"]

    return send


def outbox(cast: Cast, *records: Any, sent_at: datetime | None = None, **more: Any) -> dict[str, Any]:
    """What Lan's phone sends."""
    return {
        "sent_at": (sent_at or timezone.localtime()).isoformat(),
        "grower": cast.lan.pseudonym,
        "records": list(records),
    } | more


def harvest(plot: Plot, name: str = "morning", /, **more: Any) -> dict[str, Any]:
    """86.5 斤 in four crates, picked on a morning of June."""
    return {
        "kind": "harvest",
        "client_id": str(record_id(name)),
        "plot": plot.place.extension,
        "weight_g": 43_250,
        "crates": 4,
        "embryo_less": False,
        "picked_at": "2026-06-24T08:10:00+08:00",
        "logged_at": "2026-06-24T08:12:00+08:00",
        "latitude": 23.5,
        "longitude": 106.8,
        "accuracy_m": 8.5,
        "card": None,
        "corrects": None,
        "reason": "",
    } | more


def treatment(plot: Plot, name: str = "spray", /, **more: Any) -> dict[str, Any]:
    """Difenoconazole, with 14 days to wait."""
    return {
        "kind": "treatment",
        "client_id": str(record_id(name)),
        "plot": plot.place.extension,
        "product": "苯醚甲环唑 10% WG",
        "registration_number": "PD20098123",
        "substances": ["difenoconazole"],
        "dose": "1500×",
        "target": "炭疽病",
        "applied_on": "2026-06-19",
        "interval_days": 14,
        "logged_at": "2026-06-19T16:40:00+08:00",
    } | more


def correction(name: str, of: str, **more: Any) -> dict[str, Any]:
    """The record named `of` was wrong; nothing stands in its place."""
    return {
        "kind": "correction",
        "client_id": str(record_id(name)),
        "corrects": str(record_id(of)),
        "reason": "wrong plot",
        "logged_at": "2026-06-24T12:00:00+08:00",
    } | more


def test_a_card_opens_the_phone_for_a_season_and_the_token_comes_with_it(phone: Client, card: IssuedCard) -> None:
    told = phone.get(SESSION).json()
    assert told["signed_in"] is True
    assert told["grower"] == {
        "pseudonym": "G7LAN",
        "name": "黄阿兰",
        "language": "zh-hans",
        "card": card.card.number,
        "is_revoked": False,
    }
    assert phone.session.get_expiry_age() > 150 * 24 * 3600


def test_a_wrong_pin_is_refused_in_words_and_nobody_is_signed_in(client: Client, card: IssuedCard) -> None:
    answer = client.post(SESSION, {"secret": card.secret, "pin": "0000"}, content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (422, "sign-in-refused")
    assert client.get(SESSION).json()["signed_in"] is False


def test_signing_in_needs_the_token_that_another_site_does_not_have(card: IssuedCard) -> None:
    strict = Client(enforce_csrf_checks=True)
    body = {"number": card.card.number, "pin": "4711"}
    assert strict.post(SESSION, body, content_type="application/json").status_code == 403
    token = strict.get(SESSION).json()["csrf"]
    answer = strict.post(SESSION, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.json()["signed_in"] is True


def test_signing_out_forgets_who_holds_the_phone(phone: Client) -> None:
    told = phone.delete(SESSION).json()
    assert (told["signed_in"], told["grower"]) == (False, None)
    assert phone.get(SESSION).json()["signed_in"] is False


def test_a_harvest_comes_in_with_its_lot_code_and_is_an_event(bring: Any, plot: Plot, card: IssuedCard) -> None:
    (told,) = bring(harvest(plot))
    kept = Harvest.objects.get()
    assert told == {
        "client_id": str(record_id("morning")),
        "status": "accepted",
        "answer": {"lot_code": "TY260624A", "picked_at": "2026-06-24T08:10:00.000+08:00", "offset_minutes": 480},
        "code": "",
        "field": "",
        "sentence": "",
    }
    assert (kept.weight_g, kept.crates, kept.source, kept.card) == (43_250, 4, "phone", card.card)
    assert (kept.latitude, kept.longitude, kept.accuracy_m) == (23.5, 106.8, 8.5)
    assert (kept.stated_at, kept.device_clock) == (at("2026-06-24", "08:10"), at("2026-06-24", "08:12"))
    assert kept.event.document["ilmd"]["tyt:pickedOn"] == "2026-06-24"


def test_the_event_of_an_outbox_is_the_one_that_a_single_record_makes(bring: Any, cast: Cast, plot: Plot) -> None:
    single = cast.harvest(plot, name="single").event.document
    bring(harvest(plot, weight_g=400_000, crates=20))
    brought = Harvest.objects.latest("pk").event.document
    different = {"eventID", "recordTime", "tyt:record", "quantityList"}
    assert {name for name in single if single[name] != brought[name]} == different


def test_the_same_outbox_twice_is_answered_twice_and_kept_once(bring: Any, plot: Plot) -> None:
    records = [harvest(plot), treatment(plot), harvest(plot, "noon"), correction("undo", "noon")]
    first = bring(*records)
    second = bring(*records)
    assert [told["status"] for told in first] == ["accepted"] * 4
    assert [told["status"] for told in second] == ["known"] * 4
    assert [told["answer"] for told in first] == [told["answer"] for told in second]
    assert (Harvest.objects.count(), Treatment.objects.count(), Correction.objects.count()) == (2, 1, 1)


def test_a_record_twice_in_one_outbox_is_one_record(bring: Any, plot: Plot) -> None:
    first, second = bring(harvest(plot), harvest(plot))
    assert (first["status"], second["status"]) == ("accepted", "known")
    assert first["answer"] == second["answer"]
    assert Harvest.objects.count() == 1


def test_another_content_under_the_same_identifier_is_kept_beside_the_first(bring: Any, cast: Cast, plot: Plot) -> None:
    bring(harvest(plot))
    for _again in range(2):
        (told,) = bring(harvest(plot, weight_g=50_000))
        assert told["status"] == "conflict"
    assert Harvest.objects.get().weight_g == 43_250
    kept = Conflict.objects.visible_to(cast.lan.user).get()
    assert (kept.client_id, kept.kind, kept.body["weight_g"]) == (record_id("morning"), "harvest", 50_000)


def test_one_bad_record_never_stops_the_rest(bring: Any, plot: Plot) -> None:
    answers = bring(
        harvest(plot, "a"),
        harvest(plot, "b", weight_g=0),
        "no record at all",
        harvest(plot, "c", plot="nowhere"),
        {"kind": "dance", "client_id": str(record_id("d"))},
        harvest(plot, "e", picked_at="yesterday"),
        harvest(plot, "f"),
    )
    assert [(told["status"], told["code"], told["field"]) for told in answers] == [
        ("accepted", "", ""),
        ("refused", "weight-is-impossible", ""),
        ("refused", "field-is-unreadable", "record"),
        ("refused", "plot-is-missing", "plot"),
        ("refused", "kind-is-unknown", "kind"),
        ("refused", "field-is-unreadable", "picked_at"),
        ("accepted", "", ""),
    ]
    assert Harvest.objects.count() == 2


def test_a_refusal_is_said_in_the_growers_language(phone: Client, cast: Cast, plot: Plot) -> None:
    body = outbox(cast, harvest(plot, plot="nowhere"))
    for language, words in (("zh-hans", "没有"), ("en", "You have no plot nowhere here.")):
        told = phone.post(f"{SYNC}?lang={language}", body, content_type="application/json").json()["answers"][0]
        assert words in told["sentence"]


def test_a_clock_two_days_off_is_corrected_and_the_day_with_it(bring: Any, plot: Plot) -> None:
    now = timezone.localtime()
    fast = now + timedelta(days=2)
    records = [
        harvest(plot, picked_at=(fast - timedelta(hours=1)).isoformat(), logged_at=fast.isoformat()),
        treatment(plot, applied_on=fast.date().isoformat(), logged_at=fast.isoformat()),
    ]
    assert [told["status"] for told in bring(*records, sent_at=fast)] == ["accepted", "accepted"]
    kept, sprayed = Harvest.objects.get(), Treatment.objects.get()
    assert abs(kept.picked_at - (now - timedelta(hours=1))) < timedelta(minutes=1)
    assert kept.stated_at - kept.picked_at > timedelta(days=1, hours=23)
    assert abs(kept.clock_skew_s + 2 * 24 * 3600) < 60
    assert (sprayed.applied_on, sprayed.stated_on) == (now.date(), fast.date())
    assert [told["status"] for told in bring(*records)] == ["known", "known"]


def test_a_battery_that_died_does_not_make_fruit_of_1970(bring: Any, plot: Plot) -> None:
    forgotten = {"picked_at": "1970-01-01T08:00:00+08:00", "logged_at": "1970-01-01T08:01:00+08:00"}
    bring(harvest(plot, **forgotten))
    kept = Harvest.objects.get()
    assert abs(kept.picked_at - timezone.now()) < timedelta(minutes=1)
    assert kept.stated_at.year == 1970


def test_a_correction_in_the_same_outbox_declares_the_first_one_wrong(bring: Any, plot: Plot) -> None:
    answers = bring(
        harvest(plot, "wrong", weight_g=432_500),
        harvest(plot, "right", corrects=str(record_id("wrong")), reason="one nought too many"),
    )
    assert [told["status"] for told in answers] == ["accepted", "accepted"]
    made = Correction.objects.get()
    assert (made.harvest.weight_g, made.by_harvest.weight_g, made.reason) == (432_500, 43_250, "one nought too many")
    assert Event.objects.filter(error_of=made.harvest.event).count() == 1


def test_a_correction_that_cannot_be_is_refused_with_the_record_that_came_with_it(bring: Any, plot: Plot) -> None:
    bring(harvest(plot, "wrong"), treatment(plot))
    answers = bring(
        harvest(plot, "of nothing", corrects=str(record_id("never logged"))),
        harvest(plot, "of a spraying", corrects=str(record_id("spray"))),
        harvest(plot, "right", corrects=str(record_id("wrong"))),
        harvest(plot, "too late", corrects=str(record_id("wrong"))),
        correction("undo", "right"),
        correction("undo again", "right"),
    )
    assert [(told["status"], told["code"]) for told in answers] == [
        ("refused", "nothing-to-correct"),
        ("refused", "nothing-to-correct"),
        ("accepted", ""),
        ("refused", "already-corrected"),
        ("accepted", ""),
        ("refused", "already-corrected"),
    ]
    assert list(Harvest.objects.standing()) == []
    assert Harvest.objects.count() == 2


def test_a_harvest_corrected_at_the_desk_meanwhile_is_refused_by_itself(bring: Any, cast: Cast, plot: Plot) -> None:
    bring(harvest(plot))
    correct(
        client_id=record_id("desk"), wrong=Harvest.objects.get(), by=cast.youan.person, at=at("2026-06-24", "12:00")
    )
    answers = bring(correction("undo", "morning"), harvest(plot, "noon"))
    assert [(told["status"], told["code"]) for told in answers] == [("refused", "already-corrected"), ("accepted", "")]


def test_records_of_one_grower_are_never_taken_under_another(phone: Client, cast: Cast, plot: Plot) -> None:
    body = outbox(cast, harvest(plot), grower=cast.guoqiang.pseudonym)
    answer = phone.post(SYNC, body, content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (403, "another-growers-records")
    assert Harvest.objects.count() == 0


def test_another_growers_plot_is_not_there(bring: Any, cast: Cast) -> None:
    (told,) = bring(harvest(cast.plot(cast.guoqiang)))
    assert (told["status"], told["code"]) == ("refused", "plot-is-missing")


@pytest.mark.parametrize("ended", ["session expired", "session deleted", "user barred", "password changed"])
def test_a_sign_in_that_has_ended_is_seen_at_the_next_request(
    phone: Client, bring: Any, cast: Cast, plot: Plot, ended: str
) -> None:
    assert bring(harvest(plot))[0]["status"] == "accepted"
    if ended == "session expired":
        Session.objects.update(expire_date=timezone.now())
    elif ended == "session deleted":
        Session.objects.all().delete()
    else:
        changed = {"is_active": False} if ended == "user barred" else {"password": "another"}
        User.objects.filter(pk=cast.lan.user_id).update(**changed)
    answer = phone.post(SYNC, outbox(cast, harvest(plot, "noon")), content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (403, "not-signed-in")
    assert Harvest.objects.count() == 1


def replaced_a_minute_ago(cast: Cast, card: IssuedCard) -> IssuedCard:
    """The card that follows it. Clocks of phones are kept to the millisecond, so nothing is told apart within one."""
    new = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    before = timezone.now() - timedelta(minutes=1)
    SignInCard.objects.filter(pk=card.card.pk).update(issued_at=before, revoked_at=before)
    return new


def test_a_revoked_card_still_brings_what_was_logged_before(
    bring: Any, phone: Client, cast: Cast, plot: Plot, card: IssuedCard
) -> None:
    replaced_a_minute_ago(cast, card)
    later = (timezone.localtime() + timedelta(minutes=5)).isoformat()
    answers = bring(harvest(plot, "before"), harvest(plot, "after", logged_at=later, picked_at=later))
    assert [(told["status"], told["code"]) for told in answers] == [("accepted", ""), ("refused", "card-is-revoked")]
    assert phone.get(SESSION).json()["grower"]["is_revoked"] is True
    assert Harvest.objects.get().card == card.card


def test_signed_in_with_the_new_card_the_phone_brings_what_the_old_one_logged_since(
    bring: Any, phone: Client, cast: Cast, plot: Plot, card: IssuedCard
) -> None:
    new = replaced_a_minute_ago(cast, card)
    later = harvest(plot, "after", logged_at=timezone.localtime().isoformat(), card=card.card.number)
    assert bring(later)[0]["code"] == "card-is-revoked"
    phone.post(SESSION, {"secret": new.secret, "pin": "4711"}, content_type="application/json")
    assert bring(later)[0]["status"] == "accepted"
    assert Harvest.objects.get().card == card.card


def test_nobody_signed_in_brings_nothing_and_is_told_that_nothing_is_lost(client: Client, cast: Cast) -> None:
    answer = client.post(f"{SYNC}?lang=en", outbox(cast), content_type="application/json")
    assert answer.status_code == 403
    assert "Your records stay on it" in answer.json()["detail"]


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
