"""Who may write in a grower's book."""

from orchards.models import Grower
from orchards.refusals.growers import GrowerIsRetired
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


def must_write_for(by: User, grower: Grower) -> None:
    """The grower, or a clerk of the cooperative who types from the paper book. Raises NotYourOrganisation otherwise."""
    if grower.user_id != by.pk:
        must_act_for(by, grower.cooperative, Membership.Role.CLERK)


def must_grow_here(grower: Grower) -> None:
    """Who has left gets no card. Raises GrowerIsRetired."""
    if grower.retired_at is not None:
        raise GrowerIsRetired(grower=grower.user.name)
