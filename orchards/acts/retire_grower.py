"""A household no longer grows for the cooperative, or does so again. Its records stay."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from orchards.models import Grower
from traceability.parties.acts.cards import revoke_card
from traceability.parties.consent.permissions import must_not_be_erased
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def retire_grower(*, grower: Grower, by: User) -> Grower:
    """The grower's card opens nothing any more; what a phone still keeps from before is welcome. Twice is once.

    Raises NotYourOrganisation.
    """
    must_act_for(by, grower.cooperative, Membership.Role.CLERK)
    for card in grower.user.cards.filter(revoked_at=None):
        revoke_card(card=card, by=by)
    Grower.objects.filter(pk=grower.pk, retired_at=None).update(retired_at=timezone.now())
    grower.refresh_from_db(fields=["retired_at"])
    return grower


@transaction.atomic
def bring_back_grower(*, grower: Grower, by: User) -> Grower:
    """The grower grows here again, and needs a new card. Raises NotYourOrganisation or PersonIsErased."""
    must_act_for(by, grower.cooperative, Membership.Role.CLERK)
    must_not_be_erased(grower.user)
    Grower.objects.filter(pk=grower.pk).update(retired_at=None)
    grower.refresh_from_db(fields=["retired_at"])
    return grower
