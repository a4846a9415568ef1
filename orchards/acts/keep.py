"""Records that were checked go into the book, with their events: one, or as many as a phone brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from orchards.clocks import CLOCKS_DIFFER_BY
from orchards.drafts import HarvestDraft, TreatmentDraft
from orchards.events import Orchard, harvest_form, treatment_event
from orchards.models import Harvest, Treatment
from orchards.pesticide_registration import is_registration, normalised
from orchards.refusals.land import PlotIsRetired
from orchards.refusals.records import (
    CratesAreWrong,
    IntervalIsWrong,
    PickedInTheFuture,
    ProductIsMissing,
    RegistrationIsNone,
    SprayedInTheFuture,
    WeightIsImpossible,
)
from orchards.thresholds import Thresholds
from traceability.epcis.acts.record import record_filled, record_many
from traceability.epcis.forms import Filling, Form
from traceability.lots.codes import take_codes
from traceability.lots.models import Product
from traceability.parties.models import Organisation
from traceability.web.bulk import fields_of, insert_whole
from traceability.web.dates import moment
from traceability.web.numbers import localised
from traceability.web.prepared import Prepared

MOST_CRATES = 9_999
LONGEST_INTERVAL = 365
Codes = Mapping[date, Sequence[str]]
_loose_fruit_of = Prepared(lambda owner: Product.objects.filter(owner=owner, unit_weight_g=None, quality_class=""), -1)
_ALL = ["id", *fields_of(Harvest)]
_PLOT, _PRODUCT = Harvest._meta.get_field("plot"), Harvest._meta.get_field("product")


def check_harvest(draft: HarvestDraft, thresholds: Thresholds, *, now: datetime) -> None:
    """Raises PlotIsRetired, WeightIsImpossible, CratesAreWrong or PickedInTheFuture."""
    plot = draft.plot
    if plot.retired_at is not None and draft.picked_at > plot.retired_at:
        raise PlotIsRetired(plot=plot.number, day=timezone.localdate(plot.retired_at))
    most = thresholds.most_of_one_harvest_g(on=draft.picked_at.date())
    if not 0 < draft.weight_g <= most:
        raise WeightIsImpossible(kg=localised(draft.weight_g // 1000), most_kg=localised(most // 1000))
    if not 0 <= draft.crates <= MOST_CRATES:
        raise CratesAreWrong(crates=draft.crates)
    if draft.picked_at > now + CLOCKS_DIFFER_BY:
        raise PickedInTheFuture(moment=moment(draft.picked_at))


def check_treatment(draft: TreatmentDraft, *, now: datetime) -> None:
    """Raises PlotIsRetired, ProductIsMissing, RegistrationIsNone, IntervalIsWrong, PickedInTheFuture or
    SprayedInTheFuture.
    """
    plot = draft.plot
    if plot.retired_at is not None:
        raise PlotIsRetired(plot=plot.number, day=timezone.localdate(plot.retired_at))
    if not draft.product.strip():
        raise ProductIsMissing()
    number = normalised(draft.registration_number)
    if number and not is_registration(number):
        raise RegistrationIsNone(number=number)
    if not 0 <= draft.interval_days <= LONGEST_INTERVAL:
        raise IntervalIsWrong(days=draft.interval_days)
    if draft.logged_at > now + CLOCKS_DIFFER_BY:
        raise PickedInTheFuture(moment=moment(draft.logged_at))
    if draft.applied_on > timezone.localdate(now):
        raise SprayedInTheFuture(day=draft.applied_on)


def codes_for(drafts: Sequence[HarvestDraft], cooperative: Organisation) -> Codes:
    """Lot codes for the drafts by day of picking. Taken before the transaction that writes, phones never wait."""
    counts: dict[date, int] = defaultdict(int)
    for draft in drafts:
        counts[draft.picked_at.date()] += 1
    # In the order of days, so that two phones never hold what the other one wants.
    return {day: take_codes(owner=cooperative, day=day, count=counts[day]) for day in sorted(counts)}


@transaction.atomic(savepoint=False)
def keep_harvests(drafts: Sequence[HarvestDraft], *, cooperative: Organisation, codes: Codes) -> list[Harvest]:
    """Write checked harvests of the cooperative's growers, all or none, in statements of many rows each.

    Raises IntegrityError when one of their identifiers is being stored beside this: ask again what is known.
    """
    if not drafts:
        return []
    products = _loose_fruit(cooperative)
    left = {day: iter(of_the_day) for day, of_the_day in codes.items()}
    picked = [(draft, products[draft.plot.variety_id], next(left[draft.picked_at.date()])) for draft in drafts]
    events = record_filled(
        filled=[_event(*one) for one in picked], act="harvest", recorded_by=cooperative, by=drafts[0].trail.by
    )
    now = timezone.now()
    rows = [_row(*one, event, now) for one, event in zip(picked, events, strict=True)]
    keys = insert_whole(Harvest, rows)
    return [
        _harvest(key, row, draft, product) for key, row, (draft, product, _) in zip(keys, rows, picked, strict=True)
    ]


@transaction.atomic(savepoint=False)
def keep_treatments(drafts: Sequence[TreatmentDraft], *, cooperative: Organisation) -> list[Treatment]:
    """Write checked treatments, all or none. Raises IntegrityError as `keep_harvests` does."""
    if not drafts:
        return []
    treatments = [
        Treatment(
            client_id=draft.client_id,
            plot=draft.plot,
            logged_at=draft.logged_at,
            applied_on=draft.applied_on,
            **{name: value for name, value in draft.said().items() if name != "plot_id"},
            **draft.trail.columns(),
        )
        for draft in drafts
    ]
    events = record_many(
        events=[
            treatment_event(treatment, at=draft.logged_at) for treatment, draft in zip(treatments, drafts, strict=True)
        ],
        act="treat",
        recorded_by=cooperative,
        by=drafts[0].trail.by,
    )
    for treatment, event in zip(treatments, events, strict=True):
        treatment.event = event
    return Treatment.objects.bulk_create(treatments)


def _event(draft: HarvestDraft, product: Product, lot_code: str) -> tuple[Form, Filling]:
    orchard = Orchard.of(draft.plot, embryo_less=draft.embryo_less)
    form = harvest_form(orchard, draft.picked_at.date(), _offset_of(draft))
    return form, Filling(draft.picked_at, product.gtin, lot_code, draft.weight_g, draft.client_id)


def _row(draft: HarvestDraft, product: Product, lot_code: str, event: int, now: datetime) -> tuple[Any, ...]:
    """The columns of a harvest but its key, in their order."""
    told = {
        "client_id": draft.client_id,
        "product_id": product.pk,
        "lot_code": lot_code,
        "picked_at": draft.picked_at,
        "picked_offset": _offset_of(draft) // timedelta(minutes=1),
        "paper_id": draft.paper and draft.paper.pk,
        "event_id": event,
        "stored_at": now,
        **draft.said(),
        **draft.trail.columns(),
    }
    return tuple([told[name] for name in fields_of(Harvest)])


def _harvest(key: int, row: tuple[Any, ...], draft: HarvestDraft, product: Product) -> Harvest:
    """The instance of a stored row, as a query would give it, with its plot and product."""
    harvest = Harvest.from_db(DEFAULT_DB_ALIAS, _ALL, [key, *row])
    _PLOT.set_cached_value(harvest, draft.plot)
    _PRODUCT.set_cached_value(harvest, product)
    return harvest


def _offset_of(draft: HarvestDraft) -> timedelta:
    offset = draft.picked_at.utcoffset()
    if offset is None:
        raise ValueError("The time of picking needs its UTC offset.")
    return offset


def _loose_fruit(cooperative: Organisation) -> dict[str, Product]:
    """The cooperative's trade items of loose fruit by variety: one query."""
    return {product.variety_id: product for product in _loose_fruit_of(cooperative.pk)}
