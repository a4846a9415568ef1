"""What is known of a person is erased."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from traceability.parties.consent.acts.withdraw import withdraw
from traceability.parties.consent.editions import new_edition
from traceability.parties.consent.models import Alias, Consent, Erasure, Kind
from traceability.parties.consent.permissions import must_speak_for
from traceability.parties.models import User


@transaction.atomic
def erase_person(*, person: User, called: str, by: User, at: datetime) -> Erasure:
    """Name, phone, e-mail, consents, pictures and signed papers go; `called` (a pseudonym) stands where the name stood.

    Events name the pseudonym alone, so every old proof stays valid; the row that led from it to the person is
    destroyed. That it was done is kept. Nobody signs in as the person any more. Twice is once. Raises
    ConsentIsForTheGrower.
    """
    must_speak_for(person, by)
    User.objects.select_for_update().get(pk=person.pk)
    if done := Erasure.objects.filter(person=person).first():
        return done
    for kind in Kind.values:
        withdraw(person=person, kind=kind, by=by, at=at)
    for consent in Consent.objects.filter(person=person):
        if name := consent.paper.name:
            transaction.on_commit(partial(default_storage.delete, name))
    Consent.objects.filter(person=person).update(paper_number="", paper="")
    Alias.objects.filter(person=person).delete()
    new_edition()
    person.name, person.phone, person.email, person.is_active = called, None, None, False
    person.set_unusable_password()
    person.save(update_fields=["name", "phone", "email", "is_active", "password"])
    person.cards.filter(revoked_at=None).update(revoked_at=at, revoked_by=by)
    return Erasure.objects.create(person=person, at=at, by=by)
