"""Weigh-in is the door from orchard to packing house: both numbers stay, and what claims need is copied."""

import pytest
from django.db import IntegrityError, transaction

from orchards.acts.log_treatment import log_treatment
from orchards.acts.weigh_in import weigh_in
from orchards.models import Harvest, WeighIn
from orchards.refusals.records import (
    AlreadyWeighedIn,
    DifferenceNeedsExplanation,
    NotAPackingHouse,
    WeighedBeforePicked,
    WeightIsImpossible,
    YieldNeedsExplanation,
)
from tests.cast import Cast, at, record_id
from traceability.epcis.queries import events_about
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


@pytest.fixture
def harvest(cast: Cast) -> Harvest:
    """412.0 kg of Lan's, logged on 24 June."""
    return cast.harvest(cast.plot(cast.lan), weight_g=412_000)


def weigh(cast: Cast, harvest: Harvest, weight_g: int = 409_500, **changes) -> Lot:
    told = {"place": cast.youan.place, "by": cast.youan.person, "at": at("2026-06-24", "16:20")}
    return weigh_in(harvest=harvest, weight_g=weight_g, **told | changes)


def test_weigh_in_makes_the_lot_that_the_harvest_named(cast: Cast, harvest: Harvest) -> None:
    lot = weigh(cast, harvest)
    assert (lot.code, lot.product, lot.weight_g, lot.remaining_g) == (
        harvest.lot_code,
        harvest.product,
        409_500,
        409_500,
    )
    assert lot.uri == harvest.lot_uri
    assert harvest.weigh_in.difference_g == -2_500
    assert [event.act for event in events_about(lot.uri)] == ["harvest", "receive"]


def test_weigh_in_copies_what_claims_need_of_the_orchard(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    for day, interval in (("2026-03-20", 7), ("2026-06-01", 14), ("2026-06-19", 14), ("2026-06-30", 14)):
        log_treatment(
            client_id=record_id(day),
            plot=plot,
            product="苯醚甲环唑 10% WG",
            registration_number="",
            substances=["difenoconazole"],
            dose="",
            target="",
            applied_on=at(day).date(),
            interval_days=interval,
            by=plot.grower.user,
            at=at(day),
        )
    origin = weigh(cast, cast.harvest(plot), 400_000).origin
    assert (origin.plot, origin.plot_number, origin.village) == (plot.place, "4", plot.place.village)
    assert origin.county_id == "451003"
    assert (origin.grower_pseudonym, origin.picked_on.isoformat(), origin.logged_g) == ("G7LAN", "2026-06-24", 400_000)
    assert [(row["days_elapsed"], row["interval_days"]) for row in origin.treatments] == [(5, 14), (23, 14)]
    assert origin.treatments[0]["substances"] == ["difenoconazole"]
    assert origin.allowed_from.isoformat() == "2026-07-03"
    assert origin.is_inside_interval


def test_weigh_in_outside_baise_knows_no_county(cast: Cast) -> None:
    harvest = cast.harvest(cast.plot(cast.lan, inside=False))
    assert weigh(cast, harvest, 400_000).origin.county is None


@pytest.mark.parametrize("weight_g", [412_000 - 12_360, 412_000 + 12_360])
def test_weigh_in_takes_three_percent_without_a_word(cast: Cast, harvest: Harvest, weight_g: int) -> None:
    assert weigh(cast, harvest, weight_g).weight_g == weight_g


@pytest.mark.parametrize("weight_g", [412_000 - 12_361, 412_000 + 12_361])
def test_weigh_in_wants_a_larger_difference_explained(cast: Cast, harvest: Harvest, weight_g: int) -> None:
    with pytest.raises(DifferenceNeedsExplanation, match=r"412\.0 kg were logged"):
        weigh(cast, harvest, weight_g)
    assert not Lot.objects.exists()
    weigh(cast, harvest, weight_g, explanation="  One crate stayed in the village. ")
    assert WeighIn.objects.get().explanation == "One crate stayed in the village."


def test_weigh_in_never_asks_about_a_kilogram(cast: Cast) -> None:
    harvest = cast.harvest(cast.plot(cast.lan), weight_g=10_000)
    with pytest.raises(DifferenceNeedsExplanation):
        weigh(cast, harvest, 8_999)
    assert weigh(cast, harvest, 9_000).weight_g == 9_000


def test_weigh_in_stops_at_four_tonnes_per_mu_until_it_is_explained(cast: Cast) -> None:
    plot = cast.plot(cast.lan)  # 12 mu: 48 t
    for morning in range(2):
        weigh(cast, cast.harvest(plot, weight_g=20_000_000, name=f"morning {morning}"), 20_000_000)
    last = cast.harvest(plot, weight_g=8_012_000, name="too much")
    with pytest.raises(YieldNeedsExplanation, match="4,001 kg"):
        weigh(cast, last, 8_012_000)
    assert weigh(cast, last, 8_012_000, explanation="The neighbour's plot 5 was logged here.").weight_g == 8_012_000


def test_weigh_in_twice_is_one_lot(cast: Cast, harvest: Harvest) -> None:
    assert weigh(cast, harvest) == weigh(cast, harvest)
    with pytest.raises(AlreadyWeighedIn, match=r"409\.5 kg"):
        weigh(cast, harvest, 410_000)
    assert Lot.objects.count() == 1


def test_weigh_in_refuses_a_place_that_is_no_packing_house_of_the_cooperative(cast: Cast, harvest: Harvest) -> None:
    for place in (harvest.plot.place, cast.other_cooperative.place):
        with pytest.raises(NotAPackingHouse):
            weigh(cast, harvest, place=place)


def test_weigh_in_refuses_a_time_before_the_picking(cast: Cast, harvest: Harvest) -> None:
    with pytest.raises(WeighedBeforePicked, match="24 June 2026, 08:10"):
        weigh(cast, harvest, at=at("2026-06-24", "08:09"))


@pytest.mark.parametrize("weight_g", [0, -5, 20_000_001])
def test_weigh_in_refuses_a_weight_that_cannot_be(cast: Cast, harvest: Harvest, weight_g: int) -> None:
    with pytest.raises(WeightIsImpossible):
        weigh(cast, harvest, weight_g, explanation="The scale said so.")


def test_weigh_in_is_not_for_strangers_nor_for_the_grower(cast: Cast, harvest: Harvest, huang: User) -> None:
    for somebody in (huang, cast.lan.user):
        with pytest.raises(NotYourOrganisation):
            weigh(cast, harvest, by=somebody)


def test_weigh_in_tells_nobody_who_the_grower_is(cast: Cast, harvest: Harvest) -> None:
    lot = weigh(cast, harvest, 300_000, explanation="黄阿兰 kept a crate.")
    told = b"".join(bytes(event.canonical) for event in events_about(lot.uri)).decode()
    assert cast.lan.user.name not in told
    assert cast.lan.user.phone not in told


def test_a_weigh_in_is_never_changed(cast: Cast, harvest: Harvest) -> None:
    weigh(cast, harvest)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        WeighIn.objects.update(explanation="Nothing to see.")
