"""Scanning at the exporter's desk: with the program in the page, and without it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exports.models import Pallet, PalletContent
from tests.exports.pages import text_of
from tests.exports.scene import Scene
from traceability.labels.queries import printed_text_of

CODE = "EX26-014"


def url(name: str, *args: str) -> str:
    return reverse(f"exports:{name}", args=[CODE, *args])


@pytest.fixture
def pallet(exporter: Client, scene: Scene) -> Pallet:
    """The first of two pallets that were opened on the page."""
    scene.draft, scene.run  # noqa: B018
    opened = exporter.post(url("open-pallets"), {"count": "2"})
    first = Pallet.objects.earliest("pk")
    assert opened["Location"] == f"{url('scan')}?pallet={first.sscc}"
    return first


def asked(client: Client, status: int = 200, **given: str) -> dict[str, Any]:
    answer = client.post(url("scan"), {"way": "on"} | given, headers={"accept": "application/json"})
    assert answer.status_code == status, answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def test_each_scan_is_answered_with_a_sentence_and_what_is_on_the_pallet(
    exporter: Client, scene: Scene, pallet: Pallet
) -> None:
    assert asked(exporter, text=pallet.sscc)["pallet"]["sscc"] == pallet.sscc

    told = asked(exporter, text=printed_text_of(scene.run, 1), pallet=pallet.sscc)
    assert (told["words"], told["refusal"]) == ("1 carton on.", "")
    assert (told["pallet"]["cartons"], told["pallet"]["net"]) == ("1", "5.0\xa0kg")

    twice = asked(exporter, 422, text=printed_text_of(scene.run, 1), pallet=pallet.sscc)
    assert "are on this pallet already" in twice["refusal"]
    assert (twice["words"], twice["pallet"]["cartons"]) == ("", "1")


def test_a_roll_is_two_scans(exporter: Client, scene: Scene, pallet: Pallet) -> None:
    first = asked(exporter, text=printed_text_of(scene.run, 2), pallet=pallet.sscc, way="roll")
    last = printed_text_of(scene.run, 6)
    done = asked(exporter, text=last, pallet=pallet.sscc, way="roll", waiting=first["waiting"])

    assert (done["words"], done["waiting"], done["pallet"]["cartons"]) == ("5 cartons on.", "", "5")


def test_without_the_program_a_scan_is_a_form_that_keeps_its_place(
    exporter: Client, scene: Scene, pallet: Pallet
) -> None:
    page = text_of(exporter.post(url("scan"), {"text": pallet.sscc, "way": "on"}))
    assert f'value="{pallet.sscc}"' in page
    assert 'data-sound="ok"' in page

    page = text_of(
        exporter.post(url("scan"), {"text": printed_text_of(scene.run, 3), "way": "roll", "pallet": pallet.sscc})
    )
    assert "First carton. Now scan the last one of the roll." in page
    assert printed_text_of(scene.run, 3) in page

    page = text_of(exporter.post(url("scan"), {"text": "nonsense", "way": "on", "pallet": pallet.sscc}), 422)
    assert 'data-sound="no"' in page
    assert "is no label of ours" in page
    assert not PalletContent.objects.exists()


def test_a_pallet_is_closed_weighed_split_and_an_empty_one_taken_out(
    exporter: Client, scene: Scene, pallet: Pallet
) -> None:
    asked(exporter, text=printed_text_of(scene.run, 1), pallet=pallet.sscc, way="run")
    one = url("one-pallet", pallet.sscc)
    assert "Close the pallet" in text_of(exporter.get(one))

    assert exporter.post(url("close-pallet", pallet.sscc)).status_code == 302
    wrong = text_of(exporter.post(one, {"gross_g": "49"}), 422)
    assert "so it cannot weigh 49.0 kg" in wrong
    assert exporter.post(one, {"gross_g": "71.5", "base": "wood", "wood_mark": "CN-45 0321 HT"}).status_code == 302
    assert "71.5" in text_of(exporter.get(reverse("exports:batch", args=[CODE])))
    assert exporter.post(url("split-pallet", pallet.sscc), {"cartons": "4"}).status_code == 302
    assert exporter.post(url("split-pallet", pallet.sscc), {"cartons": "x"}).status_code == 422
    empty = Pallet.objects.get(contents=None)
    assert exporter.post(url("discard-pallet", empty.sscc)).status_code == 302
    assert exporter.post(url("discard-pallet", pallet.sscc)).status_code == 409

    page = text_of(exporter.get(url("scan")))
    assert page.count("data-pallet=") == 2
    assert not any(found.is_open for found in Pallet.objects.all())


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_nobody_else_finds_the_pallets(
    scene: Scene, pallet: Pallet, request: pytest.FixtureRequest, stranger: str
) -> None:
    other = Client()
    other.force_login(request.getfixturevalue(stranger))

    for path in (url("scan"), url("one-pallet", pallet.sscc)):
        assert other.get(path).status_code == 404, path
    for name in ("close-pallet", "split-pallet", "discard-pallet"):
        assert other.post(url(name, pallet.sscc)).status_code == 404, name
    assert other.post(url("scan"), {"text": pallet.sscc, "way": "on"}).status_code == 404
    assert other.post(url("open-pallets"), {"count": "1"}).status_code == 404
