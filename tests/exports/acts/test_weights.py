"""Weights and counts add up: from the carton to the container and the bill of lading."""

from __future__ import annotations

from typing import Any

import pytest

from exports.acts.declare_ready import declare_ready
from exports.acts.load import load
from exports.acts.weigh_pallet import weigh_pallet
from exports.models import Document, ExportBatch, Pallet
from exports.refusals import BillOfLadingDiffers, ContainerIsTooHeavy
from exports.weights import sums_of
from tests.exports.scene import Scene
from traceability.parties.models import User

Kind = Document.Kind
SAYS = {"packages": 8, "gross_weight_g": 91_000, "container": "TYTU2607020", "seals": ["GX 482913"]}


@pytest.fixture
def reckoned(scene: Scene) -> Scene:
    """Two pallets of four cartons: 2 × (4 × (5 kg + 0.35 kg) + 24 kg) are 90.8 kg gross."""
    scene.batch_facts = {"carton_tare_g": 350, "pallet_tare_g": 24_000}
    return scene


def test_gross_weight_is_reckoned_from_what_is_empty_until_a_scale_says_it(reckoned: Scene, zhao: User) -> None:
    assert sums_of(reckoned.ready).gross_g == 90_800

    weigh_pallet(pallet=Pallet.objects.earliest("pk"), gross_g=46_000, by=zhao)

    sums = sums_of(reckoned.ready)
    assert (sums.pallets, sums.cartons, sums.net_g, sums.gross_g) == (2, 8, 40_000, 91_400)


def test_gross_weight_is_not_known_while_one_pallet_was_never_weighed(scene: Scene, zhao: User) -> None:
    scene.ready  # noqa: B018
    weigh_pallet(pallet=Pallet.objects.earliest("pk"), gross_g=46_000, by=zhao)

    assert sums_of(scene.ready).gross_g is None


def test_a_container_takes_no_more_than_it_may_carry(reckoned: Scene, zhao: User) -> None:
    declare_ready(batch=reckoned.ready, by=zhao, at=reckoned.after(14, "11:00"))

    with pytest.raises(ContainerIsTooHeavy, match=r"90\.8 kg.*90\.7 kg"):
        load(batch=reckoned.ready, by=zhao, at=reckoned.after(14, "16:00"), payload_g=90_700)
    assert ExportBatch.objects.get().state == "ready"

    load(batch=reckoned.ready, by=zhao, at=reckoned.after(14, "16:00"), payload_g=90_800)
    assert ExportBatch.objects.get().payload_g == 90_800


@pytest.mark.parametrize(
    "wrong",
    [{"packages": 9}, {"gross_weight_g": 92_000}, {"container": "MSCU6639870"}, {"seals": ["GX 482913", "ML 77"]}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_bill_of_lading_says_what_the_batch_has(reckoned: Scene, wrong: dict[str, Any]) -> None:
    reckoned.loaded  # noqa: B018

    with pytest.raises(BillOfLadingDiffers):
        reckoned.paper(Kind.BILL_OF_LADING, number="B1", facts=SAYS | wrong)
    reckoned.paper(Kind.BILL_OF_LADING, number="B2", facts=SAYS)
    reckoned.paper(Kind.BILL_OF_LADING, number="B3", facts={"packages": 2})

    assert [paper.number for paper in Document.objects.filter(kind=Kind.BILL_OF_LADING)] == ["B2", "B3"]


def test_a_bill_that_came_before_loading_is_compared_when_the_doors_are_shut(reckoned: Scene, zhao: User) -> None:
    reckoned.ready  # noqa: B018
    reckoned.paper(Kind.BILL_OF_LADING, number="B1", facts=SAYS | {"packages": 9})
    declare_ready(batch=reckoned.ready, by=zhao, at=reckoned.after(14, "11:00"))

    with pytest.raises(BillOfLadingDiffers, match="9"):
        load(batch=reckoned.ready, by=zhao, at=reckoned.after(14, "16:00"))

    assert ExportBatch.objects.get().state == "ready"
