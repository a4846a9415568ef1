"""Something is put on a plot, and a pre-harvest interval starts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from orchards.clocks import CLOCKS_DIFFER_BY
from orchards.events import treatment_event
from orchards.models import Plot, Treatment
from orchards.permissions import must_write_for
from orchards.refusals import (
    IntervalIsWrong,
    PickedInTheFuture,
    PlotIsRetired,
    ProductIsMissing,
    RecordDiffers,
    SprayedInTheFuture,
)
from traceability.epcis.acts.record import record
from traceability.parties.models import User
from traceability.web.dates import moment

LONGEST_INTERVAL = 365


@transaction.atomic
def log_treatment(
    *,
    client_id: UUID,
    plot: Plot,
    product: str,
    registration_number: str,
    substances: Sequence[str],
    dose: str,
    target: str,
    applied_on: date,
    interval_days: int,
    by: User,
    at: datetime,
) -> Treatment:
    """Log what was sprayed; the plot may be picked again `interval_days` whole days after `applied_on`.

    `client_id` is made where the record is made: the same record twice is one record. `at` is when it is logged.
    The interval is that of the bottle's label (GB/T 8321), which the list of pesticides only proposes.
    Raises NotYourOrganisation, PlotIsRetired, ProductIsMissing, IntervalIsWrong, SprayedInTheFuture,
    PickedInTheFuture or RecordDiffers.
    """
    must_write_for(by, plot.grower)
    body = {
        "plot_id": plot.pk,
        "product": product.strip(),
        "registration_number": registration_number.strip().upper(),
        "substances": [substance.strip() for substance in substances if substance.strip()],
        "dose": dose.strip(),
        "target": target.strip(),
        "applied_on": applied_on,
        "interval_days": interval_days,
    }
    if known := _known(client_id, body):
        return known
    _check(plot, product.strip(), applied_on, interval_days, at)
    try:
        with transaction.atomic():
            treatment = Treatment(client_id=client_id, logged_by=by, **body)
            treatment.plot = plot
            treatment.event = record(
                event=treatment_event(treatment, at=at), act="treat", recorded_by=plot.grower.cooperative, by=by
            )
            treatment.save(force_insert=True)
    except IntegrityError:
        # The phone sent it twice at once and the other request was first.
        if known := _known(client_id, body):
            return known
        raise
    return treatment


def _check(plot: Plot, product: str, applied_on: date, interval_days: int, at: datetime) -> None:
    if plot.retired_at is not None:
        raise PlotIsRetired(plot=plot.number, day=timezone.localdate(plot.retired_at))
    if not product:
        raise ProductIsMissing()
    if not 0 <= interval_days <= LONGEST_INTERVAL:
        raise IntervalIsWrong(days=interval_days)
    now = timezone.now()
    if at > now + CLOCKS_DIFFER_BY:
        raise PickedInTheFuture(moment=moment(at))
    if applied_on > timezone.localdate(now):
        raise SprayedInTheFuture(day=applied_on)


def _known(client_id: UUID, body: dict[str, object]) -> Treatment | None:
    """The treatment with this identifier, if its content is the same. Raises RecordDiffers if it is another."""
    found = Treatment.objects.filter(client_id=client_id).first()
    if found is not None and any(getattr(found, name) != value for name, value in body.items()):
        raise RecordDiffers(lot_code=found.product)
    return found
