"""An organisation may print a scheme's sign, by its credit code, between two days."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from traceability.certification.models import AuthorisedUser, GIScheme
from traceability.certification.refusals import CreditCodeIsMissing
from traceability.parties.models import Organisation, User


@transaction.atomic
def authorise(
    *, organisation: Organisation, scheme: GIScheme, number: str, valid_from: date, valid_to: date | None, by: User
) -> AuthorisedUser:
    """Enter an announcement that an organisation is an authorised user of the sign (地理标志专用标志使用管理办法).

    Raises CreditCodeIsMissing.
    """
    if not organisation.uscc:
        raise CreditCodeIsMissing(organisation=organisation.name_latin)
    return AuthorisedUser.objects.update_or_create(
        scheme=scheme,
        organisation=organisation,
        valid_from=valid_from,
        defaults={
            "number": number,
            "valid_to": valid_to,
            "source": f"entered by {by.name}, announcement {number}",
            "confidence": "high",
        },
    )[0]
