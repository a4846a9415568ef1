"""Reads worth a name: sums of batches, lines of pallets, and the pallet behind whatever was scanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Cast

from exports.models import ExportBatch, Pallet, PalletContent
from exports.models.batch import BEFORE_LEAVING
from exports.refusals import NoSuchPallet
from exports.scanned import keys_in
from exports.sscc import spell
from exports.weights import gross_of
from traceability.certification.models import Certificate
from traceability.jobs.models import Job
from traceability.labels.models import LabelRun
from traceability.labels.queries import verify
from traceability.lots.models import Lot, Variety
from traceability.parties.models import Organisation, User


@dataclass(frozen=True)
class Load:
    """Pallets, cartons and grams of one batch: net, and gross where every pallet was weighed or reckoned."""

    pallets: int = 0
    cartons: int = 0
    weight_g: int = 0
    gross_g: int | None = None


def sums_of(batches: Sequence[ExportBatch]) -> dict[int, Load]:
    """By primary key of the batch; one query for any number of them."""
    cartons = F("contents__last") - F("contents__first") + 1
    unit = Cast(F("contents__run__lot__product__unit_weight_g"), BigIntegerField())
    rows = (
        Pallet.objects.filter(batch__in=batches)
        .order_by()
        .values("batch")
        .annotate(pallets=Count("pk", distinct=True), cartons=Sum(cartons), weight_g=Sum(cartons * unit))
    )
    return {row["batch"]: Load(row["pallets"], row["cartons"] or 0, row["weight_g"] or 0) for row in rows}


def on_pallet(pallet: Pallet) -> tuple[int, int]:
    """How many cartons stand on a pallet, and their net grams; one query."""
    cartons = F("last") - F("first") + 1
    unit = Cast(F("run__lot__product__unit_weight_g"), BigIntegerField())
    found = pallet.contents.aggregate(cartons=Sum(cartons), weight_g=Sum(cartons * unit))
    return found["cartons"] or 0, found["weight_g"] or 0


def net_of(pallet: Pallet) -> int:
    """Net grams of what stands on a pallet."""
    return on_pallet(pallet)[1]


@dataclass(frozen=True)
class FruitLine:
    """What a batch carries of one lot: how many cartons, and how many of them under a protected name."""

    variety: Variety
    lot_code: str
    cartons: int
    named: int
    name: str


def fruit_of(batches: Sequence[ExportBatch]) -> dict[int, list[FruitLine]]:
    """By primary key of the batch, its lots; one query for any number of batches."""
    contents = PalletContent.objects.filter(pallet__batch__in=batches).select_related(
        "pallet", "run__certificate__scheme", "run__lot__product__variety__species"
    )
    found: dict[int, dict[int, FruitLine]] = {}
    for content in contents.order_by("pallet", "pk"):
        lot, certificate = content.run.lot, content.run.certificate
        lines = found.setdefault(content.pallet.batch_id, {})
        before = lines.get(lot.pk)
        lines[lot.pk] = FruitLine(
            variety=lot.product.variety,
            lot_code=lot.code,
            cartons=content.cartons + (before.cartons if before else 0),
            named=(content.cartons if certificate else 0) + (before.named if before else 0),
            name=certificate.scheme.name_en if certificate else before.name if before else "",
        )
    return {batch: list(lines.values()) for batch, lines in found.items()}


@dataclass(frozen=True)
class Voyage:
    """So many cartons of a lot in a batch."""

    batch: ExportBatch
    cartons: int


def voyages_of(lot: Lot) -> list[Voyage]:
    """The batches that took cartons of a lot, the earliest first; what has not left is none of its owner's affair."""
    cartons = F("pallets__contents__last") - F("pallets__contents__first") + 1
    batches = ExportBatch.objects.filter(pallets__contents__run__lot=lot).exclude(state__in=BEFORE_LEAVING)
    counted = batches.with_names().order_by("leaves_on", "code").annotate(count=Sum(cartons))
    return [Voyage(batch, batch.count) for batch in counted]


def exporters_for(lot: Lot) -> QuerySet[Organisation]:
    """Exporters to whom a lot is not offered yet."""
    firms = Organisation.objects.filter(kind=Organisation.Kind.EXPORTER).exclude(pk=lot.owner_id)
    return firms.exclude(shown_lots=lot).order_by("name_latin")


def runs_for(exporter: Organisation) -> QuerySet[LabelRun]:
    """Printed runs of packed lots that the exporter owns or was offered, newest first."""
    offered = Lot.shown_to.through.objects.filter(organisation=exporter).values("lot")
    runs = LabelRun.objects.filter(Q(lot__owner=exporter) | Q(lot__in=offered), job__state=Job.State.DONE)
    return runs.select_related("lot__product__variety", "lot__owner").order_by("-pk")


@dataclass(frozen=True)
class PalletLine:
    """A pallet as a table shows it; `number` counts within the batch."""

    number: int
    pallet: Pallet
    cartons: int
    weight_g: int
    gross_g: int | None
    is_open: bool
    lots: tuple[Lot, ...]
    certificates: tuple[Certificate, ...]

    @property
    def sscc(self) -> str:
        """In groups that a person can compare."""
        return spell(self.pallet.sscc)


def numbers_of(batch: ExportBatch) -> dict[int, int]:
    """The number of each pallet within the batch, by its key, in the order in which they were built."""
    return {key: number for number, key in enumerate(batch.pallets.order_by("pk").values_list("pk", flat=True), 1)}


def pallet_lines(batch: ExportBatch) -> list[PalletLine]:
    """The pallets of a batch in the order in which they were built; two queries."""
    pallets = batch.pallets.order_by("pk").select_related("event", "receipt")
    contents: dict[int, list[PalletContent]] = {}
    named = "run__certificate__scheme", "run__lot__product__variety__species", "run__lot__owner"
    for content in PalletContent.objects.filter(pallet__batch=batch).select_related(*named).order_by("pk"):
        contents.setdefault(content.pallet_id, []).append(content)
    return [_line(batch, number, pallet, contents.get(pallet.pk, [])) for number, pallet in enumerate(pallets, start=1)]


def _line(batch: ExportBatch, number: int, pallet: Pallet, contents: list[PalletContent]) -> PalletLine:
    cartons, weight_g = sum(content.cartons for content in contents), sum(content.weight_g for content in contents)
    certificates = {c.run.certificate_id: c.run.certificate for c in contents if c.run.certificate}
    return PalletLine(
        number=number,
        pallet=pallet,
        cartons=cartons,
        weight_g=weight_g,
        gross_g=gross_of(batch, pallet, cartons, weight_g),
        is_open=not contents or any(content.event_id is None for content in contents),
        lots=tuple({content.run.lot_id: content.run.lot for content in contents}.values()),
        certificates=tuple(certificates.values()),
    )


def find_pallet(text: str, *, to: User) -> Pallet:
    """The pallet, among those coming to a user, whose SSCC or one of whose cartons was scanned or typed.

    Read are: an SSCC bare, in groups or behind (00); a GS1 Digital Link of a pallet or carton; (01)…(10)…(21)….
    Raises NoSuchPallet, whatever was typed.
    """
    coming = Pallet.objects.filter(batch__in=ExportBatch.objects.coming_to(to))
    keys = keys_in(text)
    found: QuerySet[Pallet] = coming.none()
    if sscc := keys.get("00"):
        found = coming.filter(sscc=sscc)
    elif keys.keys() >= {"01", "10", "21"}:
        verdict = verify(keys["01"], keys["10"], keys["21"])
        if verdict.run is not None and verdict.counter is not None:
            found = coming.filter(
                contents__run=verdict.run, contents__first__lte=verdict.counter, contents__last__gte=verdict.counter
            )
    pallet = found.select_related("batch").first()
    if pallet is None:
        raise NoSuchPallet(code=text.strip()[:80])
    return pallet
