"""A harvest comes in at the packing house: the door from the orchard to the lots."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from orchards.models import Correction, Harvest, WeighIn
from orchards.queries import kg_per_mu, season_treatments, season_weighed_g
from orchards.refusals.records import (
    AlreadyWeighedIn,
    DifferenceNeedsExplanation,
    HarvestIsDeclaredWrong,
    NotAPackingHouse,
    WeighedBeforePicked,
    WeightIsImpossible,
    YieldNeedsExplanation,
)
from orchards.thresholds import Key, Thresholds
from orchards.weights import shown
from traceability.lots.acts.receive import receive
from traceability.lots.conformity.coming_in import Paper, Promise
from traceability.lots.facts import OriginFacts
from traceability.lots.models import Lot
from traceability.parties.models import Membership, Organisation, Place, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import moment
from traceability.web.numbers import localised


@transaction.atomic
def weigh_in(
    *,
    harvest: Harvest,
    weight_g: int,
    place: Place,
    by: User,
    at: datetime,
    explanation: str = "",
    conformity: Promise | Paper | None = None,
) -> Lot:
    """Receive a harvest on the scale with `weight_g` grams; both numbers are kept.

    What claims will need of the orchard is copied onto the lot, so that nobody has to look back up the hill.
    A difference above the tolerance and a season above the believable yield need an explanation in words.
    `conformity` is the certificate that came with the fruit, or the promise that is issued here in the same step;
    without it the lot is shown as lacking one.
    The same weighing again answers the lot that stands. Raises NotYourOrganisation, AlreadyWeighedIn,
    HarvestIsDeclaredWrong, NotAPackingHouse, WeighedBeforePicked, WeightIsImpossible, DifferenceNeedsExplanation,
    YieldNeedsExplanation or what `issue` and `take_in` raise.
    """
    cooperative = harvest.plot.grower.cooperative
    must_act_for(by, cooperative, Membership.Role.CLERK, Membership.Role.PACKER)
    Harvest.objects.select_for_update().get(pk=harvest.pk)  # two scales may be asking at once
    if found := WeighIn.objects.filter(harvest=harvest).select_related("lot").first():
        if (found.lot.weight_g, found.lot.place_id) == (weight_g, place.pk):
            return found.lot
        raise AlreadyWeighedIn(lot_code=harvest.lot_code, kg=shown(found.lot.weight_g, "kg"))
    if Correction.objects.filter(harvest=harvest).exists():
        raise HarvestIsDeclaredWrong(lot_code=harvest.lot_code)
    explanation = explanation.strip()
    _check(harvest, weight_g, place, cooperative, at)
    if not explanation:
        _ask(harvest, weight_g)
    lot = receive(
        owner=cooperative,
        product=harvest.product,
        code=harvest.lot_code,
        place=place,
        weight_g=weight_g,
        origin=origin_of(harvest),
        by=by,
        at=at,
    )
    WeighIn.objects.create(harvest=harvest, lot=lot, explanation=explanation)
    if conformity is not None:
        conformity.give_to(lot, by=by, at=at)
    return lot


def origin_of(harvest: Harvest) -> OriginFacts:
    """The facts of the orchard that travel with the fruit. No name, no phone number, no position of a household."""
    plot, day = harvest.plot, harvest.picked_on
    treatments = season_treatments(plot, day)
    return OriginFacts(
        plot=plot.place,
        plot_number=plot.number,
        village=plot.place.village,
        county=plot.place.county,
        grower_pseudonym=plot.grower.pseudonym,
        picked_on=day,
        embryo_less=harvest.embryo_less,
        logged_g=harvest.weight_g,
        treatments=[
            {
                "product": treatment.product,
                "substances": treatment.substances,
                "days_elapsed": (day - treatment.applied_on).days,
                "interval_days": treatment.interval_days,
            }
            for treatment in treatments
        ],
        allowed_from=max((treatment.allowed_from for treatment in treatments), default=None),
        area_mu=plot.area_mu,
    )


def _check(harvest: Harvest, weight_g: int, place: Place, cooperative: Organisation, at: datetime) -> None:
    if place.owner_id != cooperative.pk or place.kind != Place.Kind.PACKING_HOUSE:
        raise NotAPackingHouse(place=place, organisation=cooperative.name_latin)
    if at < harvest.picked_at:
        raise WeighedBeforePicked(lot_code=harvest.lot_code, picked=moment(harvest.picked_at, harvest.picked_offset))
    check_weight(weight_g, on=harvest.picked_on)


def check_weight(weight_g: int, *, on: date) -> None:
    """Whether one harvest can weigh so much. Raises WeightIsImpossible."""
    most = Thresholds().most_of_one_harvest_g(on=on)
    if not 0 < weight_g <= most:
        raise WeightIsImpossible(kg=localised(weight_g // 1000), most_kg=localised(most // 1000))


def _ask(harvest: Harvest, weight_g: int) -> None:
    """What cannot be taken in without a word."""
    day, plot, thresholds = harvest.picked_on, harvest.plot, Thresholds()
    difference = abs(weight_g - harvest.weight_g)
    if difference > thresholds.tolerance_g(harvest.weight_g, on=day):
        raise DifferenceNeedsExplanation(
            logged_kg=shown(harvest.weight_g, "kg"),
            weighed_kg=shown(weight_g, "kg"),
            percent=f"{difference * 100 / harvest.weight_g:.1f}",
        )
    per_mu = kg_per_mu(season_weighed_g(plot, day) + weight_g, plot)
    limit = thresholds.value(Key.SEASON_STOPS, on=day)
    if per_mu > limit:
        raise YieldNeedsExplanation(plot=plot.number, per_mu=localised(per_mu), limit=localised(int(limit)))
