"""Load the pallets of a batch into its container, and shut the doors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from exports.acts.steps import advance, load_of, note
from exports.containers import compact, is_container_number
from exports.events import loaded, unloaded
from exports.models import Document, ExportBatch, Movement
from exports.refusals import ContainerIsWrong, UnloadingNeedsAReason
from exports.weights import check_bill, check_payload, sums_of
from traceability.epcis.acts.record import record
from traceability.lots.holding.queries import check_free
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role, State = Membership.Role, ExportBatch.State


@transaction.atomic
def load(
    *,
    batch: ExportBatch,
    by: User,
    at: datetime,
    container: str | None = None,
    seal: str | None = None,
    payload_g: int | None = None,
) -> Movement:
    """The pallets of a ready batch are in the container, its doors are shut. One event names the pallets.

    `container` (ISO 6346), `seal` and `payload_g`, what the container may carry, are read from the doors; None leaves
    what was entered before. Raises ContainerIsWrong, ContainerIsTooHeavy, BillOfLadingDiffers, StepOutOfOrder,
    StepIsTooEarly, LotIsHeld or LotIsRecalled.
    """
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK, Role.PACKER)
    read: dict[str, Any] = {} if container is None else {"container": compact(container)}
    read |= {} if seal is None else {"seal": seal.strip()}
    read |= {} if payload_g is None else {"payload_g": payload_g}
    if (number := read.get("container")) and not is_container_number(number):
        raise ContainerIsWrong(number=container)
    batch = advance(batch, needed=State.READY, to=State.LOADED, at=at, **read)
    sums = sums_of(batch)
    check_payload(batch, sums)
    if bill := batch.documents.in_force().filter(kind=Document.Kind.BILL_OF_LADING).last():
        check_bill(batch, bill.facts, sums)
    pallets, lots = load_of(batch)
    check_free(lots)
    event = loaded(batch=batch, pallets=pallets, lots=lots, at=at)
    recorded = record(event=event, act="load", recorded_by=batch.exporter, by=by)
    return note(batch, Movement.Step.LOADED, event=recorded, by=by, at=at)


@transaction.atomic
def unload(*, batch: ExportBatch, by: User, at: datetime, reason: str) -> Movement:
    """The doors of a loaded batch are opened and the pallets taken out, for a reason: it is a draft again, unsealed.

    The reason stays at the exporter's; the event says only that it happened. Raises UnloadingNeedsAReason,
    StepOutOfOrder or StepIsTooEarly.
    """
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK, Role.PACKER)
    reason = reason.strip()
    if not reason:
        raise UnloadingNeedsAReason
    batch = advance(batch, needed=State.LOADED, to=State.DRAFT, at=at, seal="")
    pallets, lots = load_of(batch)
    event = unloaded(batch=batch, pallets=pallets, lots=lots, at=at)
    recorded = record(event=event, act="unload", recorded_by=batch.exporter, by=by)
    return note(batch, Movement.Step.UNLOADED, event=recorded, by=by, at=at, remarks=reason)
