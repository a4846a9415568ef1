"""The orchard's acts over the API: the same acts, the same refusals, nothing for strangers."""

import pytest
from rest_framework.test import APIClient

from orchards.models import Grower, Harvest, Plot
from tests.cast import Cast, record_id
from traceability.parties.models import User


@pytest.fixture
def plot(cast: Cast) -> Plot:
    return cast.plot(cast.lan)


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def harvest_body(plot: Plot, /, **changes) -> dict:
    return {
        "client_id": str(record_id("api")),
        "plot": plot.place.uri,
        "weight_g": 412_000,
        "crates": 20,
        "at": "2026-06-24T08:10:00+08:00",
    } | changes


def test_a_harvest_is_logged_listed_and_weighed_in(cast: Cast, plot: Plot, wei: User) -> None:
    made = signed_in(cast.lan.user).post("/api/v1/harvests/", harvest_body(plot), format="json")
    assert made.status_code == 201
    assert (made.json()["lot_code"], made.json()["at"]) == ("TY260624A", "2026-06-24T08:10:00+08:00")
    assert made.json()["lot"].endswith("/10/TY260624A")
    again = signed_in(cast.lan.user).post("/api/v1/harvests/", harvest_body(plot), format="json")
    assert again.json() == made.json()
    scale = {"weight_g": 409_500, "place": cast.youan.place.uri, "at": "2026-06-24T16:20:00+08:00"}
    weighed = signed_in(wei).post(f"/api/v1/harvests/{record_id('api')}/weigh-in/", scale, format="json")
    assert weighed.status_code == 201
    assert (weighed.json()["lot_code"], weighed.json()["difference_g"]) == ("TY260624A", -2_500)
    (listed,) = signed_in(wei).get("/api/v1/harvests/").json()["results"]
    assert (listed["weighed_g"], listed["warnings"]) == (409_500, [])
    assert Harvest.objects.count() == 1


def test_the_offset_of_the_place_is_kept(cast: Cast, plot: Plot) -> None:
    body = harvest_body(plot, at="2026-06-24T07:10:00+07:00")
    made = signed_in(cast.lan.user).post("/api/v1/harvests/", body, format="json")
    assert made.json()["at"] == "2026-06-24T07:10:00+07:00"
    assert Harvest.objects.get().picked_offset == 420


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"weight_g": 0}, 400),
        ({"weight_g": "a lot"}, 400),
        ({"weight_g": 10**40}, 400),
        ({"weight_g": 20_000_001}, 422),
        ({"at": "2026-06-24T08:10:00"}, 400),
        ({"at": "2126-06-24T08:10:00+08:00"}, 422),
        ({"plot": "https://id.gs1.org/414/6971234500013/254/9999"}, 400),
        ({"plot": 7}, 400),
        ({"client_id": "one"}, 400),
    ],
)
def test_what_is_not_understood_is_refused_and_stored_nowhere(
    cast: Cast, plot: Plot, changes: dict, status: int
) -> None:
    answer = signed_in(cast.lan.user).post("/api/v1/harvests/", harvest_body(plot, **changes), format="json")
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    assert not Harvest.objects.exists()


def test_another_content_under_one_identifier_is_a_conflict(cast: Cast, plot: Plot) -> None:
    client = signed_in(cast.lan.user)
    client.post("/api/v1/harvests/", harvest_body(plot), format="json")
    answer = client.post("/api/v1/harvests/", harvest_body(plot, weight_g=1_000), format="json")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "record-differs")


def test_a_treatment_is_logged_and_listed(cast: Cast, plot: Plot) -> None:
    body = {
        "client_id": str(record_id("spray")),
        "plot": plot.place.uri,
        "product": "苯醚甲环唑 10% WG",
        "substances": ["difenoconazole"],
        "applied_on": "2026-06-19",
        "interval_days": 14,
        "at": "2026-06-19T16:40:00+08:00",
    }
    client = signed_in(cast.lan.user)
    assert client.post("/api/v1/treatments/", body, format="json").json()["allowed_from"] == "2026-07-03"
    assert [row["product"] for row in client.get("/api/v1/treatments/").json()["results"]] == ["苯醚甲环唑 10% WG"]


def test_growers_and_plots_are_entered_by_the_cooperative(cast: Cast, wei: User, zhao: User) -> None:
    village = cast.village("451003101").code
    person = {"name": "农丽华", "phone": "+8613700000009", "village": village}
    made = signed_in(wei).post("/api/v1/growers/", person, format="json")
    assert made.status_code == 201, made.content
    plot = {
        "grower": made.json()["pseudonym"],
        "number": "7B",
        "variety": "tainong-1",
        "area_mu": "3.50",
        "trees": 140,
        "village": village,
        "latitude": 23.705,
        "longitude": 106.815,
    }
    entered = signed_in(wei).post("/api/v1/plots/", plot, format="json")
    assert entered.status_code == 201, entered.content
    assert entered.json()["county"] == "451003"
    assert signed_in(zhao).post("/api/v1/growers/", person, format="json").status_code == 403
    assert (Grower.objects.count(), Plot.objects.count()) == (1, 1)


def test_strangers_see_nothing_and_find_nothing(cast: Cast, plot: Plot, huang: User) -> None:
    harvest = cast.harvest(plot)
    stranger = signed_in(huang)
    for room in ("growers", "plots", "treatments", "harvests"):
        assert stranger.get(f"/api/v1/{room}/").json()["results"] == []
        assert APIClient().get(f"/api/v1/{room}/").status_code == 401
    scale = {"weight_g": 400_000, "place": cast.other_cooperative.place.uri, "at": "2026-06-24T16:20:00+08:00"}
    address = f"/api/v1/harvests/{harvest.client_id}/weigh-in/"
    assert stranger.post(address, scale, format="json").status_code == 404
    assert stranger.post("/api/v1/harvests/", harvest_body(plot), format="json").status_code in {400, 422}
    assert Harvest.objects.count() == 1


def test_a_grower_sees_only_the_own(cast: Cast, plot: Plot) -> None:
    cast.harvest(plot)
    cast.harvest(cast.plot(cast.guoqiang))
    mine = signed_in(cast.lan.user)
    assert len(mine.get("/api/v1/harvests/").json()["results"]) == 1
    assert [row["pseudonym"] for row in mine.get("/api/v1/growers/").json()["results"]] == ["G7LAN"]


@pytest.mark.parametrize("count", [1, 3])
def test_harvests_cost_the_same_queries_for_any_count(
    cast: Cast, plot: Plot, wei: User, count: int, django_assert_max_num_queries
) -> None:
    for morning in range(count):
        cast.harvest(plot, name=f"morning {morning}")
        cast.plot(cast.lan, number=f"9{morning}")
    client = signed_in(wei)
    with django_assert_max_num_queries(6):
        assert len(client.get("/api/v1/harvests/").json()["results"]) == count
    with django_assert_max_num_queries(4):
        assert len(client.get("/api/v1/plots/").json()["results"]) == count + 1


@pytest.mark.django_db
def test_the_orchard_stands_in_the_schema(client) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    assert {"get", "post"} <= set(schema["paths"]["/api/v1/harvests/"])
    assert "/api/v1/harvests/{client_id}/weigh-in/" in schema["paths"]
