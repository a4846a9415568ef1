"""A code was printed wrong, and the cartons are out in the world: it is recognised as the lot that it means."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import Event
from traceability.gs1.digital_link import DigitalLink, parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.lots.making import check_time
from traceability.lots.models import Lot, Product
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.provenance.registry.models import Alias
from traceability.provenance.registry.refusals import (
    CodeIsInUse,
    CodeIsNoLot,
    CodeIsNotYours,
    CodeIsRecognised,
    NotAKey,
    RecognitionNeedsAReason,
)
from traceability.web.identifiers import in_words


@transaction.atomic
def recognise(*, printed: str, lot: Lot, reason: str, by: User, at: datetime) -> Alias:
    """Whoever scans the lot code `printed` (a Digital Link, with or without a serial) comes to `lot`, for ever.

    For a GTIN or lot code that was misprinted; and, since the code of a lot never changes, for that of a lot that was
    made in error, all of whose events were declared wrong, when its cartons belong to another. It must be a code of
    the owner's own GTINs, or a GTIN under its company prefix, with no story of its own: what was recorded of one lot
    is never shown as another's. The event that records it tells buyers the reason.

    Raises NotYourOrganisation, NotAKey, CodeIsNoLot, CodeIsNotYours, CodeIsInUse, CodeIsRecognised,
    RecognitionNeedsAReason, UsedBeforeMade, TimeNeedsOffset or TextImitatesTheName.
    """
    must_act_for(by, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)
    meant = _lot_code(printed)
    reason = " ".join(reason.split())
    if not reason:
        raise RecognitionNeedsAReason
    check_time([lot], at)
    _check_free(meant, lot)
    document = object_event(
        action="OBSERVE",
        biz_step="other",
        at=at,
        quantities=[Quantity(lot.uri, grams=lot.weight_g)],
        extensions={"tyt:misprinted": {"tyt:code": meant.uri(), "tyt:reason": reason}},
    )
    event = record(event=document, act="recognise", recorded_by=lot.owner, by=by)
    return Alias.objects.create(
        identifier=meant.uri(), lot=lot, reason=reason, recognised_at=at, recognised_by=by, event=event
    )


def _lot_code(printed: str) -> DigitalLink:
    """GTIN and lot of what was printed, without serial and query."""
    try:
        link = parse(printed.strip().partition("?")[0])
    except InvalidIdentifier as problem:
        raise NotAKey(reason=in_words(problem)) from problem
    code = link.get("10")
    if link.key[0] != "01" or code is None:
        raise CodeIsNoLot
    return DigitalLink((link.key, ("10", code)))


def _check_free(meant: DigitalLink, lot: Lot) -> None:
    gtin = meant.key[1]
    product = Product.objects.filter(gtin=gtin).first()
    prefix = lot.owner.gs1_prefix
    is_own = product.owner_id == lot.owner_id if product else bool(prefix) and gtin[1:].startswith(prefix)
    if not is_own:
        raise CodeIsNotYours(gtin=gtin)
    if known := Alias.objects.filter(identifier=meant.uri()).select_related("lot").first():
        raise CodeIsRecognised(identifier=meant.path(), code=known.lot.code)
    told = Event.objects.about(meant.uri()).filter(error_of=None, errors__isnull=True)
    if told.exists():
        raise CodeIsInUse(identifier=meant.path())
