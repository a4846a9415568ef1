"""What a person may do for an organisation."""

from traceability.parties.models import Membership, Organisation, User
from traceability.parties.refusals import NotYourOrganisation

Role = Membership.Role


def may_act_for(by: User, organisation: Organisation, *roles: str) -> bool:
    """True when `by` holds one of `roles` there; a manager may do whatever the organisation may."""
    return by.roles().filter(organisation=organisation, role__in={*roles, Role.MANAGER}).exists()


def must_act_for(by: User, organisation: Organisation, *roles: str) -> None:
    """Raises NotYourOrganisation (403) unless `by` may act for `organisation` in one of `roles`."""
    if not may_act_for(by, organisation, *roles):
        raise NotYourOrganisation(organisation=organisation.name_latin)
