"""The importer's desk, walked by a new user with a scanner or a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from exports.acts.arrive import arrive
from exports.models import ExportBatch
from tests.exports.pages import text_of
from tests.exports.scene import Scene
from traceability.labels.queries import carton_uri_of, printed_text_of
from traceability.parties.models import User


def test_the_importer_finds_what_was_shipped_and_the_paper_that_is_missing(
    importer: Client, scene: Scene, shipped: ExportBatch
) -> None:
    with time_machine.travel(scene.after(30), tick=False):
        page = text_of(importer.get(reverse("imports:coming")))

    assert "2 pallets come on 10 August. One paper is missing, and it is yours." in page
    assert "Baise Mango, all 8 cartons" in page
    assert 'data-batch="EX26-014"' in page


def test_what_is_late_is_not_said_to_come(importer: Client, scene: Scene, shipped: ExportBatch) -> None:
    with time_machine.travel(scene.after(45), tick=False):
        page = text_of(importer.get(reverse("imports:coming")))

    assert "2 pallets were due on 10 August." in page
    assert "Arrival not noted yet" in page


def test_an_empty_importers_desk_says_so(importer: Client) -> None:
    assert "Nothing has come to you yet." in text_of(importer.get(reverse("imports:coming")))


def test_the_importer_announces_receives_and_remarks(importer: Client, shipped: ExportBatch) -> None:
    code = [shipped.code]
    page = reverse("imports:batch", args=code)
    assert "At sea: left Qinzhou on 12 July, due in Rotterdam on 10 August." in text_of(importer.get(page))

    ched = {"number": "CHEDPP.NL.2026.0012345", "issued_on": "2026-08-07"}
    assert importer.post(reverse("imports:announce", args=code), ched).status_code == 302
    assert importer.post(reverse("imports:arrive", args=code)).status_code == 302
    bare = text_of(importer.post(reverse("imports:decide", args=code), {"decision": "remarks"}), 422)
    assert "Write down what you found" in bare
    said = {"decision": "remarks", "remarks": "Two cartons crushed."}
    assert importer.post(reverse("imports:decide", args=code), said).status_code == 302

    done = text_of(importer.get(page))
    assert "Received in Rotterdam on" in done
    assert "Two cartons crushed." in done
    assert "CHEDPP.NL.2026.0012345" in done
    assert importer.post(reverse("imports:decide", args=code), {"decision": "accept"}).status_code == 422


def test_the_importer_refuses_with_a_reason(importer: Client, scene: Scene, shipped: ExportBatch, rossi: User) -> None:
    arrive(batch=shipped, by=rossi, at=scene.landing)

    said = {"decision": "refuse", "remarks": "Pulp at 21 °C"}
    assert importer.post(reverse("imports:decide", args=[shipped.code]), said).status_code == 302

    assert ExportBatch.objects.get().state == "refused"


def typed(scene: Scene, sscc: str) -> list[str]:
    """The same pallet, as people and scanners say it."""
    spelt = f"(00) {sscc[0]} {sscc[1:8]} {sscc[8:17]} {sscc[17]}"
    return [
        sscc,
        f"00{sscc}",
        spelt,
        f"https://id.gs1.org/00/{sscc}",
        carton_uri_of(scene.run, 2),
        printed_text_of(scene.run, 3),
        "({}){}({}){}({}){}".format(*(part for pair in _elements(carton_uri_of(scene.run, 4)) for part in pair)),
    ]


def _elements(uri: str) -> list[tuple[str, str]]:
    parts = uri.removeprefix("https://id.gs1.org/").split("/")
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_scanning_a_pallet_or_a_carton_leads_to_the_pallet(
    importer: Client, scene: Scene, shipped: ExportBatch
) -> None:
    sscc = shipped.pallets.order_by("pk")[0].sscc

    for code in typed(scene, sscc):
        answer = importer.get(reverse("imports:scan"), {"q": code})
        assert answer.status_code == 302, code
        assert answer["Location"].partition("?")[0] == reverse("imports:pallet", args=[sscc]), code
    page = text_of(importer.get(answer["Location"]))
    assert "Pallet 1 of 2" in page
    assert "History of carton" in page
    assert "4 cartons" in page
    assert scene.lot.code in page


@pytest.mark.parametrize("code", ["EX26-014", "ex26-014", "TYTU 260702 0"])
def test_scanning_a_batch_or_container_leads_to_the_batch(importer: Client, shipped: ExportBatch, code: str) -> None:
    answer = importer.get(reverse("imports:scan"), {"q": code})

    assert answer["Location"] == reverse("imports:batch", args=["EX26-014"])


@pytest.mark.parametrize(
    "code", ["nonsense", "000000000000000000", "https://id.gs1.org/01/1/10/x", "(01)1(10)2(21)3", "(00)", "٣" * 18]
)
def test_scanning_what_does_not_come_here_says_so(importer: Client, shipped: ExportBatch, code: str) -> None:
    page = text_of(importer.get(reverse("imports:scan"), {"q": code}), 404)

    assert "is on no pallet that comes to you" in page


def test_scanning_a_carton_that_stands_on_no_pallet_says_so(
    importer: Client, scene: Scene, shipped: ExportBatch
) -> None:
    text_of(importer.get(reverse("imports:scan"), {"q": carton_uri_of(scene.run, 9)}), 404)


def test_a_batch_that_is_ready_is_announced_without_a_page(importer: Client, scene: Scene) -> None:
    scene.loaded  # noqa: B018

    page = text_of(importer.get(reverse("imports:coming")))

    assert 'data-batch="EX26-014"' in page
    assert "Ready, leaves on 12 July" in page
    assert reverse("imports:batch", args=["EX26-014"]) not in page


def test_two_weeks_are_drawn_what_has_left_in_full_and_what_is_ready_dashed(
    importer: Client, scene: Scene, shipped: ExportBatch
) -> None:
    later = {"code": "EX26-020", "arrives_on": scene.day + timedelta(60)}
    other = Scene(scene.cast, batch_facts=later).draft
    scene.pallet(9, 10, other)
    ExportBatch.objects.filter(pk=other.pk).update(state="ready")

    page = text_of(importer.get(reverse("imports:coming")))

    assert page.count('class="sure"') == 1
    assert page.count('class="maybe"') == 1
