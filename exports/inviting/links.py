"""The link of an invitation: signed, so that nobody makes one up; what it opens and how long says the row behind it."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from exports.inviting.models import Invitation
from exports.inviting.refusals import InvitationIsOver, InvitationIsUnknown, InvitationIsUsed
from traceability.web.dates import day

_signer = signing.Signer(salt="exports.inviting")


def link_to(invitation: Invitation) -> str:
    """The whole address, for a letter."""
    origin: str = settings.PUBLIC_ORIGIN
    return origin + reverse("imports:join", args=[token_of(invitation)])


def token_of(invitation: Invitation) -> str:
    """What stands in the address."""
    return _signer.sign(invitation.nonce)


def invitation_behind(token: str) -> Invitation:
    """The open invitation that a link leads to. Raises InvitationIsUnknown, InvitationIsUsed or InvitationIsOver."""
    try:
        nonce = _signer.unsign(token)
    except signing.BadSignature as problem:
        raise InvitationIsUnknown from problem
    found = Invitation.objects.select_related("exporter", "importer", "invited_by").filter(nonce=nonce).first()
    if found is None:
        raise InvitationIsUnknown
    must_be_open(found)
    return found


def must_be_open(invitation: Invitation) -> None:
    """Raises InvitationIsUsed or InvitationIsOver."""
    if invitation.accepted_at is not None:
        raise InvitationIsUsed
    if not invitation.is_open:
        raise InvitationIsOver(day=day(invitation.ends_at), inviter=invitation.inviter)
