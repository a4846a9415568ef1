"""Lot codes: TY, the day, and what tells the day's lots apart."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from traceability.lots.models import LotCodeCounter
from traceability.parties.models import Organisation

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which are read as digits."""


@transaction.atomic
def take_code(*, owner: Organisation, day: date) -> str:
    """The next unused code of the owner's day: TY260624A … TY260624Z, TY260624AA … . Never given twice."""
    LotCodeCounter.objects.get_or_create(owner=owner, day=day)
    mine = LotCodeCounter.objects.filter(owner=owner, day=day)
    mine.update(taken=F("taken") + 1)
    return f"TY{day:%y%m%d}{letters(mine.get().taken)}"


def letters(number: int) -> str:
    """1, 2, … as A, B, …, Z, AA, AB, …: as columns of a sheet are named, without I and O."""
    text = ""
    while number:
        number, rest = divmod(number - 1, len(LETTERS))
        text = LETTERS[rest] + text
    return text
