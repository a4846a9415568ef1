"""What is known of a grower changes: a name, a phone number, a village. The pseudonym never does."""

from __future__ import annotations

from django.db import transaction

from orchards.models import Grower
from traceability.parties.acts.register import edit_person
from traceability.parties.consent.editions import new_edition
from traceability.parties.consent.permissions import must_not_be_erased
from traceability.parties.models import Membership, User, Village
from traceability.parties.permissions import must_act_for


@transaction.atomic
def edit_grower(*, grower: Grower, name: str, phone: str | None, village: Village, language: str, by: User) -> Grower:
    """Write what holds now. No event: personal data stand in none of them.

    Raises NotYourOrganisation, PersonIsErased or PhoneIsTaken.
    """
    must_act_for(by, grower.cooperative, Membership.Role.CLERK)
    must_not_be_erased(grower.user)
    if name != grower.user.name:
        new_edition()  # where the name is shown, the new one is
    edit_person(user=grower.user, name=name, phone=phone, language=language)
    grower.village = village
    grower.save(update_fields=["village"])
    return grower
