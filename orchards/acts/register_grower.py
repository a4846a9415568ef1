"""A household begins to grow for a cooperative."""

from __future__ import annotations

import re
import secrets

from django.db import transaction

from orchards.models import Grower
from orchards.refusals.growers import AlreadyAGrower, NotACooperative, PseudonymIsTaken, PseudonymIsWrong
from traceability.parties.acts.register import give_role
from traceability.parties.models import Membership, Organisation, User, Village
from traceability.parties.permissions import must_act_for

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing in it is mistaken for something else when it is read aloud."""


@transaction.atomic
def register_grower(
    *, cooperative: Organisation, user: User, village: Village, by: User, pseudonym: str = ""
) -> Grower:
    """Enter a person as a grower of the cooperative.

    `pseudonym` is what events call the household for ever; empty, a random one is made that says nothing about it.
    Raises NotYourOrganisation, NotACooperative, AlreadyAGrower, PseudonymIsWrong or PseudonymIsTaken.
    """
    must_act_for(by, cooperative, Membership.Role.CLERK)
    if cooperative.kind != Organisation.Kind.COOPERATIVE:
        raise NotACooperative(organisation=cooperative.name_latin)
    if found := Grower.objects.filter(user=user).select_related("cooperative").first():
        raise AlreadyAGrower(cooperative=found.cooperative.name_latin)
    if pseudonym and not re.fullmatch(r"[0-9A-Z-]{2,20}", pseudonym):
        raise PseudonymIsWrong(pseudonym=pseudonym[:20])
    if Grower.objects.filter(pseudonym=pseudonym).exists():
        raise PseudonymIsTaken(pseudonym=pseudonym)
    give_role(user=user, organisation=cooperative, role=Membership.Role.GROWER)
    return Grower.objects.create(
        user=user, cooperative=cooperative, village=village, pseudonym=pseudonym or new_pseudonym()
    )


def new_pseudonym() -> str:
    """A pseudonym nobody has: G and seven random characters. Nothing of the person goes into it."""
    while True:
        pseudonym = "G" + "".join(secrets.choice(ALPHABET) for _ in range(7))
        if not Grower.objects.filter(pseudonym=pseudonym).exists():
            return pseudonym
