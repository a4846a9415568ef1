"""End what somebody may do for an importer."""

from __future__ import annotations

from django.db import transaction

from exports.inviting.models import EndedAccess
from exports.inviting.refusals import ActsNoMore, LastManagerStays
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for
from traceability.parties.tokens.acts.revoke import revoke_all

Role = Membership.Role


@transaction.atomic
def end_access(*, importer: Organisation, user: User, by: User) -> EndedAccess:
    """A manager takes away every role that somebody has there, and the tokens by which machines act as them there;
    what they recorded stays theirs, and so do their roles and tokens elsewhere.

    From the next request on they see nothing of the firm. Raises NotYourOrganisation, ActsNoMore, or LastManagerStays:
    a firm that nobody manages could let nobody in.
    """
    must_act_for(by, importer, Role.MANAGER)
    held = list(Membership.objects.select_for_update().filter(organisation=importer).order_by("pk"))
    ended = [one for one in held if one.user_id == user.pk]
    if not ended:
        raise ActsNoMore(name=user.name, importer=importer)
    if not any(one.role == Role.MANAGER for one in held if one.user_id != user.pk):
        raise LastManagerStays(name=user.name, importer=importer)
    Membership.objects.filter(pk__in=[one.pk for one in ended]).delete()
    revoke_all(user=user, organisation=importer)
    return EndedAccess.objects.create(importer=importer, user=user, roles=[one.role for one in ended], ended_by=by)
