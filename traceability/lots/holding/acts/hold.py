"""Fruit is stopped until somebody says why it may move again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.lots.holding.models import Hold
from traceability.lots.holding.stopping import stop
from traceability.lots.models import Lot
from traceability.parties.models import User


@transaction.atomic
def hold(*, lot: Lot, reason: str, by: User, at: datetime) -> Hold:
    """Stop a lot and everything that was made of it. The reason stays in the house and is no part of the event.

    Raises NotYourOrganisation, HoldNeedsAReason, TimeNeedsOffset, UsedBeforeMade, HoldIsReleased or
    RecallIsTooLarge.
    """
    return stop(kind=Hold.Kind.HOLD, lots=[lot], started_from=lot.code, reason=reason, by=by, at=at)
