"""Build a pallet of labelled cartons in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from exports.acts.cartons import Range
from exports.acts.close_pallet import close_pallet
from exports.acts.open_pallet import open_pallets
from exports.acts.put_on import put_on
from exports.models import ExportBatch, Pallet
from traceability.parties.models import User


@transaction.atomic
def build_pallet(*, batch: ExportBatch, contents: Sequence[Range], by: User, at: datetime) -> Pallet:
    """Open a pallet, put cartons on it by the numbers of their labels, and close it: one SSCC, one AggregationEvent.

    Raises what opening, putting on and closing raise; then nothing is left of it, the number neither.
    """
    [pallet] = open_pallets(batch=batch, by=by, at=at)
    put_on(pallet=pallet, contents=contents, by=by)
    return close_pallet(pallet=pallet, by=by, at=at)
