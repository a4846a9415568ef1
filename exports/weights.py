"""Weights and counts that add up: from the carton over the pallet and the container to the bill of lading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from exports.containers import spell
from exports.models import ExportBatch, Pallet
from exports.refusals import BillOfLadingDiffers, ContainerIsTooHeavy

ROUNDING_G = 1_000
"""A bill of lading gives whole kilograms: up to one kilogram is no difference."""


@dataclass(frozen=True)
class Sums:
    """What a batch has on its pallets; `gross_g` is None while one of them is neither weighed nor reckoned."""

    pallets: int
    cartons: int
    net_g: int
    gross_g: int | None


def gross_of(batch: ExportBatch, pallet: Pallet, cartons: int, net_g: int) -> int | None:
    """Grams of a pallet as weighed; else its net weight and what cartons and pallet weigh empty, where entered."""
    if pallet.gross_g is not None:
        return pallet.gross_g
    if batch.carton_tare_g is None or batch.pallet_tare_g is None:
        return None
    return net_g + cartons * batch.carton_tare_g + batch.pallet_tare_g


def sums_of(batch: ExportBatch) -> Sums:
    """The sums of a batch; two queries."""
    pallets = list(batch.pallets.prefetch_related("contents__run__lot__product"))
    loads = [_load(pallet) for pallet in pallets]
    gross = [gross_of(batch, pallet, *load) for pallet, load in zip(pallets, loads, strict=True)]
    known = [one for one in gross if one is not None]
    return Sums(
        pallets=len(pallets),
        cartons=sum(cartons for cartons, _net in loads),
        net_g=sum(net for _cartons, net in loads),
        gross_g=sum(known) if len(known) == len(gross) else None,
    )


def _load(pallet: Pallet) -> tuple[int, int]:
    contents = list(pallet.contents.all())
    return sum(content.cartons for content in contents), sum(content.weight_g for content in contents)


def check_payload(batch: ExportBatch, sums: Sums) -> None:
    """Raises ContainerIsTooHeavy when what is known to be on the pallets is more than the container may carry."""
    weight_g = sums.net_g if sums.gross_g is None else sums.gross_g
    if batch.payload_g is not None and weight_g > batch.payload_g:
        raise ContainerIsTooHeavy(gross=_kg(weight_g), payload=_kg(batch.payload_g))


def check_bill(batch: ExportBatch, says: Mapping[str, Any], sums: Sums) -> None:
    """Raises BillOfLadingDiffers with the first fact of a bill of lading that is not what the batch has.

    Packages are counted as cartons or as pallets, as carriers do. A seal of ours that the bill does not name is no
    difference: customs puts one on after it is drawn up. What either side does not say is not compared.
    """
    packages, gross, container = says.get("packages"), says.get("gross_weight_g"), says.get("container")
    if packages is not None and packages not in (sums.cartons, sums.pallets):
        cartons = _("%(cartons)s cartons on %(pallets)s pallets") % {"cartons": sums.cartons, "pallets": sums.pallets}
        raise BillOfLadingDiffers(what=_("packages"), says=packages, has=cartons)
    if gross is not None and sums.gross_g is not None and abs(gross - sums.gross_g) >= ROUNDING_G:
        raise BillOfLadingDiffers(what=_("gross weight, kg"), says=_kg(gross), has=_kg(sums.gross_g))
    if container is not None and batch.container and container != batch.container:
        raise BillOfLadingDiffers(what=_("container"), says=spell(container), has=spell(batch.container))
    ours = _plain(batch.seals)
    for seal in says.get("seals", ()):
        if ours and _plain([seal]) - ours:
            raise BillOfLadingDiffers(what=_("seal"), says=seal, has=batch.seal)


def _plain(seals: Iterable[str]) -> set[str]:
    return {"".join(seal.upper().split()) for seal in seals}


def _kg(grams: int) -> str:
    return f"{grams / 1000:,.1f}"
