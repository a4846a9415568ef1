"""The same acts over /api/v1/."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from rest_framework.test import APIClient

from exports.models import Document, ExportBatch, Movement
from tests.cast import Cast
from tests.exports.scene import Scene
from tests.papers import a_pdf
from tests.ready import FREE_OF_FLIES, as_customs_wrote, customs_know, say_everything
from traceability.parties.models import Place, User


def api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def url(name: str, *args: str) -> str:
    return reverse(f"export-batch{name}", args=args)


def port(place: Place | None) -> str:
    assert place is not None
    return f"{place.gln}/{place.extension}"


def opening(cast: Cast) -> dict[str, Any]:
    return {
        "code": "EX26-014",
        "exporter": cast.exporter.organisation.gln,
        "importer": cast.importer.organisation.gln,
        "destination": "NL",
        "from_port": port(cast.exporter.place),
        "to_port": port(cast.importer.place),
        "vessel": "MV Beibu Swallow",
        "container": "TYTU 260702 0",
        "seal": "GX 482913",
        "at": "2026-07-04T10:00:00+08:00",
        "leaves_on": "2026-07-12",
        "arrives_on": "2026-08-10",
    }


def test_a_batch_goes_its_whole_way_over_the_api(scene: Scene, zhao: User, rossi: User) -> None:
    seller, buyer = api(zhao), api(rossi)
    made = seller.post(url("es"), opening(scene.cast))
    assert (made.status_code, made.json()["state"], made.json()["container"]) == (201, "draft", "TYTU2607020")
    customs_know(scene.lot, scene.cast.youan.person)
    cartons = {"contents": [{"run": scene.run.pk, "first": 1, "last": 8}], "at": "2026-07-10T10:15:00+08:00"}
    pallet = seller.post(url("-pallets", "EX26-014"), cartons)
    assert (pallet.status_code, pallet.json()["contents"][0]["cartons"]) == (201, 8)
    paper = {
        "kind": "phyto",
        "number": "4526-00407",
        "issuer": "Nanning Customs",
        "issued_on": "2026-07-11",
        "additional_declaration": FREE_OF_FLIES,
        "facts": json.dumps(as_customs_wrote(ExportBatch.objects.get())),
        "file": SimpleUploadedFile("scan.pdf", a_pdf()),
    }
    added = seller.post(url("-documents", "EX26-014"), paper, format="multipart")
    assert (added.status_code, added.json()["content_type"]) == (201, "application/pdf")
    say_everything(ExportBatch.objects.get(), by=zhao, at=scene.after(14), stickers={"measured": {"material": "pp"}})
    assert seller.get(url("-readiness", "EX26-014")).json()["ready"] is False
    bare = {"topic": "stickers", "holds": True, "measured": {"material": "none"}, "at": "2026-07-11T17:10:00+08:00"}
    assert seller.post(url("-statements", "EX26-014"), bare, format="json").status_code == 201
    assert seller.get(url("-readiness", "EX26-014")).json()["ready"] is True
    assert seller.post(url("-readiness", "EX26-014")).status_code == 201
    ready = seller.post(url("-ready", "EX26-014"), {"at": "2026-07-11T11:00:00+08:00"})
    assert (ready.status_code, ready.json()["ready"]) == (201, True)
    doors = {"at": "2026-07-11T16:00:00+08:00", "container": "TYTU 260702 0", "seal": "GX 482913, ML 77"}
    assert seller.post(url("-load", "EX26-014"), doors).json()["step"] == "loaded"
    assert seller.post(url("-ship", "EX26-014"), {"at": "2026-07-12T21:10:00+08:00"}).status_code == 201
    assert buyer.post(url("-arrive", "EX26-014"), {"at": "2026-08-10T08:20:00+02:00"}).status_code == 201
    received = buyer.post(url("-receive", "EX26-014"), {"at": "2026-08-10T15:40:00+02:00", "remarks": "2 crushed"})
    assert (received.status_code, received.json()["step"]) == (201, "received")

    shown = buyer.get(url("", "EX26-014")).json()
    offsets = [step.event.event_offset for step in Movement.objects.order_by("at")]
    assert offsets == [8 * 60, 8 * 60, 2 * 60, 2 * 60]
    assert [step["step"] for step in shown["movements"]] == ["loaded", "shipped", "arrived", "received"]
    assert shown["pallets"][0]["contents"][0]["lot"] == scene.lot.uri


def test_readiness_is_refused_with_the_check_its_rule_and_its_source(cast: Cast, zhao: User) -> None:
    Scene(cast, phyto=None).ready  # noqa: B018

    refused = api(zhao).post(url("-ready", "EX26-014"), {"at": "2026-07-11T11:00:00+08:00"})

    problem = refused.json()
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert problem["type"].endswith("/problems/not-ready")
    assert problem["rule"] == "Reg. 2016/2031, Art. 72"
    assert "Certificate on paper or through TRACES" in problem["detail"]


def test_the_list_shows_an_importer_what_was_shipped_and_no_draft(
    scene: Scene, zhao: User, rossi: User, huang: User
) -> None:
    scene.loaded  # noqa: B018
    assert api(rossi).get(url("es")).json()["results"] == []

    api(zhao).post(url("-ship", "EX26-014"), {"at": "2026-07-12T21:10:00+08:00"})

    assert [batch["code"] for batch in api(rossi).get(url("es")).json()["results"]] == ["EX26-014"]
    assert api(huang).get(url("es")).json()["results"] == []


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_a_stranger_finds_no_draft(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    scene.ready  # noqa: B018
    other = api(request.getfixturevalue(stranger))
    at = {"at": "2026-07-12T21:10:00+08:00"}

    assert other.get(url("", "EX26-014")).status_code == 404
    assert other.get(url("-readiness", "EX26-014")).status_code == 404
    for act in ("-ready", "-load", "-ship", "-arrive", "-receive", "-readiness"):
        assert other.post(url(act, "EX26-014"), at).status_code == 404, act
    for act in ("-unload", "-refuse"):
        assert other.post(url(act, "EX26-014"), at | {"reason": "x"}).status_code == 404, act
    taken_on = {"requirement": "B1", "why": "x"}
    assert other.post(url("-overrides", "EX26-014"), at | taken_on).status_code == 404
    assert not Movement.objects.exists()


def test_the_readiness_of_a_shipped_batch_is_still_the_exporters_own(scene: Scene, zhao: User, rossi: User) -> None:
    scene.loaded  # noqa: B018
    api(zhao).post(url("-ship", "EX26-014"), {"at": "2026-07-12T21:10:00+08:00"})

    assert api(rossi).get(url("-readiness", "EX26-014")).status_code == 404


def test_a_lot_is_offered_by_its_owner_alone(scene: Scene, wei: User, huang: User, zhao: User) -> None:
    scene.run.lot.shown_to.clear()
    body = {"gtin": scene.lot.product.gtin, "lot": scene.lot.code, "exporter": scene.cast.exporter.organisation.gln}

    assert api(huang).post(reverse("export-offers"), body).status_code == 404
    assert api(wei).post(reverse("export-offers"), body).status_code == 201
    assert api(zhao).post(reverse("export-offers"), body).status_code == 403

    assert scene.lot.shown_to.get() == scene.cast.exporter.organisation


def test_a_run_of_a_lot_that_was_not_offered_does_not_exist(scene: Scene, zhao: User) -> None:
    scene.draft  # noqa: B018
    scene.run.lot.shown_to.clear()
    cartons = {"contents": [{"run": scene.run.pk, "first": 1, "last": 8}], "at": "2026-07-10T10:15:00+08:00"}

    assert api(zhao).post(url("-pallets", "EX26-014"), cartons).status_code in (400, 422)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("es", {"code": "\0"}),
        ("es", []),
        ("es", {"exporter": {"gln": 1}, "from_port": {"a": 1}}),
        ("-pallets", {"contents": "x"}),
        ("-pallets", {"contents": [{"run": "x", "first": 10**30, "last": None}]}),
        ("-pallets", {"contents": [{"run": 10**18, "first": 1, "last": 2}], "at": "2026-07-10T10:15:00+08:00"}),
        ("-ship", {"at": "yesterday"}),
        ("-ship", {}),
        ("-receive", {"at": "2026-07-10T10:15:00+08:00", "remarks": "x" * 401}),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_happens(scene: Scene, zhao: User, name: str, body: Any) -> None:
    scene.ready  # noqa: B018
    args = () if name == "es" else ("EX26-014",)

    answer = api(zhao).post(url(name, *args), body)

    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    assert (ExportBatch.objects.count(), Movement.objects.count()) == (1, 0)


def test_a_document_that_is_no_scan_is_refused(scene: Scene, zhao: User) -> None:
    scene.draft  # noqa: B018
    paper = {"kind": "other", "number": "1", "issuer": "x", "issued_on": "2026-07-11"}
    paper["file"] = SimpleUploadedFile("scan.pdf", b"<svg onload=alert(1)>")  # type: ignore[assignment]

    refused = api(zhao).post(url("-documents", "EX26-014"), paper, format="multipart")

    assert refused.status_code == 422
    assert not Document.objects.exists()
