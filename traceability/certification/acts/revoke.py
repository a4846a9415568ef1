"""A certificate is taken back: the next label stops at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.certification.models import Certificate, Revocation
from traceability.certification.refusals import CertificateIsRevoked, RevocationNeedsAReason
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.gs1.digital_link import document_uri
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Revocation:
    """Take a certificate out of force, with the reason.

    Raises NotYourOrganisation, RevocationNeedsAReason or CertificateIsRevoked.
    """
    must_act_for(by, certificate.issued_by, Membership.Role.INSPECTOR)
    if not reason.strip():
        raise RevocationNeedsAReason()
    Certificate.objects.select_for_update().get(pk=certificate.pk)
    if Revocation.objects.filter(certificate=certificate).exists():
        raise CertificateIsRevoked(number=certificate.number)
    document = object_event(
        action="OBSERVE",
        biz_step="inspecting",
        disposition="non_conformant",
        at=at,
        quantities=[Quantity(certificate.lot.uri, grams=certificate.certified_g)],
        certification_info=[document_uri(certificate.gdti)],
        extensions={"tyt:revocation": {"tyt:number": certificate.number, "tyt:reason": reason}},
    )
    record(event=document, act="revoke", recorded_by=certificate.issued_by, by=by)
    return Revocation.objects.create(certificate=certificate, reason=reason, revoked_by=by, revoked_at=at)
