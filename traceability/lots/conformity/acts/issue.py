"""A 承诺达标合格证 is issued for a lot: somebody promises, by name, that the fruit conforms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.lots.conformity.drafting import draft, keep, told_by
from traceability.lots.conformity.mixing import form_for
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.refusals import ConformityCertificateIsReplaced, ReplacementNeedsReason
from traceability.lots.models import Lot
from traceability.lots.queries import pickings_of
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Kind = ConformityCertificate.Kind


@transaction.atomic
def issue(
    *,
    lot: Lot,
    bases: Sequence[str],
    by: User,
    at: datetime,
    replaces: ConformityCertificate | None = None,
    reason: str = "",
) -> ConformityCertificate:
    """Issue a certificate for all of a lot in the form in force on that day, for its owner.

    `bases` are the boxes that are ticked. A wrong certificate is never edited: issue another that `replaces` it, with
    the `reason`. Raises NotYourOrganisation, NoFormInForce, SourceLacksCertificate, ReplacementNeedsReason,
    ConformityCertificateIsReplaced or what `draft` raises.
    """
    must_act_for(by, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)
    Lot.objects.select_for_update().get(pk=lot.pk)
    if replaces is not None:
        check_replaceable(replaces, reason)
    pickings = pickings_of([lot])
    kind, form = form_for(pickings, on=at.date())
    certificate = draft(
        lot=lot,
        kind=kind,
        form=form,
        pickings=pickings,
        bases=bases,
        by=by,
        at=at,
        replaces=replaces,
        reason=reason.strip(),
    )
    document = object_event(
        action="OBSERVE",
        biz_step="other",
        disposition="conformant",
        at=at,
        quantities=[Quantity(lot.uri, grams=lot.weight_g)],
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        **told_by(certificate),
    )
    return keep(certificate, record(event=document, act="promise", recorded_by=lot.owner, by=by))


def check_replaceable(certificate: ConformityCertificate, reason: str) -> None:
    """It stands, and there is a reason. Raises ReplacementNeedsReason or ConformityCertificateIsReplaced."""
    if not reason.strip():
        raise ReplacementNeedsReason()
    if ConformityCertificate.objects.filter(replaces=certificate).exists():
        raise ConformityCertificateIsReplaced(number=certificate.number)
