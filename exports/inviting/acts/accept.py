"""Accept an invitation."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from exports.inviting.links import must_be_open
from exports.inviting.models import Invitation
from exports.inviting.refusals import FirmActsAlready, InvitationIsForAnother, PasswordIsWeak, PersonIsKnown
from traceability.parties.acts.register import give_role, register_person
from traceability.parties.models import User


@transaction.atomic
def accept(*, invitation: Invitation, by: User | None = None, name: str = "", password: str = "") -> User:
    """Act for the importer, once: as somebody who is here already (`by`), or as a new person.

    The link came to the address, so whoever opens it reads that mail. Raises InvitationIsUsed, InvitationIsOver,
    FirmActsAlready, InvitationIsForAnother, PersonIsKnown or PasswordIsWeak.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("exporter", "importer")
    found = locked.get(pk=invitation.pk)
    must_be_open(found)
    if found.exporter and found.importer.memberships.exists():
        raise FirmActsAlready(name=found.importer.name_latin)
    person = _person(found, by, name, password)
    give_role(user=person, organisation=found.importer, role=found.role)
    Invitation.objects.filter(pk=found.pk).update(accepted_at=timezone.now(), accepted_by=person)
    return person


def _person(invitation: Invitation, by: User | None, name: str, password: str) -> User:
    if by is not None:
        if (by.email or "").lower() != invitation.email:
            raise InvitationIsForAnother(email=invitation.email)
        return by
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise PersonIsKnown(email=invitation.email)
    try:
        validate_password(password, User(name=name, email=invitation.email))
    except ValidationError as problem:
        raise PasswordIsWeak(why=" ".join(problem.messages)) from problem
    return register_person(name=name, email=invitation.email, password=password, language=invitation.language)
