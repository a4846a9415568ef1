"""Who may say what is shown of a person."""

from __future__ import annotations

from traceability.parties.consent.models import Erasure
from traceability.parties.consent.refusals import ConsentIsForTheGrower, PersonIsErased
from traceability.parties.models import Membership, User

Role = Membership.Role


def must_speak_for(person: User, by: User) -> None:
    """Oneself, or a clerk or manager where the person is a grower. Raises ConsentIsForTheGrower."""
    grows_for = person.memberships.filter(role=Role.GROWER).values("organisation")
    staff = by.roles().filter(organisation__in=grows_for, role__in=(Role.CLERK, Role.MANAGER))
    if person.pk != by.pk and not staff.exists():
        raise ConsentIsForTheGrower()


def must_not_be_erased(person: User) -> None:
    """Raises PersonIsErased."""
    if Erasure.objects.filter(person=person).exists():
        raise PersonIsErased()
