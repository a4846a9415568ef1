"""A lot was weighed wrong: the weighing is declared wrong, and the right one stands beside it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.declare_error import declare_error
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import Event
from traceability.epcis.queries import events_about
from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.making import check_time, offset_minutes
from traceability.lots.models import Lot, Making, WeightCorrection
from traceability.lots.panels import weight_check
from traceability.lots.refusals import (
    CorrectionChangesNothing,
    CorrectionNeedsAReason,
    LotIsInUse,
    LotWasNotWeighed,
    WeightIsWrong,
)
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.templatetags.look import kg

HARMLESS = frozenset(
    {"harvest", "receive", "correct", "promise", "take_in", "treat", "store", "move", "hold", "release"}
)
"""Acts that rest on no weight of the lot, or are mended with it."""


@transaction.atomic
def correct(*, lot: Lot, weight_g: int, reason: str, by: User, at: datetime) -> WeightCorrection:
    """The scale showed `weight_g` grams, not what was written: the lot weighs that now, and both stay on record.

    The event of the weighing gets an errorDeclaration, and the right one is recorded with its old time (EPCIS 2.0
    section 7.4.1.4). A conformity certificate issued here for the wrong weight is replaced in the same step. Nothing
    may have been made, taken or claimed of the lot yet: what was decided on a weight stays decided, and a stocktake
    tells what is really there. Raises NotYourOrganisation, LotWasNotWeighed, LotIsInUse, WeightIsWrong,
    CorrectionChangesNothing, CorrectionNeedsAReason, UsedBeforeMade or what the orchard does not believe.
    """
    must_act_for(by, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)
    found = Lot.objects.select_for_update(of=("self",)).with_names().get(pk=lot.pk)
    reason = reason.strip()
    if not reason:
        raise CorrectionNeedsAReason()
    if weight_g <= 0:
        raise WeightIsWrong()
    if found.making.act != Making.Act.RECEIVE:
        raise LotWasNotWeighed(code=found.code)
    check_time([found], at)
    if not may_be_corrected(found):
        raise LotIsInUse(code=found.code)
    if weight_g == found.weight_g:
        raise CorrectionChangesNothing(code=found.code, weight_kg=kg(weight_g))
    weight_check.results(found, weight_g)
    right = _declare(found, weight_g, by, at)
    made = WeightCorrection.objects.create(
        lot=found,
        before_g=found.weight_g,
        weight_g=weight_g,
        reason=reason,
        corrected_at=at,
        corrected_offset=offset_minutes(at),
        corrected_by=by,
        event=right,
    )
    Lot.objects.filter(pk=found.pk).update(weight_g=weight_g, remaining_g=weight_g)
    for held in (found, lot):
        held.weight_g = held.remaining_g = weight_g
    for promise in ConformityCertificate.objects.standing().filter(lot=found, kind__in=ConformityCertificate.OWN):
        issue(lot=found, bases=promise.ticked, by=by, at=at, replaces=promise, reason=reason)
    return made


def may_be_corrected(lot: Lot) -> bool:
    """Whether a lot came over the scale and nothing rests on its weight yet."""
    is_whole = lot.making.act == Making.Act.RECEIVE and lot.remaining_g == lot.weight_g
    return is_whole and not events_about(lot.uri).exclude(act__in=HARMLESS).exists()


def _declare(lot: Lot, weight_g: int, by: User, at: datetime) -> Event:
    """The wrong weighing declared wrong by the right one, which happened at the same time and place."""
    wrong = weighing_of(lot)
    document = object_event(
        action="OBSERVE",
        biz_step="receiving",
        disposition="in_progress",
        at=wrong.local_time,
        quantities=[Quantity(lot.uri, grams=weight_g)],
        read_point=wrong.read_point,
        biz_location=wrong.biz_location,
        extensions={"tyt:loggedKg": wrong.document.get("tyt:loggedKg")},
    )
    right = record(event=document, act="receive", recorded_by=lot.owner, by=by)
    declare_error(event=wrong, reason="incorrect_data", corrective=[right], recorded_by=lot.owner, by=by, at=at)
    return right


def weighing_of(lot: Lot) -> Event:
    """The event of the weighing that holds: the last correction's, else the first."""
    last = lot.weight_corrections.order_by("-pk").first()
    return last.event if last else lot.making.event
