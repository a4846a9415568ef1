"""An organisation may print a scheme's sign, by its credit code, between two days."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from stdnum.cn import uscc as credit_code

from traceability.certification.models import AuthorisedUser, GIScheme
from traceability.certification.refusals import CreditCodeIsMissing, MayNotAuthorise
from traceability.parties.models import Organisation, User
from traceability.parties.refusals import CreditCodeIsWrong

Kind = Organisation.Kind


@transaction.atomic
def authorise(
    *, organisation: Organisation, scheme: GIScheme, number: str, valid_from: date, valid_to: date | None, by: User
) -> AuthorisedUser:
    """Enter an announcement that an organisation is an authorised user of the sign (地理标志专用标志使用管理办法).

    The credit code must stand at the sign, with the check character of GB 32100-2015.
    Raises MayNotAuthorise, CreditCodeIsMissing or CreditCodeIsWrong.
    """
    body = by.organisations().filter(kind__in=[Kind.CONTROL_BODY, Kind.AUTHORITY]).first()
    if body is None:
        raise MayNotAuthorise(organisation=str(by.organisations().first() or by.name))
    if not organisation.uscc:
        raise CreditCodeIsMissing(organisation=organisation.name_latin)
    if not credit_code.is_valid(organisation.uscc):
        raise CreditCodeIsWrong(uscc=organisation.uscc)
    return AuthorisedUser.objects.update_or_create(
        scheme=scheme,
        organisation=organisation,
        valid_from=valid_from,
        defaults={
            "number": number,
            "valid_to": valid_to,
            "source": f"announcement {number}, entered by {body.name_latin}",
            "confidence": "high",
        },
    )[0]
