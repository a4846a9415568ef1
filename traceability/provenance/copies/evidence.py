"""What is kept of the looks at a carton's code, and what is recorded of its way."""

from __future__ import annotations

from django.conf import settings

from traceability.provenance.copies.judging import Thresholds


def thresholds() -> Thresholds:
    """Those of the settings, with their reasons there."""
    return Thresholds(
        places=settings.COPY_PLACES,
        days=settings.COPY_DAYS,
        wrong_places=settings.COPY_WRONG_PLACES,
        wrong_days=settings.COPY_WRONG_DAYS,
    )
