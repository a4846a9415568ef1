"""What the scan field finds at the export desk: a pallet by its SSCC leads to its batch."""

from __future__ import annotations

import re

from django.urls import reverse

from exports.models import Pallet
from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.lots.panels import finder
from traceability.parties.requests import SignedIn

_WRITTEN = re.compile(r"(?:\(?00\)?)?\s*([0-9]{18})")


@finder(order=30)
def pallet(request: SignedIn, text: str) -> str:
    """An SSCC, with its application identifier or without, or as a Digital Link."""
    written = _WRITTEN.fullmatch(text.replace(" ", ""))
    try:
        sscc = written[1] if written else parse(text).get("00")
    except InvalidIdentifier:
        return ""
    found = Pallet.objects.filter(sscc=sscc, batch__exporter__in=request.user.organisations()).first() if sscc else None
    return reverse("exports:batch", args=[found.batch.code]) if found else ""
