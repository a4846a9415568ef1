"""What treating and storing share: the checks, the row and its one event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event, temperature_element
from traceability.lots.handling.models import Handling, HandlingKind
from traceability.lots.handling.refusals import (
    HandlingIsForLooseFruit,
    HandlingIsUnknown,
    HandlingTimesAreWrong,
    NothingIsLeft,
    SubstanceIsMissing,
    TemperatureIsMissing,
    TemperatureIsWrong,
)
from traceability.lots.handling.temperature_log import COLDEST, HOTTEST, TemperatureLog
from traceability.lots.holding.queries import check_free
from traceability.lots.making import check_time, offset_minutes
from traceability.lots.models import Lot
from traceability.lots.refusals import NotAPlaceOfYours
from traceability.parties.models import Membership, Place, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day as in_words

ROLES = (Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)


@dataclass(frozen=True)
class Told:
    """What is told of a handling. Degrees Celsius; `dose` with its unit."""

    substance: str = ""
    dose: str = ""
    low_c: Decimal | None = None
    high_c: Decimal | None = None
    device: str = ""
    log: TemperatureLog | None = None


def lock_usable(lot: Lot, by: User) -> Lot:
    """The lot, locked, of which something is left and which nobody stopped, for those who may handle it.

    Raises NotYourOrganisation, NothingIsLeft, LotIsHeld or LotIsRecalled.
    """
    must_act_for(by, lot.owner, *ROLES)
    found = Lot.objects.select_for_update(of=("self",)).with_names().get(pk=lot.pk)
    if not found.remaining_g:
        raise NothingIsLeft(code=found.code)
    check_free([found])
    return found


def check_place(place: Place, lot: Lot) -> None:
    """Fruit stays at places of its owner, and not on a plot. Raises NotAPlaceOfYours."""
    if place.owner_id != lot.owner_id or place.kind == Place.Kind.PLOT:
        raise NotAPlaceOfYours(place=place, owner=lot.owner.name_latin)


def write_down(
    *, lot: Lot, kind: HandlingKind, act: str, told: Told, by: User, began: datetime, ended: datetime
) -> Handling:
    """The row and event of a handling of a lot that is locked; see `treat` and `store` for what is refused."""
    _check(lot, kind, act, told, began, ended)
    log = told.log.within(began, ended) if told.log else None
    low, high = (log.low, log.high) if log else (told.low_c, told.high_c)
    if kind.needs_temperature and low is None:
        raise TemperatureIsMissing(kind=kind)
    document = object_event(
        action="OBSERVE",
        biz_step=kind.biz_step,
        disposition="in_progress",
        at=ended,
        quantities=[Quantity(lot.uri, grams=lot.remaining_g)],
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        sensor_elements=[]
        if low is None or high is None
        else [temperature_element(began, ended, low, high, log.mean if log else None)],
        extensions={
            "tyt:handling": kind.code,
            "tyt:substance": told.substance or None,
            "tyt:dose": told.dose or None,
            "tyt:minutes": (ended - began) // timedelta(minutes=1),
            "tyt:temperatureLogSha256": log.sha256 if log else None,
        },
    )
    return Handling.objects.create(
        lot=lot,
        kind=kind,
        place=lot.place,
        substance=told.substance,
        dose=told.dose,
        low_c=low,
        high_c=high,
        device=told.device,
        log=log.as_told if log else [],
        log_sha256=log.sha256 if log else "",
        began_at=began,
        ended_at=ended,
        offset=offset_minutes(ended),
        recorded_by=by,
        event=record(event=document, act=act, recorded_by=lot.owner, by=by),
    )


def _check(lot: Lot, kind: HandlingKind, act: str, told: Told, began: datetime, ended: datetime) -> None:
    check_time([lot], began)
    offset_minutes(ended)
    if kind.act != act or not HandlingKind.objects.in_force(ended.date()).filter(pk=kind.pk).exists():
        raise HandlingIsUnknown(kind=kind, day=in_words(ended.date()))
    if lot.is_packed and not kind.suits_cartons:
        raise HandlingIsForLooseFruit(code=lot.code, kind=kind)
    if not began <= ended <= timezone.now():
        raise HandlingTimesAreWrong()
    if bool(told.substance) != bool(told.dose) or (kind.needs_substance and not told.substance):
        raise SubstanceIsMissing(kind=kind)
    degrees = [one for one in (told.low_c, told.high_c) if one is not None]
    if len(degrees) == 1:
        raise TemperatureIsMissing(kind=kind)
    if degrees != sorted(degrees) or not all(COLDEST <= one <= HOTTEST for one in degrees):
        raise TemperatureIsWrong()
