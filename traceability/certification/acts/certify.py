"""A control body certifies that so many kilograms of a lot may carry the name."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction

from traceability.certification.acts.count_season import count_season
from traceability.certification.models import Certificate, GIScheme
from traceability.certification.naming import judge_name
from traceability.certification.refusals import (
    CertificateEndsTooEarly,
    CertificateIsTooLarge,
    CertificateNumberIsTaken,
    CertificateNumberIsWrong,
    LotIsCertified,
    NameNotEarned,
    NotAControlBody,
    SchemeIsNotInForce,
)
from traceability.certification.verdicts import keep
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import Event
from traceability.gs1.digital_link import document_uri
from traceability.gs1.keys import gdti
from traceability.lots.holding.queries import check_not_recalled
from traceability.lots.models import Lot
from traceability.parties.dated import in_force
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
"""What stands in an address without any escape."""


def certify(
    *,
    lot: Lot,
    scheme: GIScheme,
    certified_g: int,
    number: str,
    valid_to: date,
    packer: Organisation,
    by: User,
    at: datetime,
) -> Certificate:
    """Issue a certificate for `certified_g` grams of a lot, a quota that labels with the sign draw down.

    The decision is kept with the rule rows that it used, also when the name is refused.
    Raises NameNotEarned with the test that failed, in words; NotAControlBody, NotYourOrganisation, LotIsRecalled,
    SchemeIsNotInForce, CertificateIsTooLarge, LotIsCertified, CertificateNumberIsWrong, CertificateNumberIsTaken,
    CertificateEndsTooEarly, PlotAreaIsUnknown, YieldIsUnknown or PlotYieldsLess.
    """
    body = _control_body(by)
    must_act_for(by, body, Membership.Role.INSPECTOR)
    check_not_recalled([lot])
    if not in_force(GIScheme.objects.all(), at.date()).filter(pk=scheme.pk).exists():
        raise SchemeIsNotInForce(name=scheme.full_name, day=in_words(at.date()))
    verdict = judge_name(lot, scheme=scheme, on=at.date(), packer=packer)
    decision = keep(verdict, lot=lot, claim=f"name:{scheme.code}", on=at.date())
    if not verdict.carried:
        failure = verdict.first_failure
        raise NameNotEarned(
            why=verdict.headline,
            rule=failure.rule if failure else "",
            source=failure.source if failure else "",
            decision=decision.pk,
        )
    _check(lot, scheme, certified_g, number, valid_to, at)
    with transaction.atomic():
        count_season(lot=lot, scheme=scheme, certified_g=certified_g)
        return Certificate.objects.create(
            scheme=scheme,
            lot=lot,
            number=number,
            certified_g=certified_g,
            issued_by=body,
            issued_at=at,
            valid_from=at.date(),
            valid_to=valid_to,
            event=_event(lot, scheme, certified_g, number, valid_to, packer, body, by, at),
        )


def _control_body(by: User) -> Organisation:
    """The control body that somebody acts for."""
    theirs = by.organisations()
    body = theirs.filter(kind=Organisation.Kind.CONTROL_BODY).first()
    if body is None:
        first = theirs.first()
        raise NotAControlBody(organisation=first.name_latin if first else by.name)
    return body


def _check(lot: Lot, scheme: GIScheme, certified_g: int, number: str, valid_to: date, at: datetime) -> None:
    if not NUMBER.fullmatch(number):
        raise CertificateNumberIsWrong(number=number)
    if not 0 < certified_g <= lot.weight_g:
        raise CertificateIsTooLarge(wanted_kg=kg(certified_g), code=lot.code, lot_kg=kg(lot.weight_g))
    if standing := Certificate.objects.filter(lot=lot, scheme=scheme).first():
        raise LotIsCertified(code=lot.code, number=standing.number)
    if Certificate.objects.filter(number=number).exists():
        raise CertificateNumberIsTaken(number=number)
    if valid_to <= at.date():
        raise CertificateEndsTooEarly()


def _event(
    lot: Lot,
    scheme: GIScheme,
    certified_g: int,
    number: str,
    valid_to: date,
    packer: Organisation,
    body: Organisation,
    by: User,
    at: datetime,
) -> Event:
    document = object_event(
        action="OBSERVE",
        biz_step="inspecting",
        disposition="conformant",
        at=at,
        quantities=[Quantity(lot.uri, grams=certified_g)],
        certification_info=[document_uri(gdti(body.gln, number))],
        extensions={
            "tyt:certificate": {
                "tyt:scheme": scheme.code,
                "tyt:number": number,
                "tyt:kg": f"{certified_g / 1000:.3f}",
                "tyt:validFrom": at.date().isoformat(),
                "tyt:validTo": valid_to.isoformat(),
                "tyt:packer": packer.uri,
                "tyt:creditCode": packer.uscc,
            }
        },
    )
    return record(event=document, act="certify", recorded_by=body, by=by)
