"""What a batch came out as, at the desks of both firms: nothing is green that is not good."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exports.acts.arrive import arrive
from exports.acts.receive import receive
from exports.models import ExportBatch
from exports.receiving.acts.receive_pallet import receive_pallet
from exports.receiving.found import Found, found_of
from exports.receiving.models import PalletReceipt
from exports.receiving.tally import Tally
from tests.exports.pages import text_of
from tests.exports.scene import Scene
from traceability.lots.holding.acts.recall import recall
from traceability.parties.models import User

Decision = PalletReceipt.Decision
AS_SENT: dict[str, Any] = {"decision": Decision.ACCEPTED, "cartons_counted": 4}
CRUSHED: dict[str, Any] = {"decision": Decision.REMARKS, "remarks": "One carton crushed."}
WARM: dict[str, Any] = {"decision": Decision.REFUSED, "remarks": "Pulp at 21 °C."}


@pytest.fixture
def arrived(scene: Scene, shipped: ExportBatch, rossi: User) -> ExportBatch:
    return arrive(batch=shipped, by=rossi, at=scene.landing).batch


def take(scene: Scene, batch: ExportBatch, by: User, *decisions: dict[str, Any]) -> ExportBatch:
    """Decide about its pallets, one after the other."""
    for pallet, found in zip(batch.pallets.order_by("pk"), decisions, strict=True):
        receive_pallet(pallet=pallet, by=by, at=scene.landing, **found)
    batch.refresh_from_db()
    return batch


def cell(page: str, words: str) -> str:
    """The sign beside these words of a batch's line."""
    line = page[page.index('data-batch="EX26-014"') :]
    found = re.search(rf'class="state (\w+)"><svg[^>]*><use[^>]*></svg>(?:<b>)?{words}<', line)
    assert found, line[:2000]
    return found[1]


@pytest.mark.parametrize(
    ("decisions", "words", "state"),
    [
        ((AS_SENT, AS_SENT), "Received", "ok"),
        ((AS_SENT, CRUSHED), "Received with remarks", "warn"),
        ((AS_SENT, AS_SENT | {"cartons_counted": 3}), "Received with remarks", "warn"),
        ((AS_SENT, AS_SENT | {"cartons_counted": 5}), "Received with remarks", "warn"),
        ((CRUSHED, WARM), "Received, 1 pallet refused", "no"),
        ((WARM, WARM), "Refused", "no"),
    ],
)
def test_both_lists_of_batches_say_what_came_out(
    importer: Client,
    exporter: Client,
    scene: Scene,
    arrived: ExportBatch,
    rossi: User,
    decisions: Any,
    words: str,
    state: str,
) -> None:
    take(scene, arrived, rossi, *decisions)

    for page in (importer.get(reverse("imports:coming")), exporter.get(reverse("exports:batches"))):
        assert cell(text_of(page), words) == state


def test_fruit_that_was_received_and_is_recalled_is_not_green(
    importer: Client, scene: Scene, arrived: ExportBatch, rossi: User, wei: User
) -> None:
    take(scene, arrived, rossi, AS_SENT, AS_SENT)
    recall(lots=[scene.lot], started_from="test", reason="Residue above limit", by=wei, at=scene.after(60))

    page = text_of(importer.get(reverse("imports:coming")))

    assert cell(page, "Received, recalled") == "no"
    assert "is recalled." in page


def test_the_sentence_above_the_list_names_the_refused_pallet(
    importer: Client, scene: Scene, arrived: ExportBatch, rossi: User
) -> None:
    take(scene, arrived, rossi, AS_SENT, WARM)

    page = text_of(importer.get(reverse("imports:coming")))

    assert "1 pallet was refused." in page[: page.index('id="coming"')]
    assert 'class="state ok"' not in page[page.index("<h1>") : page.index('id="coming"')]


def test_a_batch_taken_whole_with_remarks_is_not_green(
    scene: Scene, arrived: ExportBatch, rossi: User, django_assert_num_queries: Any
) -> None:
    receive(batch=arrived, by=rossi, at=scene.landing, remarks="Two cartons wet.")

    with django_assert_num_queries(2):
        assert found_of([arrived]) == {arrived.pk: Found(remarked=2)}


def test_the_exporter_reads_what_was_found_so_that_it_can_mend_it(
    exporter: Client, scene: Scene, arrived: ExportBatch, rossi: User
) -> None:
    take(scene, arrived, rossi, AS_SENT | {"cartons_counted": 3}, WARM)

    batch = text_of(exporter.get(reverse("exports:batch", args=[arrived.code])))
    refused = arrived.pallets.order_by("pk")[1]
    pallet = text_of(exporter.get(reverse("exports:one-pallet", args=[arrived.code, refused.sscc])))

    for words in ("1 pallet refused", "1 carton fewer than sent", "1 fewer", ">Refused<"):
        assert words in batch
    assert "Found by Rossi Fruit Import" in pallet
    assert "Pulp at 21 °C." in pallet


def test_before_it_is_received_the_exporter_reads_of_no_findings(exporter: Client, shipped: ExportBatch) -> None:
    sscc = shipped.pallets.earliest("pk").sscc
    assert 'id="found"' not in text_of(exporter.get(reverse("exports:batch", args=[shipped.code])))
    assert 'id="found"' not in text_of(exporter.get(reverse("exports:one-pallet", args=[shipped.code, sscc])))


def tally_of_receipts(*counts: tuple[int, int | None]) -> Tally:
    """Pallets of which so many cartons were sent and so many counted, all accepted."""
    receipts = (
        PalletReceipt(decision=Decision.ACCEPTED, cartons_sent=sent, cartons_counted=counted)
        for sent, counted in counts
    )
    return Tally(len(counts), dict(enumerate(receipts)))


def test_cartons_too_many_on_one_pallet_make_none_good_that_another_lacks() -> None:
    tally = tally_of_receipts((80, 78), (80, 82))
    assert (tally.fewer, tally.more, tally.is_as_sent) == (2, 2, False)


def test_what_nobody_counted_is_said() -> None:
    assert tally_of_receipts((80, 80), (80, 80)).uncounted == 0
    assert tally_of_receipts((80, None), (80, 80)).uncounted == 1


def test_remarks_are_asked_for_before_they_are_missed(importer: Client, arrived: ExportBatch) -> None:
    """Without a program in the page: the label says when the field may stay empty."""
    pallet = reverse("imports:pallet", args=[arrived.pallets.earliest("pk").sscc])
    for page in (pallet, reverse("imports:batch", args=[arrived.code])):
        label = re.search(r'<label for="id_remarks">(.*?)</label>', text_of(importer.get(page)))
        assert label
        assert "needed unless you accept without remarks" in label[1]
        assert "can stay empty" not in label[1]
