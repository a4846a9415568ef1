"""The desk finds a harvest in the book that is wrong: it is declared so, and the right one is entered beside it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from uuid6 import uuid7

from orchards.acts.correct import check_correction, correct
from orchards.acts.log_harvest import log_harvest
from orchards.models import Harvest
from orchards.models.book import Record
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def declare_wrong(
    *, harvest: Harvest, reason: str, by: User, at: datetime, weight_g: int | None = None, crates: int | None = None
) -> Harvest | None:
    """Declare a harvest wrong for the grower, and enter the one of `weight_g` grams that it should have been.

    Without a weight it never happened. What is not said anew (crates, plot, hour of picking) stays as it was logged.
    `at` is when the desk does it. Answers the harvest that stands in its place, if any.
    Raises NotYourOrganisation, whatever `correct` raises, and what `log_harvest` says of the new weight.
    """
    must_act_for(by, harvest.plot.grower.cooperative, Membership.Role.CLERK)
    check_correction(harvest)
    right = None
    if weight_g is not None:
        right = log_harvest(
            client_id=uuid7(),
            plot=harvest.plot,
            weight_g=weight_g,
            crates=harvest.crates if crates is None else crates,
            by=by,
            at=harvest.picked_local,
            embryo_less=harvest.embryo_less,
            source=Record.Source.DESK,
        )
    correct(client_id=uuid7(), wrong=harvest, right=right, reason=reason, by=by, at=at)
    return right
