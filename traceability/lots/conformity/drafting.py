"""A certificate before it is kept: checked, numbered, worded; and what the event of its act says of it.

An act that makes fruit and its certificate in one step records one event for both:

    certificate = draft(lot=lot, kind=Kind.MIXTURE, form=form, pickings=pickings, bases=(), by=by, at=at)
    event = record(event=object_event(…, **told_by(certificate)), …)
    keep(certificate, event)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict

from traceability.epcis.models import Event
from traceability.lots.conformity.models import ConformityCertificate, Form
from traceability.lots.conformity.origin import origin_of
from traceability.lots.conformity.queries import bases_of, numbers_of
from traceability.lots.conformity.refusals import (
    BasisIsMissing,
    BasisIsUnknown,
    ConformityCertificateStands,
    ContactIsMissing,
    PromiseWouldBeFalse,
)
from traceability.lots.facts import Picking
from traceability.lots.making import offset_minutes
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User
from traceability.web.dates import day as in_words

CONTROL = "control"
"""The basis that is ticked when nobody says another: the house's own quality and safety control."""


class Told(TypedDict):
    """What an event says of a certificate, as `epcis.builders` takes it."""

    certification_info: list[str]
    extensions: dict[str, Any]


def draft(
    *,
    lot: Lot,
    kind: str,
    by: User,
    at: datetime,
    pickings: Sequence[Picking],
    form: Form | None = None,
    bases: Sequence[str] = (),
    replaces: ConformityCertificate | None = None,
    reason: str = "",
    chain: Sequence[str] | None = None,
) -> ConformityCertificate:
    """The next certificate of a lot, not kept yet. A lot has one chain of them: the first, and what replaced it.

    `chain` are its numbers so far, for who knows them: a lot that was just made has none.
    Raises ConformityCertificateStands, ContactIsMissing, BasisIsMissing, BasisIsUnknown, PromiseWouldBeFalse or
    TimeNeedsOffset.
    """
    offset = offset_minutes(at)
    chain = numbers_of(lot) if chain is None else chain
    if replaces is None and chain:  # the last of a chain always stands
        raise ConformityCertificateStands(code=lot.code, number=chain[-1])
    origin, variety = origin_of(pickings), lot.product.variety
    certificate = ConformityCertificate(
        lot=lot,
        number=f"{lot.code}-{len(chain) + 1}",
        kind=kind,
        product_zh=_of_its_kind(variety.name_zh, variety.species.name_zh, ""),
        product_en=_of_its_kind(variety.name_en, variety.species.name_en, " "),
        weight_g=lot.weight_g,
        units=lot.units,
        origin_zh=origin.zh,
        origin_en=origin.en,
        issued_on=at.date(),
        recorded_at=at,
        recorded_offset=offset,
        recorded_by=by,
        replaces=replaces,
        reason=reason,
    )
    if form is not None:
        _promise(certificate, form, lot.owner, bases, pickings)
    return certificate


def _of_its_kind(variety: str, fruit: str, space: str) -> str:
    """Tainong No. 1 mango, but Newhall navel orange: the fruit is not said twice."""
    return variety if variety.endswith(fruit) else f"{variety}{space}{fruit}"


def _promise(
    certificate: ConformityCertificate,
    form: Form,
    issuer: Organisation,
    bases: Sequence[str],
    pickings: Sequence[Picking],
) -> None:
    """Words, basis and issuer of a promise that is made here, if it can be made."""
    known = bases_of(form)
    if not bases:
        raise BasisIsMissing()
    for basis in bases:
        if basis not in known:
            raise BasisIsUnknown(basis=basis, day=in_words(certificate.issued_on))
    for row in pickings:
        if row.is_inside_interval and row.allowed_from:
            raise PromiseWouldBeFalse(
                code=row.lot_code, picked_on=in_words(row.picked_on), allowed_from=in_words(row.allowed_from)
            )
    if not issuer.phone:
        raise ContactIsMissing(organisation=issuer.name_latin)
    certificate.form, certificate.issuer = form, issuer
    certificate.bases = ",".join(dict.fromkeys(bases))


def told_by(certificate: ConformityCertificate | None) -> Told:
    """The certificate's public face: its address, form and basis; of one that an event told of before, the address.

    No name and no telephone number enter an event. Without a certificate nothing is said.
    """
    if certificate is None:
        return {"certification_info": [], "extensions": {}}
    if certificate.is_kept:
        return {"certification_info": [certificate.uri], "extensions": {}}
    return {
        "certification_info": [certificate.uri],
        "extensions": {
            "tyt:conformity": {
                "tyt:number": certificate.number,
                "tyt:kind": certificate.kind,
                "tyt:form": certificate.form_id,
                "tyt:basis": certificate.ticked or None,
                "tyt:issuedOn": certificate.issued_on.isoformat(),
                "tyt:replaces": certificate.replaces.number if certificate.replaces else None,
                "tyt:sha256": certificate.sha256 or None,
            }
        },
    }


def keep(certificate: ConformityCertificate, event: Event) -> ConformityCertificate:
    """Store it for good, with the event that tells of it."""
    certificate.event = event
    certificate.save(force_insert=True)
    return certificate
