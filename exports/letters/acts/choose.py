"""Choose one's language, and whether letters come."""

from __future__ import annotations

from django.db import transaction

from exports.letters.models import Silence
from traceability.parties.models import User


@transaction.atomic
def choose(*, user: User, language: str, letters: bool) -> User:
    """Keep the language of a person, and whether letters are wanted; a recall is written in any case."""
    user.language = language
    user.save(update_fields=["language"])
    if letters:
        Silence.objects.filter(user=user).delete()
    else:
        Silence.objects.get_or_create(user=user)
    return user
