"""Fruit is treated after harvest: hot water, cold, washing, wax, ethylene."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.lots.handling.models import Handling, HandlingKind
from traceability.lots.handling.recording import Told, lock_usable, write_down
from traceability.lots.models import Lot
from traceability.parties.models import User

NOTHING_TOLD = Told()


@transaction.atomic
def treat(
    *, lot: Lot, kind: HandlingKind, told: Told = NOTHING_TOLD, by: User, began: datetime, ended: datetime
) -> Handling:
    """The whole lot was treated where it lies. What is made of it later carries the treatment on (`handlings_of`).

    Raises NotYourOrganisation, NothingIsLeft, LotIsHeld, LotIsRecalled, HandlingIsUnknown, HandlingIsForLooseFruit,
    SubstanceIsMissing, TemperatureIsMissing, TemperatureIsWrong, HandlingTimesAreWrong, LogIsOfAnotherTime or
    UsedBeforeMade.
    """
    found = lock_usable(lot, by)
    return write_down(lot=found, kind=kind, act=HandlingKind.Act.TREAT, told=told, by=by, began=began, ended=ended)
