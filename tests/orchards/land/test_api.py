"""Land over the API: the same acts, the same refusals."""

from __future__ import annotations

import json

import pytest
from rest_framework.test import APIClient

from orchards.models import OrchardRegistration, Plot
from tests.cast import Cast
from tests.orchards.land.test_overlaps import drawn, square
from traceability.parties.models import User


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def address(plot: Plot) -> str:
    return f"/api/v1/plots/{plot.place.gln}/{plot.place.extension}/"


def test_a_plot_is_said_anew_in_parts(cast: Cast, wei: User) -> None:
    plot = cast.plot(cast.lan)
    answer = signed_in(wei).patch(address(plot), {"trees": 77}, format="json")
    assert (answer.status_code, answer.json()["trees"], answer.json()["number"]) == (200, 77, "4")
    answer = signed_in(wei).patch(address(plot), {"outline": square(106.8), "source_crs": "WGS-84"}, format="json")
    assert answer.json()["outline"] == square(106.8)
    plot.refresh_from_db()
    assert (plot.trees, plot.place.west) == (77, 106.8)


def test_what_is_wrong_with_an_outline_is_a_problem_with_its_code(cast: Cast, wei: User) -> None:
    answer = signed_in(wei).patch(address(cast.plot(cast.lan)), {"outline": {"type": "Point"}}, format="json")
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("outline-is-not-one-polygon")


def test_a_plot_is_given_up_once(cast: Cast, wei: User) -> None:
    plot = cast.plot(cast.lan)
    assert signed_in(wei).post(f"{address(plot)}retire/").json()["retired_at"]
    assert signed_in(wei).post(f"{address(plot)}retire/").status_code == 409


def test_registrations_are_entered_and_listed(cast: Cast, wei: User) -> None:
    plot = cast.plot(cast.lan)
    told = {"number": "4500GY001", "valid_from": "2026-01-01", "plots": [plot.place.uri]}
    made = signed_in(wei).post("/api/v1/registrations/", told, format="json")
    assert (made.status_code, made.json()["plots_today"]) == (201, 1)
    assert signed_in(wei).post("/api/v1/registrations/", told, format="json").status_code == 409
    (listed,) = signed_in(wei).get("/api/v1/registrations/").json()["results"]
    assert listed == made.json()
    assert list(OrchardRegistration.objects.get().plots.all()) == [plot]


def test_all_plots_leave_as_geojson(cast: Cast, wei: User) -> None:
    drawn(cast.lan, "1", square(106.8), wei)
    answer = signed_in(wei).get("/api/v1/plots/geojson/")
    assert answer["Content-Type"] == "application/geo+json"
    (feature,) = json.loads(b"".join(answer.streaming_content))["features"]
    assert feature["properties"]["area_ha"] == pytest.approx(1.1333)


def test_strangers_change_and_see_nothing(cast: Cast, wei: User, huang: User) -> None:
    plot = cast.plot(cast.lan)
    signed_in(wei).post("/api/v1/registrations/", {"number": "1", "valid_from": "2026-01-01"}, format="json")
    stranger = signed_in(huang)
    assert stranger.get(address(plot)).status_code == 404
    assert stranger.patch(address(plot), {"trees": 1}, format="json").status_code == 404
    assert stranger.post(f"{address(plot)}retire/").status_code == 404
    assert stranger.get("/api/v1/registrations/").json()["results"] == []
    told = {"number": "2", "valid_from": "2026-01-01", "plots": [plot.place.uri]}
    assert stranger.post("/api/v1/registrations/", told, format="json").status_code == 400
    grower = signed_in(cast.lan.user)
    assert grower.patch(address(plot), {"trees": 1}, format="json").status_code == 403
    assert grower.post("/api/v1/registrations/", told | {"plots": []}, format="json").status_code == 403
    assert APIClient().get("/api/v1/plots/geojson/").status_code in {401, 403}
