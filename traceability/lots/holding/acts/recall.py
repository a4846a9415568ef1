"""Fruit is called back, with everything that was made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from traceability.lots.holding.models import Hold
from traceability.lots.holding.stopping import stop
from traceability.lots.models import Lot
from traceability.parties.models import User


@transaction.atomic
def recall(*, lots: Sequence[Lot], started_from: str, reason: str, by: User, at: datetime) -> Hold:
    """Call fruit back: lots of one owner and everything that was made of them, for good. Buyers read the reason.

    Regulation (EC) No 178/2002 Art. 19: whoever has reason to believe that food is unsafe withdraws it at once.
    `started_from` says in words what it began with. Raises NotYourOrganisation, NothingToHold, LotOfSomebodyElse,
    HoldNeedsAReason, TimeNeedsOffset, UsedBeforeMade, HoldIsReleased or RecallIsTooLarge.
    """
    return stop(kind=Hold.Kind.RECALL, lots=lots, started_from=started_from, reason=reason, by=by, at=at)
