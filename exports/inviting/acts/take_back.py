"""Take an invitation back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from exports.inviting.links import must_be_open
from exports.inviting.models import Invitation
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def take_back(*, invitation: Invitation, by: User) -> Invitation:
    """The link that a manager of an importer sent to a colleague opens nothing from now on.

    Raises NotYourOrganisation, InvitationIsUsed or InvitationIsOver.
    """
    must_act_for(by, invitation.importer, Membership.Role.MANAGER)
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("exporter", "importer")
    found = locked.get(pk=invitation.pk)
    must_be_open(found)
    found.ends_at = timezone.now()
    found.save(update_fields=["ends_at"])
    return found
