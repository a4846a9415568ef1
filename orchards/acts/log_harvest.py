"""Fruit is picked and weighed in the orchard: it is a lot from this moment on."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from orchards.clocks import CLOCKS_DIFFER_BY
from orchards.events import harvest_event
from orchards.models import Harvest, Plot
from orchards.permissions import must_write_for
from orchards.refusals import CratesAreWrong, PickedInTheFuture, PlotIsRetired, RecordDiffers, WeightIsImpossible
from orchards.thresholds import Thresholds
from traceability.epcis.acts.record import record
from traceability.lots.codes import take_code
from traceability.lots.models import Product
from traceability.parties.models import User
from traceability.web.dates import moment
from traceability.web.numbers import localised

MOST_CRATES = 9_999


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
    photo: File[Any] | None = None,
) -> Harvest:
    """Log a picking of `weight_g` grams at `at` (aware; its offset is that of the orchard) and give it a lot code.

    `client_id` is made where the record is made: the same record twice is one record, whatever the network did.
    A picking inside a pre-harvest interval is recorded like any other and shows as such everywhere: hiding it would be
    worse. The season's sum is asked about by `doubts.season_yield` and stopped only at weigh-in.
    Raises NotYourOrganisation, PlotIsRetired, WeightIsImpossible, CratesAreWrong, PickedInTheFuture or RecordDiffers.
    """
    must_write_for(by, plot.grower)
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)  # an event's time is written to the millisecond
    body = {
        "plot_id": plot.pk,
        "weight_g": weight_g,
        "crates": crates,
        "picked_at": at,
        "embryo_less": embryo_less,
    }
    if known := _known(client_id, body):
        return known
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("The time of picking needs its UTC offset.")
    _check(plot, weight_g, crates, at)
    harvest = Harvest(
        client_id=client_id,
        picked_offset=int(offset.total_seconds() // 60),
        device_clock=device_clock,
        latitude=latitude,
        longitude=longitude,
        photo=photo,
        logged_by=by,
        **body,
    )
    harvest.plot = plot
    try:
        with transaction.atomic():
            return _store(harvest, at=at, by=by)
    except IntegrityError:
        # The phone sent it twice at once and the other request was first.
        if known := _known(client_id, body):
            return known
        raise


def _store(harvest: Harvest, *, at: datetime, by: User) -> Harvest:
    plot, cooperative = harvest.plot, harvest.plot.grower.cooperative
    harvest.product = Product.objects.get(
        owner=cooperative, variety=plot.variety_id, unit_weight_g=None, quality_class=""
    )
    harvest.lot_code = take_code(owner=cooperative, day=at.date())
    harvest.event = record(event=harvest_event(harvest, at=at), act="harvest", recorded_by=cooperative, by=by)
    harvest.save(force_insert=True)
    return harvest


def _check(plot: Plot, weight_g: int, crates: int, at: datetime) -> None:
    if plot.retired_at is not None and at > plot.retired_at:
        raise PlotIsRetired(plot=plot.number, day=timezone.localdate(plot.retired_at))
    most = Thresholds().most_of_one_harvest_g(on=at.date())
    if not 0 < weight_g <= most:
        raise WeightIsImpossible(kg=localised(weight_g // 1000), most_kg=localised(most // 1000))
    if not 0 <= crates <= MOST_CRATES:
        raise CratesAreWrong(crates=crates)
    if at > timezone.now() + CLOCKS_DIFFER_BY:
        raise PickedInTheFuture(moment=moment(at))


def _known(client_id: UUID, body: dict[str, Any]) -> Harvest | None:
    """The harvest with this identifier, if its content is the same. Raises RecordDiffers if it is another."""
    found = Harvest.objects.filter(client_id=client_id).first()
    if found is not None and any(getattr(found, name) != value for name, value in body.items()):
        raise RecordDiffers(lot_code=found.lot_code)
    return found
