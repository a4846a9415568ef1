"""What every step of a batch has in common: it is taken once, in order, by a conditional UPDATE."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from exports.models import ExportBatch, Movement, Pallet
from exports.refusals import BatchHasLeft, BatchIsLoaded, NothingToShip, PalletIsOpen, StepIsTooEarly, StepOutOfOrder
from traceability.epcis.models import Event
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.web import dates

State = ExportBatch.State


def advance(batch: ExportBatch, *, needed: State, to: State, at: datetime, **facts: Any) -> ExportBatch:
    """The batch in its new state and with other `facts`, its row locked; of two who try at once one is refused.

    Raises StepOutOfOrder unless it was in the `needed` state, StepIsTooEarly when `at` lies before its last step.
    """
    won = ExportBatch.objects.filter(pk=batch.pk, state=needed).update(state=to, **facts)
    current = ExportBatch.objects.with_names().get(pk=batch.pk)
    if not won:
        raise StepOutOfOrder(code=current.code, state=current.get_state_display(), needed=needed.label)
    last = current.movements.last()
    if last and at < last.at:
        raise StepIsTooEarly(code=current.code, last=dates.moment(last.at, last.event.event_offset))
    return current


def for_change(batch: ExportBatch) -> ExportBatch:
    """The batch with its row locked, to change what is on its pallets: a draft once more, whatever was judged before.

    Raises BatchIsLoaded or BatchHasLeft.
    """
    won = ExportBatch.objects.filter(pk=batch.pk, state__in=(State.DRAFT, State.READY)).update(
        state=State.DRAFT, revision=F("revision") + 1
    )
    current = ExportBatch.objects.select_related("exporter").get(pk=batch.pk)
    if not won:
        raise (BatchHasLeft if current.has_left else BatchIsLoaded)(code=current.code)
    return current


def check_pallets(batch: ExportBatch) -> None:
    """Raises NothingToShip, or PalletIsOpen when something on a pallet, or all of it, was not told by an event."""
    if not batch.pallets.exists():
        raise NothingToShip(code=batch.code)
    open_ones = batch.pallets.filter(Q(event=None) | Q(contents=None) | Q(contents__event=None, contents__isnull=False))
    if one := open_ones.first():
        raise PalletIsOpen(sscc=one.sscc)


def load_of(batch: ExportBatch) -> tuple[list[Pallet], list[Lot]]:
    """The pallets of a batch, and the lots on them, each once."""
    pallets = list(batch.pallets.order_by("sscc"))
    lots = Lot.objects.filter(label_runs__pallet_contents__pallet__batch=batch).select_related("product").distinct()
    return pallets, list(lots.order_by("pk"))


def note(
    batch: ExportBatch, step: Movement.Step, *, event: Event, by: User, at: datetime, remarks: str = ""
) -> Movement:
    """Write the step down beside its event; a container that was opened is loaded for another turn."""
    turn = 1 + batch.movements.filter(step=step).count()
    return Movement.objects.create(batch=batch, step=step, turn=turn, at=at, by=by, remarks=remarks, event=event)
