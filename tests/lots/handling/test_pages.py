"""The desk and the API of treating, storing and moving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from tests.cast import at
from traceability.lots.handling.models import Handling
from traceability.lots.holding.acts.hold import hold
from traceability.lots.models import Lot
from traceability.parties.models import Place

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.cast import Cast

TIMES = {"began": "2026-06-25T10:00", "ended": "2026-06-25T11:30"}


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.youan.person)
    return client


@pytest.fixture
def cold_store(cast: Cast) -> Place:
    return cast.place(cast.youan, Place.Kind.COLD_STORE, "田州冷库", "Cold store Tianzhou", 23.742, 106.914)


def text_of(page: HttpResponse) -> str:
    return page.content.decode()


def url(name: str, lot: Lot) -> str:
    return reverse(f"handling:{name}", args=[lot.product.gtin, lot.code])


def test_a_treatment_is_typed_and_stands_on_the_lots_page(desk: Client, napo: Lot) -> None:
    told = {"kind": "hot-water", "low_c": "46.1", "high_c": "47.4", "device": "Bath 2", **TIMES}
    page = desk.post(url("treat", napo), told, follow=True)
    assert page.redirect_chain == [(napo.get_absolute_url(), 302)]
    assert "Hot-water treatment" in text_of(page)
    assert "46.1 to 47.4 °C" in text_of(page)
    assert Handling.objects.get().local_start == at("2026-06-25", "10:00")


def test_a_log_is_handed_in_as_a_file(desk: Client, napo: Lot) -> None:
    file = SimpleUploadedFile("bath.csv", b"time,temp\n2026-06-25 10:10,46.2\n2026-06-25 11:00,46.8\n")
    desk.post(url("treat", napo), {"kind": "hot-water", "log": file, **TIMES})
    assert str(Handling.objects.get().high_c) == "46.80"


def test_what_is_missing_is_said_and_what_was_typed_stays(desk: Client, napo: Lot) -> None:
    page = desk.post(url("treat", napo), {"kind": "wax", "device": "Line 1", **TIMES})
    assert page.status_code == 422
    assert "Waxing needs its substance and dose" in text_of(page)
    assert "Line 1" in page.content.decode()
    page = desk.post(url("treat", napo), {"kind": "hot-water", "log": SimpleUploadedFile("x.csv", b"a,b\n"), **TIMES})
    assert "No row of the file has a time" in text_of(page)


def test_a_lot_is_stored_and_moved(desk: Client, napo: Lot, cold_store: Place) -> None:
    told = {"kind": "cold-store", "place": cold_store.pk, "low_c": "12", "high_c": "13", **TIMES}
    assert "In store at Cold store Tianzhou." in text_of(desk.post(url("store", napo), told, follow=True))
    page = desk.post(url("move", napo), {"place": Place.objects.get(name="田州包装厂").pk}, follow=True)
    assert f"Lot {napo.code} is at Packing house Tianzhou now." in text_of(page)


def test_with_one_place_alone_the_move_says_what_to_do(desk: Client, napo: Lot) -> None:
    assert "No other place is known." in text_of(desk.get(url("move", napo)))


def test_held_fruit_offers_no_handling(desk: Client, cast: Cast, napo: Lot) -> None:
    labels = {action.label for action in desk.get(napo.get_absolute_url()).context["actions"]}
    assert {"Treat", "Store", "Move"} <= labels
    hold(lot=napo, reason="Diesel", by=cast.youan.person, at=timezone.localtime())
    labels = {action.label for action in desk.get(napo.get_absolute_url()).context["actions"]}
    assert not {"Treat", "Store", "Move"} & labels


def test_the_api_treats_stores_moves_and_tells(cast: Cast, napo: Lot, cold_store: Place) -> None:
    client = APIClient()
    client.force_authenticate(cast.youan.person)
    here = f"/api/v1/lots/{napo.product.gtin}/{napo.code}/"
    times = {"began": "2026-06-25T10:00:00+08:00", "ended": "2026-06-25T11:30:00+08:00"}
    wax = {"kind": "wax", "substance": "E 903", "dose": "1 g/kg", **times}
    assert client.post(f"{here}treat/", wax, format="json").status_code == 201
    stored = {"kind": "store", "place": cold_store.uri, **times}
    assert client.post(f"{here}store/", stored, format="json").data["place"] == cold_store.uri
    assert client.post(f"{here}move/", {"place": cast.youan.place.uri}, format="json").data["place"] == (
        cast.youan.place.uri
    )
    assert [row["kind"] for row in client.get(f"{here}handlings/").data] == ["wax", "store"]
    refused = client.post(f"{here}treat/", {"kind": "wax", **times}, format="json")
    assert (refused.status_code, refused.data["type"].rsplit("/", 1)[1]) == (422, "substance-is-missing")


def test_strangers_find_nothing(cast: Cast, napo: Lot) -> None:
    stranger = Client()
    stranger.force_login(cast.other_cooperative.person)
    assert {stranger.get(url(name, napo)).status_code for name in ("treat", "store", "move")} == {404}
