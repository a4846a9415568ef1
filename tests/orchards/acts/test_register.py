"""Growers, plots and registrations are entered by the cooperative's staff, and strangers see none of them."""

import re

import pytest

from orchards.acts.register_grower import register_grower
from orchards.acts.register_orchards import register_orchards
from orchards.acts.register_plot import register_plot
from orchards.models import Grower, OrchardRegistration, Plot
from orchards.refusals.growers import AlreadyAGrower, NotACooperative, PseudonymIsTaken, PseudonymIsWrong
from orchards.refusals.land import AreaIsWrong, OutlineIsWrong, PlotNumberIsTaken, PlotNumberIsWrong, PositionIsWrong
from orchards.refusals.registrations import PlotsOfAnother, RegistrationEndsEarly, RegistrationIsTaken
from tests.cast import Cast, at
from traceability.lots.models import Product, Variety
from traceability.parties.acts.register import register_person
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[106.8, 23.7], [106.81, 23.7], [106.81, 23.71], [106.8, 23.71], [106.8, 23.7]]],
}


def enter(cast: Cast, **changes) -> Grower:
    body = {
        "cooperative": cast.youan.organisation,
        "village": cast.village("451003101"),
        "by": cast.youan.person,
    }
    return register_grower(**{"user": register_person(name="农丽华")} | body | changes)


def test_register_grower_makes_a_pseudonym_that_says_nothing(cast: Cast) -> None:
    first, second = enter(cast), enter(cast)
    assert re.fullmatch(r"G[0-9A-HJKMNP-TV-Z]{7}", first.pseudonym)
    assert first.pseudonym != second.pseudonym
    assert list(first.user.memberships.values_list("role", flat=True)) == ["grower"]


@pytest.mark.parametrize("pseudonym", ["农丽华", "lan", "G 7", "G", "G" * 21])
def test_register_grower_refuses_a_pseudonym_that_could_be_a_name(cast: Cast, pseudonym: str) -> None:
    with pytest.raises(PseudonymIsWrong):
        enter(cast, pseudonym=pseudonym)


def test_register_grower_refuses_a_pseudonym_or_person_twice(cast: Cast) -> None:
    lan = cast.lan
    with pytest.raises(PseudonymIsTaken):
        enter(cast, pseudonym="G7LAN")
    with pytest.raises(AlreadyAGrower):
        enter(cast, user=lan.user)


def test_register_grower_wants_a_cooperative_and_its_staff(cast: Cast, huang: User, zhao: User) -> None:
    with pytest.raises(NotACooperative):
        enter(cast, cooperative=cast.exporter.organisation, by=zhao)
    with pytest.raises(NotYourOrganisation):
        enter(cast, by=huang)


def test_growers_and_plots_are_seen_by_themselves_and_their_cooperative_alone(
    cast: Cast, wei: User, huang: User
) -> None:
    mine, other = cast.plot(cast.lan), cast.plot(cast.guoqiang)
    assert set(Plot.objects.visible_to(wei)) == {mine, other}
    assert list(Plot.objects.visible_to(cast.lan.user)) == [mine]
    assert list(Grower.objects.visible_to(cast.lan.user)) == [cast.lan]
    assert not Plot.objects.visible_to(huang).exists()
    assert not Grower.objects.visible_to(huang).exists()


def plot(cast: Cast, **changes) -> Plot:
    body = {
        "grower": cast.lan,
        "number": "7",
        "variety": Variety.objects.get(code="tainong-1"),
        "area_mu": "3.5",
        "trees": 140,
        "latitude": 23.705,
        "longitude": 106.815,
        "village": cast.lan.village,
        "by": cast.youan.person,
    }
    return register_plot(**body | changes)


def test_register_plot_finds_the_county_and_gives_the_variety_its_trade_item(cast: Cast) -> None:
    made = plot(cast, outline=SQUARE)
    assert made.place.county_id == "451003"
    assert made.place.gln == cast.youan.organisation.gln
    assert str(made) == "Napo, plot 7"
    assert Product.objects.get(owner=cast.youan.organisation).gtin.startswith("9")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"number": " "}, PlotNumberIsWrong),
        ({"number": "12345678901"}, PlotNumberIsWrong),
        ({"area_mu": 0}, AreaIsWrong),
        ({"area_mu": "-3"}, AreaIsWrong),
        ({"area_mu": 100_001}, AreaIsWrong),
        ({"latitude": 91.0}, PositionIsWrong),
        ({"longitude": float("nan")}, PositionIsWrong),
        ({"outline": {"type": "Point", "coordinates": [106.8, 23.7]}}, OutlineIsWrong),
        ({"outline": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}}, OutlineIsWrong),
        ({"outline": {"type": "Polygon", "coordinates": "here"}}, OutlineIsWrong),
        ({"outline": {}}, OutlineIsWrong),
    ],
)
def test_register_plot_refuses_what_cannot_be(cast: Cast, changes: dict, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        plot(cast, **changes)
    assert not Plot.objects.exists()


def test_register_plot_refuses_a_number_twice_and_a_stranger(cast: Cast, huang: User) -> None:
    plot(cast)
    with pytest.raises(PlotNumberIsTaken):
        plot(cast)
    with pytest.raises(NotYourOrganisation):
        plot(cast, number="8", by=huang)


def test_register_orchards_covers_plots_of_one_organisation(cast: Cast, wei: User, huang: User) -> None:
    plots = [cast.plot(cast.lan), cast.plot(cast.guoqiang)]
    told = {"number": "4511GY001", "plots": plots, "valid_from": at("2026-01-01").date()}
    made = register_orchards(organisation=cast.youan.organisation, by=wei, **told)
    assert set(made.plots.all()) == set(plots)
    with pytest.raises(RegistrationIsTaken):
        register_orchards(organisation=cast.youan.organisation, by=wei, **told)
    with pytest.raises(RegistrationEndsEarly):
        register_orchards(
            organisation=cast.youan.organisation, by=wei, valid_to=at("2025-12-31").date(), **told | {"number": "2"}
        )
    with pytest.raises(PlotsOfAnother):
        register_orchards(organisation=cast.other_cooperative.organisation, by=huang, **told | {"number": "3"})
    with pytest.raises(NotYourOrganisation):
        register_orchards(organisation=cast.youan.organisation, by=huang, **told | {"number": "4"})
    assert OrchardRegistration.objects.count() == 1


def test_register_plot_beyond_the_county_line_claims_no_village(cast: Cast) -> None:
    """What the form says of the village is no proof: land near Nanning is not in Napo."""
    plot = cast.plot(cast.lan, "9", inside=False)
    assert (plot.place.village, plot.place.township, plot.place.county) == (None, None, None)
    event = cast.harvest(plot).event.document
    assert not {"tyt:village", "tyt:township", "tyt:county"} & set(event["ilmd"])
