"""A picking is a lot with a code and an event from the moment it is logged, once, and without a name in it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from orchards.acts.log_harvest import log_harvest
from orchards.doubts import doubts_about
from orchards.models import Harvest
from orchards.questions.asking import with_questions
from orchards.questions.kinds import Kind
from orchards.refusals.land import PlotIsRetired
from orchards.refusals.records import CratesAreWrong, PickedInTheFuture, RecordDiffers, WeightIsImpossible
from orchards.thresholds import Thresholds
from tests.cast import Cast, at, record_id
from traceability.epcis.models import Event
from traceability.epcis.queries import events_about
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


def log(plot, by=None, **changes):
    body = {"client_id": record_id("morning"), "plot": plot, "weight_g": 43_250, "crates": 4, "at": at("2026-06-24")}
    return log_harvest(**body | {"by": by or plot.grower.user} | changes)


def test_log_harvest_gives_the_fruit_a_lot_code_of_its_day(cast: Cast) -> None:
    harvest = log(cast.plot(cast.lan))
    assert harvest.lot_code == "TY260624A"
    assert harvest.product.owner == cast.youan.organisation
    assert (harvest.product.variety_id, harvest.product.unit_weight_g) == ("tainong-1", None)
    assert (harvest.picked_on.isoformat(), harvest.picked_offset) == ("2026-06-24", 480)
    assert not Lot.objects.exists()


def test_log_harvest_records_one_event_with_the_facts_of_the_picking(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    harvest = log(plot)
    (event,) = events_about(harvest.lot_uri)
    document = event.document
    assert event.act == "harvest"
    assert (document["action"], document["bizStep"], document["disposition"]) == (
        "ADD",
        "creating_class_instance",
        "active",
    )
    assert document["quantityList"] == [{"epcClass": harvest.lot_uri, "quantity": 43.25, "uom": "KGM"}]
    assert document["readPoint"] == document["bizLocation"] == {"id": plot.place.uri}
    assert document["eventTimeZoneOffset"] == "+08:00"
    assert document["tyt:record"] == str(harvest.client_id)
    assert document["ilmd"] == {
        "tyt:species": "mango",
        "tyt:variety": "tainong-1",
        "tyt:pickedOn": "2026-06-24",
        "tyt:village": plot.place.village.code,
        "tyt:township": "451003101",
        "tyt:county": "451003",
        "tyt:grower": "G7LAN",
        "tyt:embryoLess": False,
    }


def test_log_harvest_twice_with_one_identifier_is_one_harvest(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    assert log(plot) == log(plot)
    assert (Harvest.objects.count(), Event.objects.filter(act="harvest").count()) == (1, 1)
    assert log(plot, client_id=record_id("noon")).lot_code == "TY260624B"


@pytest.mark.parametrize(
    "changes", [{"weight_g": 43_251}, {"crates": 5}, {"at": at("2026-06-24", "09:01")}, {"embryo_less": True}]
)
def test_log_harvest_refuses_another_content_under_the_same_identifier(cast: Cast, changes: dict) -> None:
    plot = cast.plot(cast.lan)
    log(plot)
    with pytest.raises(RecordDiffers) as refusal:
        log(plot, **changes)
    assert "TY260624A" in refusal.value.message
    assert Harvest.objects.get().weight_g == 43_250


@pytest.mark.parametrize("weight_g", [0, -1, 20_000_001])
def test_log_harvest_refuses_a_weight_that_nobody_picks(cast: Cast, weight_g: int) -> None:
    with pytest.raises(WeightIsImpossible, match="decimal point"):
        log(cast.plot(cast.lan), weight_g=weight_g)


@pytest.mark.parametrize("crates", [-1, 10_000])
def test_log_harvest_refuses_crates_that_cannot_be_counted(cast: Cast, crates: int) -> None:
    with pytest.raises(CratesAreWrong):
        log(cast.plot(cast.lan), crates=crates)


def test_log_harvest_refuses_the_future_but_forgives_a_clock_that_is_a_little_fast(cast: Cast) -> None:
    plot, now = cast.plot(cast.lan), timezone.localtime()
    with pytest.raises(PickedInTheFuture):
        log(plot, at=now + timedelta(minutes=11))
    assert log(plot, at=now + timedelta(minutes=9)).lot_code.endswith("A")


def test_log_harvest_refuses_a_plot_that_was_given_up(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    plot.retired_at = at("2026-06-01")
    plot.save()
    with pytest.raises(PlotIsRetired):
        log(plot)


def test_log_harvest_is_not_for_another_cooperative_nor_for_another_grower(cast: Cast, huang: User) -> None:
    plot = cast.plot(cast.lan)
    for stranger in (huang, cast.guoqiang.user):
        with pytest.raises(NotYourOrganisation):
            log(plot, by=stranger)


def test_log_harvest_may_be_typed_by_the_clerk_from_the_paper_book(cast: Cast, wei: User) -> None:
    assert log(cast.plot(cast.lan), by=wei).logged_by == wei


def test_log_harvest_inside_an_interval_is_recorded_and_flagged(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    cast.treatment(plot)
    early = log(plot, at=at("2026-07-02"))
    on_time = log(plot, at=at("2026-07-03"), client_id=record_id("later"))
    (doubt,) = doubts_about(early, Thresholds())
    assert (doubt.kind, doubt.headline) == ("no", "Picked inside an interval, allowed from 3 July.")
    assert doubts_about(on_time, Thresholds()) == []


def yields_asked_about() -> list[str]:
    rows = with_questions(list(Harvest.objects.with_names().newest_first()))
    return [doubt.headline for _, doubts in rows for doubt in doubts if doubt.code == Kind.YIELD]


def test_log_harvest_above_two_tonnes_per_mu_is_recorded_and_asked_about(cast: Cast) -> None:
    plot = cast.plot(cast.lan)  # 12 mu: 24 t
    log(plot, weight_g=20_000_000)
    assert yields_asked_about() == []
    log(plot, weight_g=4_012_000, client_id=record_id("too much"))
    (question,) = yields_asked_about()
    assert "2,001 kg per 亩" in question


def test_log_harvest_tells_nobody_who_the_grower_is(cast: Cast) -> None:
    event = log(cast.plot(cast.lan)).event
    canonical = bytes(event.canonical).decode()
    user = cast.lan.user
    for secret in (user.name, user.name[1:], user.phone, user.phone[3:]):
        assert secret not in canonical


def test_a_harvest_is_never_changed_or_deleted(cast: Cast) -> None:
    harvest = log(cast.plot(cast.lan))
    for change in (
        lambda: Harvest.objects.update(weight_g=1),
        lambda: Harvest.objects.filter(pk=harvest.pk)._raw_delete(connection.alias),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()
    assert Harvest.objects.get().weight_g == 43_250
