"""A partner's link leads nowhere any more."""

from __future__ import annotations

from datetime import datetime

from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.provenance.registry.models import PartnerLink
from traceability.provenance.registry.refusals import LinkIsRetired


def retire_link(*, link: PartnerLink, by: User, at: datetime) -> None:
    """Take a link out of every answer; that it was there, and who retired it, is kept.

    Raises NotYourOrganisation or LinkIsRetired.
    """
    must_act_for(by, link.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    if not PartnerLink.objects.in_use().filter(pk=link.pk).update(retired_at=at, retired_by=by):
        raise LinkIsRetired
