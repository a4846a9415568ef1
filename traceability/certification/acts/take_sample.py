"""Fruit is taken from a lot for somebody to judge."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.certification.models import Sample
from traceability.certification.refusals import NotAControlBody, NotALaboratory, NothingToRead, SampleIsTooSmall
from traceability.certification.sampling import plan_for
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.lots.models import Lot
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def take_sample(*, lot: Lot, taken_for: Organisation, purpose: str, fruits: int, by: User, at: datetime) -> Sample:
    """Take `fruits` fruit of a lot for a control body or a laboratory, who sees the lot from now on.

    Fewer than the sampling plan asks for are refused where the plan is sure, else they are told (`short_of_plan`).
    The same again is the same sample: the event of one moment, lot and body is one event.
    Raises NotYourOrganisation, NotAControlBody, NotALaboratory, NothingToRead or SampleIsTooSmall.
    """
    must_act_for(by, lot.owner, Membership.Role.QUALITY, Membership.Role.CLERK)
    if purpose == Sample.Purpose.INSPECTION and taken_for.kind != Organisation.Kind.CONTROL_BODY:
        raise NotAControlBody(organisation=taken_for.name_latin)
    if purpose == Sample.Purpose.RESIDUES and taken_for.kind != Organisation.Kind.LABORATORY:
        raise NotALaboratory(organisation=taken_for.name_latin)
    if fruits <= 0:
        raise NothingToRead()
    plan = plan_for(lot, purpose, at.date())
    if plan and not plan.is_provisional and fruits < plan.fruits:
        raise SampleIsTooSmall(fruits=fruits, least=plan.fruits, code=lot.code, source=plan.source)
    document = object_event(
        action="OBSERVE",
        biz_step="sampling",
        disposition="in_progress",
        at=at,
        quantities=[Quantity(lot.uri, grams=lot.weight_g)],
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        extensions={"tyt:sample": {"tyt:purpose": purpose, "tyt:fruits": fruits, "tyt:takenFor": taken_for.uri}},
    )
    event = record(event=document, act="sample", recorded_by=lot.owner, by=by)
    lot.shown_to.add(taken_for)
    facts = {"lot": lot, "taken_for": taken_for, "purpose": purpose, "fruits": fruits, "taken_at": at}
    return Sample.objects.get_or_create(event=event, defaults=facts)[0]
