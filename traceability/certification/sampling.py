"""How many fruit a sample has at least."""

from __future__ import annotations

from datetime import date

from traceability.certification.models import SamplingPlan
from traceability.lots.models import Lot
from traceability.parties.dated import in_force


def plan_for(lot: Lot, purpose: str, on: date) -> SamplingPlan | None:
    """The row of the sampling plan that holds for a lot of its weight on a day; None where none is entered."""
    rows = in_force(SamplingPlan.objects.all(), on).filter(purpose=purpose, lot_from_g__lte=lot.weight_g)
    return rows.order_by("-lot_from_g", "-valid_from").first()
