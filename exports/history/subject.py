"""What a history is asked for: a batch, a pallet of it, or one carton."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from exports.models import ExportBatch, Pallet, PalletContent
from exports.models.batch import ExportBatchQuerySet
from exports.refusals import NoSuchPallet
from exports.sscc import spell
from traceability.gs1.digital_link import lot_uri
from traceability.labels.queries import verify
from traceability.lots.models import Lot
from traceability.lots.queries import ancestor_keys
from traceability.parties.models import User


@dataclass(frozen=True)
class Subject:
    """Fruit whose history is told: the lots on these pallets, and everything that they were made of."""

    kind: str
    """batch, pallet or carton."""
    name: str
    file_name: str
    batch: ExportBatch
    pallets: Sequence[Pallet]
    lots: Sequence[Lot]
    family: Sequence[Lot]
    """The lots and all they were made of, oldest first."""
    cartons: int
    weight_g: int

    @property
    def lot_uris(self) -> set[str]:
        return {lot.uri for lot in self.family}

    @property
    def pallet_uris(self) -> set[str]:
        return {pallet.uri for pallet in self.pallets}


def batch_subject(user: User, code: str) -> Subject:
    """A batch that has left, for either of the two firms; else 404."""
    batch = get_object_or_404(_batches(user), code=code)
    return _subject("batch", batch.code, batch.code, batch, list(batch.pallets.order_by("pk")))


def pallet_subject(user: User, sscc: str) -> Subject:
    """One pallet of such a batch."""
    pallet = get_object_or_404(Pallet.objects.filter(batch__in=_batches(user)), sscc=sscc)
    batch = _batches(user).get(pk=pallet.batch_id)
    name = _("Pallet %(sscc)s") % {"sscc": spell(sscc)}
    return _subject("pallet", name, sscc, batch, [pallet])


def carton_subject(user: User, gtin: str, lot: str, serial: str) -> Subject:
    """One carton on such a pallet. Raises NoSuchPallet."""
    verdict = verify(gtin, lot, serial)
    contents = PalletContent.objects.filter(pallet__batch__in=_batches(user), run=verdict.run)
    counter = verdict.counter or 0
    content = contents.filter(first__lte=counter, last__gte=counter).select_related("pallet", "run__lot").first()
    if verdict.run is None or content is None:
        raise NoSuchPallet(code=f"{lot_uri(gtin, lot)}/21/{serial}"[:80])
    name = _("Carton %(serial)s of lot %(lot)s") % {"serial": serial, "lot": lot}
    batch = _batches(user).get(pk=content.pallet.batch_id)
    return _subject("carton", name, f"{lot}-{serial}", batch, [content.pallet], only=content)


def _batches(user: User) -> ExportBatchQuerySet:
    return ExportBatch.objects.visible_to(user).with_names()


def _subject(
    kind: str,
    name: str,
    file_name: str,
    batch: ExportBatch,
    pallets: Sequence[Pallet],
    only: PalletContent | None = None,
) -> Subject:
    contents = [only] if only else list(_contents(pallets))
    lots = list({content.run.lot_id: content.run.lot for content in contents}.values())
    keys = {lot.pk for lot in lots} | set(ancestor_keys(*lots))
    family = Lot.objects.filter(pk__in=keys).with_names().select_related("origin__county", "making__event")
    cartons = 1 if only else sum(content.cartons for content in contents)
    weight_g = (only.run.lot.product.unit_weight_g or 0) if only else sum(content.weight_g for content in contents)
    return Subject(kind, name, file_name, batch, pallets, lots, list(family.order_by("pk")), cartons, weight_g)


def _contents(pallets: Sequence[Pallet]) -> Sequence[PalletContent]:
    found = PalletContent.objects.filter(pallet__in=list(pallets)).select_related("run__lot__product", "pallet")
    return list(found.order_by("pk"))
