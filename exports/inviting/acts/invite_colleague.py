"""Invite somebody of one's own firm."""

from __future__ import annotations

from django.db import transaction

from exports.inviting.models import ROLES, Invitation
from exports.inviting.refusals import ActsAlready, RoleIsNone
from exports.inviting.sending import send
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role


@transaction.atomic
def invite_colleague(*, importer: Organisation, email: str, role: str, language: str, by: User) -> Invitation:
    """A manager of an importer writes to somebody who will act for it too. Again sends another link to that person, and
    the one before opens nothing.

    Raises NotYourOrganisation, RoleIsNone or ActsAlready.
    """
    must_act_for(by, importer, Role.MANAGER)
    if role not in ROLES:
        raise RoleIsNone(role=role)
    email = email.strip().lower()
    if importer.memberships.filter(user__email__iexact=email).exists():
        raise ActsAlready(email=email, importer=importer)
    return send(
        instead_of=importer.invitations.filter(email=email),
        importer=importer,
        email=email,
        role=role,
        language=language,
        invited_by=by,
    )
