"""A grower takes a consent back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.parties.consent.acts.remove_picture import forget
from traceability.parties.consent.editions import new_edition
from traceability.parties.consent.models import Consent
from traceability.parties.consent.permissions import must_speak_for
from traceability.parties.models import User


@transaction.atomic
def withdraw(*, person: User, kind: str, by: User, at: datetime) -> Consent | None:
    """Nothing of the kind is shown any more, in no process and no cache; its pictures are deleted (PIPL, Art. 47).

    Who never agreed, or withdrew before, changes nothing: then None. `at` carries the offset of where it happened.
    Raises ConsentIsForTheGrower.
    """
    must_speak_for(person, by)
    User.objects.select_for_update().get(pk=person.pk)
    consent = Consent.objects.in_force().filter(person=person, kind=kind).first()
    if consent is None:
        return None
    new_edition()
    for picture in consent.pictures.all():
        forget(picture)
    # A clock that was set back between the two would contradict the order in which they were recorded.
    consent.withdrawn_at, consent.withdrawn_by = max(at, consent.recorded_at), by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return consent
