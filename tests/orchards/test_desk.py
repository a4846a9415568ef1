"""The cooperative's desk: growers, plots, cards and the scale."""

import re

import pytest
import zxingcpp
from django.test import Client, RequestFactory
from PIL import Image, ImageDraw

from orchards.acts.log_treatment import log_treatment
from orchards.models import Grower, Plot
from orchards.qr import svg_path
from tests.cast import Cast, at, record_id
from traceability.lots.models import Lot
from traceability.lots.panels import board_alert, board_panel
from traceability.parties.acts.cards import open_card
from traceability.parties.models import User


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    client.force_login(wei)
    return client


def test_a_grower_a_plot_and_a_card_are_entered_in_three_pages(desk: Client, cast: Cast) -> None:
    village = cast.village("451003101")
    answer = desk.post(
        "/desk/growers/new/", {"name": "农丽华", "phone": "", "village": village.code, "language": "zh-hans"}
    )
    grower = Grower.objects.get()
    assert answer.headers["Location"] == f"/desk/growers/{grower.pseudonym}/plots/new/"
    body = {
        "number": "4",
        "variety": "tainong-1",
        "area_mu": "6.2",
        "trees": "250",
        "village": village.code,
        "latitude": "23.705",
        "longitude": "106.815",
    }
    answer = desk.post(answer.headers["Location"], body)
    assert "Tianyang" in desk.get(answer.headers["Location"]).content.decode()
    assert Plot.objects.get().place.county_id == "451003"
    card = desk.post(f"/desk/growers/{grower.pseudonym}/card/", {"pin": "4711"})
    assert card.headers["Cache-Control"].startswith("max-age=0")
    secret = read_qr(card.content.decode()).partition("#")[2]
    assert open_card(secret=secret, pin="4711").user == grower.user
    assert secret not in desk.get(f"/desk/growers/{grower.pseudonym}/").content.decode()


def read_qr(page: str) -> str:
    """What a camera reads off the page."""
    path = re.search(r'<path class="solid" d="([^"]+)"', page.partition("data-qr")[2])
    assert path
    return scan(path[1])


def scan(path: str) -> str:
    image = Image.new("L", (800, 800), 255)
    draw = ImageDraw.Draw(image)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", path):
        left, top = int(x) * 10, int(y) * 10
        draw.rectangle((left, top, left + int(length) * 10 - 1, top + 9), fill=0)
    (found,) = zxingcpp.read_barcodes(image)
    return str(found.text)


def test_a_drawn_qr_code_reads_back() -> None:
    path, side = svg_path("http://localhost:8000/field/card/#abc-DEF_123")
    assert scan(path) == "http://localhost:8000/field/card/#abc-DEF_123"
    assert side == 33 + 2 * 4  # version 4


def test_what_is_missing_or_wrong_is_said_on_the_page(desk: Client, cast: Cast) -> None:
    assert desk.post("/desk/growers/new/", {"name": ""}).status_code == 422
    answer = desk.post(f"/desk/growers/{cast.lan.pseudonym}/card/", {"pin": "1111"})
    assert answer.status_code == 422
    assert "not all the same" in answer.content.decode()
    cast.plot(cast.lan)
    body = {"number": "4", "variety": "guifei", "area_mu": "1", "trees": "1", "village": cast.lan.village_id}
    answer = desk.post("/desk/growers/G7LAN/plots/new/", body | {"latitude": "23.7", "longitude": "106.8"})
    assert "has a plot 4 already" in answer.content.decode()


def test_growers_are_found_by_name_village_and_pseudonym(desk: Client, cast: Cast) -> None:
    cast.plot(cast.lan), cast.plot(cast.guoqiang)
    for query, found in (("阿兰", ["G7LAN"]), ("g7guo", ["G7GUO"]), ("Napo", ["G7LAN"]), ("nobody", [])):
        page = desk.get("/desk/growers/", {"q": query}).content.decode()
        assert re.findall(r'data-grower="([^"]+)"', page) == found


def test_a_harvest_is_weighed_in_with_its_difference(desk: Client, cast: Cast) -> None:
    harvest = cast.harvest(cast.plot(cast.lan), weight_g=412_000)
    address = f"/desk/weigh-in/{harvest.client_id}/"
    assert desk.get("/desk/weigh-in/", {"q": harvest.lot_code.lower()}).headers["Location"] == address
    page = desk.get(address).content.decode()
    place = re.search(r'name="place" value="(\d+)"', page)
    assert place
    answer = desk.post(address, {"weight_g": "409.5", "place": place[1]})
    assert answer.headers["Location"] == "/desk/weigh-in/"
    assert Lot.objects.get().weight_g == 409_500
    told = desk.get("/desk/weigh-in/").content.decode()
    assert "difference −2.5\N{NO-BREAK SPACE}kg" in told
    assert "Nothing waits for the scale." in told
    assert "409.5\N{NO-BREAK SPACE}kg on the scale" in desk.get(address).content.decode()


def test_a_large_difference_asks_for_a_word_on_the_same_page(desk: Client, cast: Cast) -> None:
    harvest = cast.harvest(cast.plot(cast.lan), weight_g=880_000)
    body = {"weight_g": "842", "place": cast.youan.place.pk}
    answer = desk.post(f"/desk/weigh-in/{harvest.client_id}/", body)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "a difference of 4.3 %" in page
    assert re.search(r'name="explanation"[^>]* autofocus', page), "the cursor asks for the reason"
    assert not re.search(r'name="weight_g"[^>]* autofocus', page)
    desk.post(f"/desk/weigh-in/{harvest.client_id}/", body | {"explanation": "Two crates were sold at the gate."})
    assert Lot.objects.get().weigh_in.explanation == "Two crates were sold at the gate."


def test_the_board_opens_on_the_day_something_was_logged(desk: Client, cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    cast.lot(plot, "2026-06-24")
    cast.harvest(plot, "2026-06-26", 300_000)
    board = desk.get("/desk/")
    assert board.context["day"] == at("2026-06-26").date()
    assert "One harvest waits for the scale." in board.content.decode()
    assert 'data-lot="TY260626A"' in board.content.decode()
    earlier = desk.get("/desk/", {"day": f"{board.context['earlier']}"})
    assert 'data-lot="TY260624A"' in earlier.content.decode()
    assert earlier.context["later"] == at("2026-06-26").date()


def test_the_board_shows_what_came_in_and_what_an_interval_forbids(cast: Cast, wei: User, rf: RequestFactory) -> None:
    plot = cast.plot(cast.lan)
    log_treatment(
        client_id=record_id("spray"),
        plot=plot,
        product="苯醚甲环唑 10% WG",
        registration_number="",
        substances=["difenoconazole"],
        dose="",
        target="",
        applied_on=at("2026-06-20").date(),
        interval_days=14,
        by=plot.grower.user,
        at=at("2026-06-20"),
    )
    cast.lot(plot)
    request = rf.get("/desk/")
    request.user = wei
    page = "".join(board_panel.results(request, cast.youan.organisation, column="left"))
    assert 'data-lot="TY260624A"' in page
    alerts = [alert for found in board_alert.results(request, cast.youan.organisation) for alert in found]
    assert ("no", "/desk/growers/G7LAN/") in [(alert.kind, alert.url) for alert in alerts]
    assert "黄阿兰 picked inside an interval. 苯醚甲环唑 10% WG on 20 June; from 4 July." in [
        alert.text for alert in alerts
    ]
    request = rf.get("/desk/?day=2026-06-23")
    request.user = wei
    assert board_alert.results(request, cast.youan.organisation) == []
    assert "Nothing came in on this day." in board_panel.results(request, cast.youan.organisation, column="left")[0]
    other = cast.other_cooperative.organisation
    assert "TY260624A" not in "".join(board_panel.results(request, other, column="left"))


def test_strangers_find_nothing(client: Client, cast: Cast, huang: User, rossi: User) -> None:
    harvest = cast.harvest(cast.plot(cast.lan))
    pages = ("growers/G7LAN/", "growers/G7LAN/plots/new/", f"weigh-in/{harvest.client_id}/")
    client.force_login(huang)
    assert [client.get(f"/desk/{page}").status_code for page in pages] == [404, 404, 404]
    assert client.post("/desk/growers/G7LAN/card/", {"pin": "4711"}).status_code == 404
    assert "data-grower" not in client.get("/desk/growers/").content.decode()
    assert "data-lot" not in client.get("/desk/weigh-in/").content.decode()
    for outsider in (rossi, cast.lan.user):
        client.force_login(outsider)
        assert client.get("/desk/growers/").status_code == 403
    client.logout()
    assert "/sign-in/" in client.get("/desk/growers/").headers["Location"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_queries_for_any_count(
    desk: Client, cast: Cast, count: int, django_assert_max_num_queries
) -> None:
    for number in range(count):
        cast.harvest(cast.plot(cast.grower(f"韦{number}", f"+861390000100{number}", "451003101", f"G{number}A")))
    with django_assert_max_num_queries(12):
        assert desk.get("/desk/growers/").content.decode().count("data-grower=") == count
    with django_assert_max_num_queries(11):
        assert desk.get("/desk/weigh-in/").content.decode().count("data-lot=") == count
