"""An operator prints from a packed lot and follows the run; nobody else sees it."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.cast import Cast, at
from tests.stories import certified, labelled, packed
from traceability.certification.acts.draw import draw
from traceability.certification.models import Certificate
from traceability.labels.models import LabelRun, SerialBook
from traceability.lots.models import Lot
from traceability.parties.acts.register import give_role, register_person
from traceability.parties.models import Place, User

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def cartons(cast: Cast) -> Lot:
    return packed(cast, certified(cast))


def address(lot: Lot) -> str:
    return f"/desk/lots/{lot.product.gtin}/{lot.code}/print/"


def test_wei_looks_at_one_label_and_prints_twenty(client: Client, wei: User, cartons: Lot) -> None:
    client.force_login(wei)
    page = client.get(address(cartons))
    assert "190 cartons may be labelled as 百色芒果." in page.content.decode()
    picture = client.get(f"{address(cartons)}carton-100-gi.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    started = client.post(address(cartons), {"layout": "carton-100-gi", "count": "20"})
    assert started.headers["Location"] == f"/desk/labels/{LabelRun.objects.get().pk}/"
    assert client.get(started.headers["Location"]).status_code == 200


def test_too_many_labels_are_refused_on_the_page(client: Client, wei: User, cartons: Lot) -> None:
    client.force_login(wei)
    page = client.post(address(cartons), {"layout": "carton-100-gi", "count": "191"})
    assert page.status_code == 422
    assert "190 cartons without a label; 191 labels were asked for" in page.content.decode()


def look(client: Client, lot: Lot, **told: str) -> str:
    """The page after "look at it first": nothing was reserved by it."""
    page = client.post(address(lot), {"layout": "carton-100", "count": "1", "look": "1"} | told)
    assert page.status_code == 200
    assert not LabelRun.objects.exists()
    return page.content.decode()


def test_wei_looks_at_a_label_for_germany(client: Client, wei: User, cartons: Lot) -> None:
    client.force_login(wei)
    page = look(client, cartons, destination="DE", size="B")
    assert "Asked in Germany" in page
    assert "Orchard registration" in page
    assert "Enter the plots under a registration." in page
    [picture] = re.findall(r'src="([^"]+\.svg[^"]*)"', page)
    drawn = client.get(picture.replace("&amp;", "&")).content.decode()
    for words in ("净含量 Nettogewicht", '"Mangos"', "201–350 g", '"?"'):
        assert words in drawn


def test_what_is_missing_of_the_packing_house_is_mended_in_place(client: Client, wei: User, cartons: Lot) -> None:
    client.force_login(wei)
    assert "Type it below, as customs gave it." in look(client, cartons)
    mended = look(client, cartons, customs_number="45GX0117")
    assert "Type it below" not in mended
    assert Place.objects.get(pk=cartons.place_id).customs_number == "45GX0117"


def test_pallets_times_cartons_are_counted(client: Client, wei: User, cartons: Lot) -> None:
    client.force_login(wei)
    told = {"layout": "carton-100", "pallets": "2", "per_pallet": "80", "count": "190"}
    client.post(address(cartons), told)
    assert LabelRun.objects.get().count == 160


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"count": "0"}, "It cannot be less than 1."),
        ({"count": "-1"}, "It cannot be less than 1."),
        ({"count": ""}, "Fill this in."),
        ({"count": "191"}, "190 cartons without a label; 191 labels were asked for"),
        ({"count": "5", "pallets": "2"}, "Fill in both, or only the cartons."),
        ({"count": "5", "pallets": "2", "per_pallet": "3"}, "Pallets times cartons is another number."),
        ({"count": "1", "destination": "PL"}, "Words of the destination’s language"),
        ({"count": "1", "customs_number": "45 gx"}, "no registration number"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_input_is_told_in_words_before_anything_is_reserved(
    client: Client, wei: User, cartons: Lot, told: dict[str, str], words: str
) -> None:
    client.force_login(wei)
    page = client.post(address(cartons), {"layout": "carton-100"} | told)
    assert page.status_code == 422
    assert words in html.unescape(page.content.decode())
    assert not LabelRun.objects.exists()
    assert not SerialBook.objects.filter(next_index__gt=0).exists()


def test_more_than_the_certificate_holds_is_refused_on_the_page(client: Client, cast: Cast, cartons: Lot) -> None:
    client.force_login(cast.youan.person)
    draw(certificate=Certificate.objects.get(), labels=1, grams=990_001, by=cast.youan.person, at=at("2026-07-05"))
    page = client.post(address(cartons), {"layout": "carton-100-gi", "count": "2"})
    assert page.status_code == 422
    assert not LabelRun.objects.exists()


def test_a_host_that_is_too_long_is_told_on_the_page(client: Client, wei: User, cartons: Lot, settings: object) -> None:
    settings.PUBLIC_ORIGIN = f"https://{'a' * 60}.example"  # type: ignore[attr-defined]
    client.force_login(wei)
    page = client.get(address(cartons))
    assert page.status_code == 200
    assert "Choose a shorter PUBLIC_ORIGIN" in page.content.decode()
    assert client.get(f"{address(cartons)}carton-100-gi.svg").status_code == 409


def test_an_orange_is_not_offered_the_name(client: Client, cast: Cast, wei: User) -> None:
    oranges = packed(cast, cast.lot(cast.plot(cast.lan, "5", "newhall-navel"), "2026-11-12", 1_000_000), "2026-11-13")
    client.force_login(wei)
    page = client.get(address(oranges)).content.decode()
    assert "Not for orange." in page
    assert re.findall(r'value="(carton-100-gi|carton-150-gi)"( disabled)', page) == [
        ("carton-100-gi", " disabled"),
        ("carton-150-gi", " disabled"),
    ]


def test_stickers_are_printed_where_they_may_stick(client: Client, wei: User, cartons: Lot) -> None:
    client.force_login(wei)
    page = f"/desk/lots/{cartons.product.gtin}/{cartons.code}/stickers/"
    sheet = client.post(page, {"destination": "DE", "material": "paper-home", "count": "24"})
    assert sheet.content.startswith(b"%PDF")
    refused = client.post(page, {"destination": "FR", "material": "paper-home", "count": "24"})
    assert refused.status_code == 422
    assert "AGEC" in refused.content.decode()


def test_crate_cards_are_printed_by_their_owner(client: Client, wei: User) -> None:
    client.force_login(wei)
    page = client.get("/desk/labels/crates/")
    assert page.status_code == 200
    told = {"owner": str(wei.organisations().get().pk), "first": "1", "last": "8", "tare_g": "1.9", "holds_g": "20"}
    assert client.post("/desk/labels/crates/", told | {"paper": "a4-8"}).content.startswith(b"%PDF")
    assert client.post("/desk/labels/crates/", told | {"paper": "a4-8", "last": "0"}).status_code == 422


def test_a_print_file_is_private(client: Client, cast: Cast, wei: User, huang: User) -> None:
    run = labelled(cast, certified(cast), labels=3)
    client.force_login(wei)
    assert b"".join(client.get(f"/desk/labels/{run.pk}/file/").streaming_content).startswith(b"%PDF")
    client.force_login(huang)
    for path in (f"/desk/labels/{run.pk}/", f"/desk/labels/{run.pk}/file/", address(run.lot)):
        assert client.get(path).status_code == 404


def test_labels_are_made_void_on_the_runs_page(client: Client, cast: Cast, wei: User) -> None:
    run = labelled(cast, certified(cast), labels=3)
    client.force_login(wei)
    client.post(f"/desk/labels/{run.pk}/", {"first": "2", "last": "3", "reason": "ribbon tore"})
    assert "ribbon tore" in client.get(f"/desk/labels/{run.pk}/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_runs_costs_the_same_for_any_count(
    client: Client, cast: Cast, wei: User, count: int, django_assert_max_num_queries: object
) -> None:
    run = labelled(cast, certified(cast), labels=3)
    client.force_login(wei)
    for _ in range(count - 1):
        client.post(address(run.lot), {"layout": "carton-100", "count": "1"})
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get("/desk/labels/")
    assert page.content.count(b"data-run=") == count


def test_a_program_starts_a_run(client: Client, wei: User, cartons: Lot) -> None:
    client.force_login(wei)
    body = {
        "gtin": cartons.product.gtin,
        "lot": cartons.code,
        "layout": "carton-100-gi",
        "count": 20,
        "with_name": True,
    }
    made = client.post("/api/v1/label-runs/", body, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["certificate"] == "BM-2026-1"
    refused = client.post("/api/v1/label-runs/", body | {"count": 500}, content_type="application/json")
    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"


def test_a_stranger_s_program_finds_no_lot(client: Client, huang: User, cartons: Lot) -> None:
    client.force_login(huang)
    body = {"gtin": cartons.product.gtin, "lot": cartons.code, "layout": "carton-100", "count": 1, "with_name": False}
    assert client.post("/api/v1/label-runs/", body, content_type="application/json").status_code == 404


def test_a_colleague_follows_the_run_and_a_stranger_does_not(client: Client, cast: Cast, huang: User) -> None:
    run = labelled(cast, certified(cast), labels=3)
    colleague = register_person(name="农小梅", phone="+8613800000099")
    give_role(user=colleague, organisation=cast.youan.organisation, role="clerk")
    client.force_login(colleague)
    assert f'data-job="/api/v1/label-runs/{run.pk}/job/"' in client.get(f"/desk/labels/{run.pk}/").content.decode()
    seen = client.get(f"/api/v1/label-runs/{run.pk}/job/").json()
    assert (seen["state"], seen["done"], seen["total"]) == ("done", 3, 3)
    client.force_login(huang)
    assert client.get(f"/api/v1/label-runs/{run.pk}/job/").status_code == 404
