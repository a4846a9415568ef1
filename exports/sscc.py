"""Pallet numbers: taken one by one, never given back."""

from __future__ import annotations

from django.db.models import F

from exports.models import SsccCounter
from exports.refusals import NoPrefixForPallets
from traceability.gs1.keys import sscc18
from traceability.parties.models import Organisation

EXTENSION = 3
"""Any digit would do (GS1 General Specifications, 2.2.1); ours is the one that stands on our pallet labels."""


def take_sscc(exporter: Organisation) -> str:
    """The next SSCC under the exporter's company prefix. Raises NoPrefixForPallets."""
    if not exporter.gs1_prefix:
        raise NoPrefixForPallets(exporter=str(exporter))
    counter, _new = SsccCounter.objects.get_or_create(prefix=exporter.gs1_prefix)
    # The UPDATE locks the row until the act is done, so that two pallets never read the same number.
    SsccCounter.objects.filter(pk=counter.pk).update(taken=F("taken") + 1)
    counter.refresh_from_db()
    return sscc18(exporter.gs1_prefix, counter.taken, EXTENSION)


def spell(sscc: str) -> str:
    """In groups that a person can compare: 3 6971234 000000007 2."""
    return f"{sscc[0]} {sscc[1:8]} {sscc[8:17]} {sscc[17:]}"
