"""Fruit is picked and weighed in the orchard: it is a lot from this moment on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from orchards.acts.keep import check_harvest, codes_for, keep_harvests
from orchards.drafts import HarvestDraft, Trail, is_same
from orchards.models import Harvest, PaperBook, Plot
from orchards.models.book import Record
from orchards.permissions import must_write_for
from orchards.refusals.records import RecordDiffers
from orchards.thresholds import Thresholds
from traceability.epcis.acts.record import to_millisecond
from traceability.parties.models import User


@transaction.atomic
def log_harvest(
    *,
    client_id: UUID,
    plot: Plot,
    weight_g: int,
    crates: int,
    by: User,
    at: datetime,
    embryo_less: bool = False,
    device_clock: datetime | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    source: str = Record.Source.PROGRAM,
    paper: PaperBook | None = None,
) -> Harvest:
    """Log a picking of `weight_g` grams at `at` (aware; its offset is that of the orchard) and give it a lot code.

    `client_id` is made where the record is made: the same record twice is one record, whatever the network did.
    A picking inside a pre-harvest interval is recorded like any other and shows as such everywhere: hiding it would be
    worse. The season's sum is asked about by `questions` and stopped only at weigh-in. What a phone brings
    after a day without signal goes through `sync`, by the same checks.
    Raises NotYourOrganisation, PlotIsRetired, WeightIsImpossible, CratesAreWrong, PickedInTheFuture or RecordDiffers.
    """
    must_write_for(by, plot.grower)
    at = to_millisecond(at)
    draft = HarvestDraft(
        client_id=client_id,
        plot=plot,
        weight_g=weight_g,
        crates=crates,
        stated_at=at,
        picked_at=at,
        embryo_less=embryo_less,
        latitude=latitude,
        longitude=longitude,
        paper=paper,
        trail=Trail(by=by, source=source, device_clock=device_clock),
    )
    if known := _known(draft):
        return known
    check_harvest(draft, Thresholds(), now=timezone.now())
    cooperative = plot.grower.cooperative
    try:
        with transaction.atomic():
            codes = codes_for([draft], cooperative)
            return keep_harvests([draft], cooperative=cooperative, codes=codes)[0]
    except IntegrityError:
        # The phone sent it twice at once and the other request was first.
        if known := _known(draft):
            return known
        raise


def _known(draft: HarvestDraft) -> Harvest | None:
    """The harvest with this identifier, if its content is the same. Raises RecordDiffers if it is another."""
    found = Harvest.objects.filter(client_id=draft.client_id).first()
    if found is not None and not is_same(found, draft):
        raise RecordDiffers(lot_code=found.lot_code)
    return found
