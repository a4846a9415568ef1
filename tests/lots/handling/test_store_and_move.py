"""Fruit is stored and moved: the lot stays the same lot, and its events say where it was."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.cast import at
from tests.epcis.schema import assert_valid_epcis
from traceability.lots.acts.blend import blend
from traceability.lots.handling.acts.move import move
from traceability.lots.handling.acts.store import store
from traceability.lots.handling.models import HandlingKind
from traceability.lots.handling.recording import Told
from traceability.lots.handling.refusals import LotIsThere, TemperatureIsMissing
from traceability.lots.holding.acts.hold import hold
from traceability.lots.holding.refusals import LotIsHeld
from traceability.lots.models import Lot
from traceability.lots.refusals import NotAPlaceOfYours
from traceability.parties.models import Place
from traceability.parties.refusals import NotYourOrganisation

if TYPE_CHECKING:
    from tests.cast import Cast

NOON = at("2026-06-25", "12:00")


@pytest.fixture
def cold_store(cast: Cast) -> Place:
    return cast.place(cast.youan, Place.Kind.COLD_STORE, "田州冷库", "Cold store Tianzhou", 23.742, 106.914)


def test_a_moved_lot_is_at_its_new_place_and_the_event_names_both(cast: Cast, napo: Lot, cold_store: Place) -> None:
    document = move(lot=napo, place=cold_store, by=cast.youan.person, at=NOON).document
    assert Lot.objects.get(pk=napo.pk).place == cold_store
    assert_valid_epcis(document)
    assert (document["bizStep"], document["readPoint"]["id"]) == ("arriving", cold_store.uri)
    assert document["sourceList"] == [{"type": "location", "source": cast.youan.place.uri}]
    assert document["quantityList"][0]["quantity"] == 400


def test_what_is_blended_of_moved_lots_may_lie_anywhere(cast: Cast, napo: Lot, pohong: Lot, cold_store: Place) -> None:
    move(lot=napo, place=cold_store, by=cast.youan.person, at=NOON)
    inputs = [(napo, 1_000), (pohong, 1_000)]
    made = blend(inputs=inputs, place=cold_store, by=cast.youan.person, at=NOON + timedelta(hours=1))
    assert made.place == cold_store


def test_a_store_holds_the_lot_and_says_how_cold_it_was(cast: Cast, napo: Lot, cold_store: Place) -> None:
    told = {"lot": napo, "place": cold_store, "by": cast.youan.person, "began": NOON, "ended": NOON}
    kind = HandlingKind.objects.get(code="cold-store")
    with pytest.raises(TemperatureIsMissing):
        store(kind=kind, **told)
    assert Lot.objects.get(pk=napo.pk).place == cast.youan.place
    made = store(kind=kind, told=Told(low_c=Decimal(12), high_c=Decimal(13)), **told)
    assert (made.place, Lot.objects.get(pk=napo.pk).place) == (cold_store, cold_store)
    assert (made.event.biz_step, made.event.read_point) == ("storing", cold_store.uri)
    assert_valid_epcis(made.event.document)


def test_fruit_goes_nowhere_else_than_to_places_of_its_owner(cast: Cast, napo: Lot) -> None:
    plot = napo.origin.plot
    for place in (cast.other_cooperative.place, cast.exporter.place, plot):
        with pytest.raises(NotAPlaceOfYours):
            move(lot=napo, place=place, by=cast.youan.person, at=NOON)
    with pytest.raises(LotIsThere):
        move(lot=napo, place=cast.youan.place, by=cast.youan.person, at=NOON)
    with pytest.raises(NotYourOrganisation):
        move(lot=napo, place=cast.youan.place, by=cast.other_cooperative.person, at=NOON)


def test_held_fruit_stays_where_it_is(cast: Cast, napo: Lot, cold_store: Place) -> None:
    hold(lot=napo, reason="Diesel", by=cast.youan.person, at=at("2026-06-25"))
    with pytest.raises(LotIsHeld):
        move(lot=napo, place=cold_store, by=cast.youan.person, at=NOON)
