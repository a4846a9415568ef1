"""Ship a batch that is loaded."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from exports.acts.clearing import check_clear
from exports.acts.judge import Because, keep_report
from exports.acts.steps import advance, load_of, note
from exports.events import shipped
from exports.models import ExportBatch, Movement, PalletContent
from exports.news import Kind, tell
from exports.readiness.engine import assess
from exports.refusals import DaysAreTurned, NothingToShip
from traceability.epcis.acts.record import record
from traceability.lots.holding.queries import check_free
from traceability.lots.making import draw
from traceability.lots.models import Lot
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day as in_words

State = ExportBatch.State


@transaction.atomic
def ship(*, batch: ExportBatch, by: User, at: datetime) -> Movement:
    """Judge the batch afresh and let it leave at `at`, whose local day becomes its day of departure.

    Keeps the report, takes the cartons' weight from their lots and records one shipping event. Raises NotReady with
    the first requirement that stops it (its rule and source among the facts), WarningStands with the first warning that
    nobody has taken on, StepOutOfOrder when it is not loaded or has left, NothingToShip, LotOverdrawn, LotIsHeld,
    LotIsRecalled, or DaysAreTurned when it would leave on or after its day of arrival.
    """
    must_act_for(by, batch.exporter, Membership.Role.SHIPPER)
    if at.date() >= batch.arrives_on:
        raise DaysAreTurned(arrives=in_words(batch.arrives_on), leaves=in_words(at.date()))
    batch = advance(batch, needed=State.LOADED, to=State.SHIPPED, at=at, leaves_on=at.date())
    pallets, lots = load_of(batch)
    if not pallets:
        raise NothingToShip(code=batch.code)
    assessment = assess(batch)
    check_clear(batch, assessment)
    keep_report(batch, assessment, by=by, at=at, because=Because.SHIPPED)
    _draw_down(batch, lots)
    check_free(lots)
    event = shipped(batch=batch, pallets=pallets, lots=lots, at=at)
    recorded = record(event=event, act="ship", recorded_by=batch.exporter, by=by)
    movement = note(batch, Movement.Step.SHIPPED, event=recorded, by=by, at=at)
    tell(Kind.SHIPPED, batch, event=recorded.event_id)
    return movement


def _draw_down(batch: ExportBatch, lots: list[Lot]) -> None:
    """What leaves is no longer in stock."""
    cartons: Counter[int] = Counter()
    for content in PalletContent.objects.filter(pallet__batch=batch).select_related("run"):
        cartons[content.run.lot_id] += content.cartons
    draw([(lot, cartons[lot.pk] * (lot.product.unit_weight_g or 0)) for lot in lots])
