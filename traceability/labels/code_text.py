"""Whether what a lot's square codes say can be drawn at all: asked before anything is reserved."""

from __future__ import annotations

from traceability.gs1.errors import InvalidIdentifier
from traceability.labels.queries import printed_prefix_of
from traceability.labels.refusals import CodeIsNoKey
from traceability.labels.symbols import mask_for
from traceability.lots.models import Lot


def must_be_drawable(lot: Lot, origin: str) -> None:
    """Raises CodeIsNoKey for what GS1 does not allow, CodeIsTooLong for a host or lot code that is too long."""
    try:
        mask_for(printed_prefix_of(lot, origin))
    except InvalidIdentifier as problem:
        raise CodeIsNoKey(reason=problem.reason) from problem
