"""A 承诺达标合格证 that came with the fruit is kept: its number, and the paper as a photo or scan."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.core.files.base import ContentFile, File
from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.lots.conformity.acts.issue import check_replaceable
from traceability.lots.conformity.drafting import draft, keep, told_by
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.refusals import CertificateOfTheFuture, NothingReceived
from traceability.lots.models import Lot
from traceability.lots.queries import pickings_of
from traceability.parties.imitation import must_not_imitate
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day as in_words
from traceability.web.file_types import look_at

Kind = ConformityCertificate.Kind


@transaction.atomic
def take_in(
    *,
    lot: Lot,
    by: User,
    at: datetime,
    number: str = "",
    issuer: str = "",
    issued_on: date | None = None,
    file: File[bytes] | None = None,
    replaces: ConformityCertificate | None = None,
    reason: str = "",
) -> ConformityCertificate:
    """Keep the certificate that came with a lot (MARA Order 2025 No. 4: collect it, keep it six months).

    Without `issuer` it is the grower's own, who stands here by the pseudonym. The file is typed by its content and
    kept under its SHA-256; PDF, PNG and JPEG are taken, up to 10 MB. Raises NotYourOrganisation, NothingReceived,
    TextImitatesTheName, CertificateOfTheFuture, ConformityCertificateStands, ReplacementNeedsReason,
    ConformityCertificateIsReplaced, FileIsUnknown or FileIsTooLarge.
    """
    must_act_for(by, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)
    Lot.objects.select_for_update().get(pk=lot.pk)
    number, issuer = number.strip(), issuer.strip()
    if not number and file is None:
        raise NothingReceived()
    must_not_imitate([number, issuer])
    if issued_on and issued_on > at.date():
        raise CertificateOfTheFuture(issued=in_words(issued_on))
    if replaces is not None:
        check_replaceable(replaces, reason)
    pickings = pickings_of([lot])
    certificate = draft(
        lot=lot,
        kind=Kind.RECEIVED if issuer else Kind.GROWER,
        pickings=pickings,
        by=by,
        at=at,
        replaces=replaces,
        reason=reason.strip(),
    )
    certificate.issuer_name = issuer or ", ".join(dict.fromkeys(row.grower_pseudonym for row in pickings))[:120]
    certificate.issuer_number = number
    certificate.issued_on = issued_on or at.date()
    if file is not None:
        _attach(certificate, file)
    document = object_event(
        action="OBSERVE",
        biz_step="accepting",
        disposition="conformant",
        at=at,
        quantities=[Quantity(lot.uri, grams=lot.weight_g)],
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        **told_by(certificate),
    )
    return keep(certificate, record(event=document, act="take_in", recorded_by=lot.owner, by=by))


def _attach(certificate: ConformityCertificate, file: File[bytes]) -> None:
    kept = look_at(file)
    certificate.content_type = kept.content_type
    certificate.sha256 = hashlib.sha256(kept.content).hexdigest()
    certificate.file.save(f"{certificate.sha256}{kept.extension}", ContentFile(kept.content), save=False)
