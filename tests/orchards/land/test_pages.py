"""The cooperative's land at the desk: plots on a map, one by one, and under their registrations."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from orchards.acts.retire_plot import retire_plot
from orchards.coordinates import gcj02
from orchards.land_map import FEW, land_map
from orchards.models import OrchardRegistration, Plot
from tests.cast import Cast
from tests.orchards.land.test_overlaps import drawn, square
from traceability.parties.models import User


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    client.force_login(wei)
    return client


def body(cast: Cast, **changes: str) -> dict[str, Any]:
    told = {"number": "4", "variety": "tainong-1", "area_mu": "17", "trees": "400", "village": cast.lan.village_id}
    return told | changes


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_outline_is_entered_without_a_point_or_a_script(desk: Client, cast: Cast) -> None:
    outline = json.dumps({"type": "Feature", "geometry": square(106.8)})
    answer = desk.post("/desk/growers/G7LAN/plots/new/", body(cast, outline=outline), follow=True)
    plot = Plot.objects.get()
    assert plot.place.outline == square(106.8)
    assert f"/desk/plots/{plot.place.extension}/" in str(answer.redirect_chain)
    assert "No other outline covers this ground." in text(answer)


def test_a_file_from_gaode_is_converted_and_its_original_kept(desk: Client, cast: Cast) -> None:
    ring = [list(gcj02(*point)) for point in square(106.8)["coordinates"][0]]
    file = SimpleUploadedFile("4.geojson", json.dumps({"type": "Polygon", "coordinates": [ring]}).encode())
    answer = desk.post(
        "/desk/growers/G7LAN/plots/new/", body(cast, source_crs="GCJ-02") | {"outline_file": file}, follow=True
    )
    place = Plot.objects.get().place
    assert "converted; the original is kept" in text(answer)
    assert place.source_geometry["coordinates"][0][0] == pytest.approx(ring[0], abs=1e-7)
    assert place.outline["coordinates"][0][0] == pytest.approx([106.8, 23.7], abs=1e-6)


@pytest.mark.parametrize(
    ("outline", "words"),
    [
        ("{", "line 1, column 2"),
        ('{"type": "Polygon", "coordinates": [[[23.7, 106.8], [23.7, 106.9], [23.8, 106.9]]]}', "latitude first"),
        ('{"type": "Point", "coordinates": [106.8, 23.7]}', "This is: Point"),
    ],
)
def test_what_is_wrong_with_an_outline_is_said_at_the_outline(
    desk: Client, cast: Cast, outline: str, words: str
) -> None:
    answer = desk.post("/desk/growers/G7LAN/plots/new/", body(cast, outline=outline))
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Plot.objects.exists()


def test_neither_point_nor_outline_is_asked_for(desk: Client, cast: Cast) -> None:
    answer = desk.post("/desk/growers/G7LAN/plots/new/", body(cast))
    assert answer.status_code == 422
    assert "Where is the plot?" in text(answer)


def test_a_position_that_nobody_touched_keeps_where_it_came_from(desk: Client, cast: Cast) -> None:
    point = gcj02(106.8, 23.7)
    told = body(cast, source_crs="GCJ-02", longitude=str(point[0]), latitude=str(point[1]), accuracy_m="6.5")
    desk.post("/desk/growers/G7LAN/plots/new/", told)
    place = Plot.objects.get().place
    page = f"/desk/plots/{place.extension}/"
    shown = desk.get(page).context["form"].initial
    kept = {name: shown[name] for name in ("latitude", "longitude", "accuracy_m", "source_crs")}
    assert desk.post(page, body(cast, trees="90") | kept).status_code == 302
    place.refresh_from_db()
    assert (place.source_crs, place.accuracy_m, place.plot.trees) == ("GCJ-02", 6.5, 90)
    assert desk.post(page, body(cast) | kept | {"latitude": "23.71"}).status_code == 302
    place.refresh_from_db()
    assert (place.source_crs, place.latitude, place.source_geometry) == ("WGS-84", 23.71, None)


def test_an_outline_that_stays_is_never_moved_by_a_point_of_another_map(desk: Client, cast: Cast, wei: User) -> None:
    plot = drawn(cast.lan, "4", square(106.8), wei)
    page = f"/desk/plots/{plot.place.extension}/"
    point = {"latitude": "23.6977", "longitude": "106.8041", "source_crs": "GCJ-02"}
    answer = desk.post(page, body(cast, outline=json.dumps(plot.place.outline)) | point)
    assert "The outline that stays is on WGS-84." in text(answer)
    ring = [list(gcj02(*corner)) for corner in square(106.81)["coordinates"][0]]
    shown = {"latitude": str(plot.place.latitude), "longitude": str(plot.place.longitude), "source_crs": "GCJ-02"}
    desk.post(page, body(cast, outline=json.dumps({"type": "Polygon", "coordinates": [ring]})) | shown)
    plot.place.refresh_from_db()
    assert plot.place.longitude == pytest.approx(106.8105, abs=1e-5)
    assert plot.place.source_geometry["type"] == "Polygon"


def test_ground_drawn_twice_and_an_area_that_differs_are_shown(desk: Client, cast: Cast, wei: User) -> None:
    mine = drawn(cast.lan, "1", square(106.8), wei, area_mu="12")
    drawn(cast.guoqiang, "7", square(106.8005), wei)
    page = text(desk.get(f"/desk/plots/{mine.place.extension}/"))
    assert "Which area is right?" in page
    assert "亩 are drawn twice." in page
    assert "韦国强" in page


def test_a_plot_is_given_up_at_the_desk(desk: Client, cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    cast.harvest(plot)
    answer = desk.post(f"/desk/plots/{plot.place.extension}/retire/", follow=True)
    assert "is given up" in text(answer)
    page = text(desk.get(f"/desk/plots/{plot.place.extension}/"))
    assert "Given up on" in page
    assert "plot-form" not in page


@pytest.mark.parametrize("count", [1, 4])
def test_the_plots_page_costs_the_same_for_any_count(
    desk: Client, cast: Cast, wei: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        drawn(cast.lan, str(number), square(106.8 + number / 100), wei)
    with django_assert_num_queries(10):
        page = text(desk.get("/desk/plots/"))
    assert page.count("data-plot=") == count
    assert page.count('class="plot"') == count


def test_many_plots_are_drawn_as_discs_with_their_count(desk: Client, cast: Cast, wei: User) -> None:
    for number in range(3):
        drawn(cast.lan, str(number), square(106.8 + number / 5), wei)
    few = land_map(Plot.objects.all())
    assert few
    assert few.count("<a ") == 3
    place = Plot.objects.first().place  # type: ignore[union-attr]
    copies = [type(place)(**told) for told in _copies(place, FEW)]
    type(place).objects.bulk_create(copies)
    like = Plot.objects.first()
    assert like
    Plot.objects.bulk_create(
        Plot(place=copy, grower=like.grower, number=f"x{i}", variety=like.variety, area_mu=1, trees=1)
        for i, copy in enumerate(copies)
    )
    many = land_map(Plot.objects.all())
    assert many
    assert "<a " not in many
    assert f">{FEW + 1}</text>" in many


def _copies(place: Any, count: int) -> list[dict[str, Any]]:
    told = {field.attname: getattr(place, field.attname) for field in place._meta.concrete_fields if field.name != "id"}
    return [told | {"extension": f"X{number}"} for number in range(count)]


def test_the_file_holds_every_plot_with_hectares_and_names(desk: Client, cast: Cast, wei: User) -> None:
    one = drawn(cast.lan, "1", square(106.8), wei)
    cast.plot(cast.guoqiang)
    retire_plot(plot=cast.plot(cast.lan, "9"), by=wei)
    answer = desk.get("/desk/plots/plots.geojson")
    document = json.loads(b"".join(answer.streaming_content))  # type: ignore[arg-type]
    first, second = document["features"]
    assert (first["id"], first["geometry"]) == (one.place.uri, square(106.8))
    assert first["properties"]["grower"] == "黄阿兰"
    assert first["properties"]["area_ha"] == pytest.approx(17 / 15, abs=1e-3)
    assert first["properties"]["drawn_ha"] == pytest.approx(1.13, abs=0.02)
    assert second["geometry"]["type"] == "Point"


def test_the_drawing_map_is_told_of_own_plots_and_townships_in_its_box(desk: Client, cast: Cast, wei: User) -> None:
    plot = drawn(cast.lan, "1", square(106.8), wei)
    told = desk.get("/desk/plots/near/", {"box": "106.5,23.4,107.2,24.1"}).json()
    assert [near["id"] for near in told["plots"]] == [plot.place.extension]
    assert told["townships"]
    assert desk.get("/desk/plots/near/", {"box": "100,20,110,30"}).status_code == 400
    assert desk.get("/desk/plots/near/", {"box": "nan,1,2,3"}).status_code == 400


def test_a_registration_gets_plots_and_loses_one(desk: Client, cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    answer = desk.post(
        "/desk/registrations/new/", {"number": "4500 GY/001", "valid_from": "2026-01-01", "valid_to": ""}, follow=True
    )
    assert "Registration 4500 GY/001 is entered." in text(answer)
    page = answer.redirect_chain[-1][0]
    add = page.replace("/number/", "/plots/")
    told = {"plots": [plot.place.extension], "valid_from": "2026-02-01", "valid_to": ""}
    assert desk.post(add, told).status_code == 302
    assert desk.post(add, told).status_code == 422
    assert desk.post(add, told | {"plots": ["9999"]}).status_code == 422
    leave = page.replace("/number/", f"/release/{plot.place.extension}/")
    desk.post(leave, {"last_day": "2026-03-31"})
    desk.post(leave, {"last_day": ""})
    (cover,) = OrchardRegistration.objects.get().covers.all()
    assert str(cover.valid_to) == "2026-03-31"
    assert "4500 GY/001" in text(desk.get(f"/desk/plots/{plot.place.extension}/"))
    assert desk.post(page, {"number": "4500GY001", "valid_from": "2025-01-01"}).status_code == 302
    assert "4500GY001" in text(desk.get("/desk/registrations/"))


def test_strangers_see_nothing_of_it(client: Client, cast: Cast, huang: User, wei: User) -> None:
    plot = cast.plot(cast.lan)
    client.force_login(wei)
    client.post("/desk/registrations/new/", {"number": "4500GY001", "valid_from": "2026-01-01"})
    client.force_login(huang)
    extension = plot.place.extension
    assert client.get(f"/desk/plots/{extension}/").status_code == 404
    assert client.post(f"/desk/plots/{extension}/retire/").status_code == 404
    assert client.get("/desk/registrations/number/4500GY001/").status_code == 404
    assert client.post("/desk/registrations/plots/4500GY001/", {}).status_code == 404
    assert "data-plot" not in text(client.get("/desk/plots/"))
    assert b"".join(client.get("/desk/plots/plots.geojson").streaming_content).count(b"Feature") == 1  # type: ignore[arg-type]
    assert client.get("/desk/plots/near/", {"box": "106,23,107,24"}).json()["plots"] == []
    client.force_login(cast.lan.user)
    for page in ("plots/", f"plots/{extension}/", "plots/plots.geojson", "registrations/"):
        assert client.get(f"/desk/{page}").status_code == 403


def test_a_chinese_page_names_varieties_and_species_in_chinese(desk: Client, cast: Cast) -> None:
    cast.lan  # noqa: B018 - entered before the page is asked for
    page = desk.get("/desk/growers/G7LAN/plots/new/?lang=zh-hans").content.decode()
    assert '<option value="tainong-1">台农1号</option>' in page
    assert "mango" not in page
    page = desk.get("/desk/growers/G7LAN/plots/new/?lang=en").content.decode()
    assert '<option value="tainong-1">Tainong No. 1 台农1号</option>' in page
