"""An outbox of which every record is answered by itself, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from orchards.models import Conflict, Correction, Harvest, Plot, Treatment
from tests.cast import at, record_id
from tests.orchards.field.records import SYNC, correction, harvest, outbox, treatment
from traceability.parties.acts.cards import IssuedCard

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


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


def test_another_growers_plot_is_not_there(bring: Any, cast: Cast) -> None:
    (told,) = bring(harvest(cast.plot(cast.guoqiang)))
    assert (told["status"], told["code"]) == ("refused", "plot-is-missing")
