"""What accepting and refusing have in common: one event for the pallets decided, and the batch closed by the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Sum

from exports.acts.steps import advance, note
from exports.events import landed
from exports.models import ExportBatch, Movement, Pallet
from exports.receiving.models import PalletReceipt
from exports.refusals import StepIsTooEarly
from traceability.epcis.acts.record import record
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.web import dates

Decision, State = PalletReceipt.Decision, ExportBatch.State


def undecided(batch: ExportBatch) -> list[Pallet]:
    """Pallets about which nothing was decided, by number."""
    return list(batch.pallets.filter(receipt=None).order_by("sscc"))


def record_decision(
    batch: ExportBatch,
    pallets: Sequence[Pallet],
    *,
    decision: str,
    by: User,
    at: datetime,
    remarks: str = "",
    cartons_counted: int | None = None,
    core_c: Decimal | None = None,
) -> list[PalletReceipt]:
    """Keep the decision about these pallets of a locked batch with one event that names no remark.

    `cartons_counted` and `core_c` are of a single pallet. Raises StepIsTooEarly before the batch's last step.
    """
    last = batch.movements.select_related("event").last()
    if last and at < last.at:
        raise StepIsTooEarly(code=batch.code, last=dates.moment(last.at, last.event.event_offset))
    sent = _cartons_of(pallets)
    counted = {} if cartons_counted is None else {"sent": sum(sent.values()), "counted": cartons_counted}
    event = landed(
        batch=batch,
        pallets=pallets,
        lots=_lots_on(pallets),
        step="receiving",
        outcome=decision,
        at=at,
        cartons=counted,
    )
    refused = decision == Decision.REFUSED
    act = "refuse_consignment" if refused else "receive_consignment"
    recorded = record(event=event, act=act, recorded_by=batch.importer, by=by)
    return PalletReceipt.objects.bulk_create(
        PalletReceipt(
            pallet=pallet,
            decision=decision,
            cartons_sent=sent[pallet.pk],
            cartons_counted=cartons_counted,
            core_c=core_c,
            remarks=remarks,
            at=at,
            by=by,
            event=recorded,
        )
        for pallet in pallets
    )


def close(batch: ExportBatch, last: PalletReceipt, *, remarks: str = "") -> Movement | None:
    """Once every pallet is decided the batch is received; refused, when all of them were. None before that.

    The step has the event of the `last` decision. Raises StepOutOfOrder.
    """
    if undecided(batch):
        return None
    taken = PalletReceipt.objects.filter(pallet__batch=batch).exclude(decision=Decision.REFUSED).exists()
    to, step = (State.RECEIVED, Movement.Step.RECEIVED) if taken else (State.REFUSED, Movement.Step.REFUSED)
    batch = advance(batch, needed=State.ARRIVED, to=to, at=last.at)
    said = remarks if taken else remarks or last.remarks
    return note(batch, step, event=last.event, by=last.by, at=last.at, remarks=said)


def _cartons_of(pallets: Sequence[Pallet]) -> dict[int, int]:
    """How many cartons were sent, by primary key of the pallet."""
    cartons = F("contents__last") - F("contents__first") + 1
    rows = Pallet.objects.filter(pk__in=[pallet.pk for pallet in pallets]).order_by()
    return dict(rows.annotate(sent=Sum(cartons)).values_list("pk", "sent"))


def _lots_on(pallets: Sequence[Pallet]) -> list[Lot]:
    found = Lot.objects.filter(label_runs__pallet_contents__pallet__in=list(pallets))
    return list(found.select_related("product").distinct().order_by("pk"))
