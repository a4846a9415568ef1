"""An operator prints from a packed lot and follows the run; nobody else sees it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.stories import certified, labelled, packed
from traceability.labels.models import LabelRun
from traceability.lots.models import Lot
from traceability.parties.acts.register import give_role, register_person
from traceability.parties.models import User

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
