"""Something is put on a plot, and a pre-harvest interval starts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from orchards.acts.keep import check_treatment, keep_treatments
from orchards.drafts import Trail, TreatmentDraft, is_same
from orchards.models import Plot, Treatment
from orchards.models.book import Record
from orchards.permissions import must_write_for
from orchards.refusals.records import RecordDiffers
from traceability.parties.models import User


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
    source: str = Record.Source.PROGRAM,
) -> Treatment:
    """Log what was sprayed; the plot may be picked again `interval_days` whole days after `applied_on`.

    `client_id` is made where the record is made: the same record twice is one record. `at` is when it is logged.
    The interval is that of the bottle's label (GB/T 8321), which the list of pesticides only proposes.
    Raises NotYourOrganisation, PlotIsRetired, ProductIsMissing, RegistrationIsNone, IntervalIsWrong,
    SprayedInTheFuture, PickedInTheFuture or RecordDiffers.
    """
    must_write_for(by, plot.grower)
    draft = TreatmentDraft(
        client_id=client_id,
        plot=plot,
        product=product,
        registration_number=registration_number,
        substances=list(substances),
        dose=dose,
        target=target,
        applied_on=applied_on,
        stated_on=applied_on,
        interval_days=interval_days,
        logged_at=at,
        trail=Trail(by=by, source=source),
    )
    if known := _known(draft):
        return known
    check_treatment(draft, now=timezone.now())
    try:
        return keep_treatments([draft], cooperative=plot.grower.cooperative)[0]
    except IntegrityError:
        # The phone sent it twice at once and the other request was first.
        if known := _known(draft):
            return known
        raise


def _known(draft: TreatmentDraft) -> Treatment | None:
    """The treatment with this identifier, if its content is the same. Raises RecordDiffers if it is another."""
    found = Treatment.objects.filter(client_id=draft.client_id).first()
    if found is not None and not is_same(found, draft):
        raise RecordDiffers(lot_code=found.product)
    return found
