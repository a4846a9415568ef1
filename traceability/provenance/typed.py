"""Codes as people type them from a carton."""

import re

from django.db.models import F

from traceability.labels import keys
from traceability.labels.models import LabelRun
from traceability.labels.serials import index_of
from traceability.lots.models import Lot

_SPACES = re.compile(r"[\s\-·.]+")
_SERIAL = re.compile(r"[0-9A-HJKMNP-TV-Z]{12}")
_MISREAD = str.maketrans("ILOU", "110V")
"""Letters that Crockford's base 32 leaves out, and what they were."""


def as_lot_code(typed: str) -> str:
    """The lot code meant: capitals, no spaces, without the letter L that stands before it on a carton."""
    text = typed.strip().upper()
    if text.startswith("L "):
        text = text[2:]
    return _SPACES.sub("", text)[:20]


def as_serial(typed: str) -> str:
    """The serial meant, its misread letters mended; nothing when it cannot be one."""
    text = _SPACES.sub("", typed.upper()).translate(_MISREAD)
    return text if _SERIAL.fullmatch(text) else ""


def lot_of_serial(serial: str) -> Lot | None:
    """The lot that a serial was issued for; one query for each key that ever made serials."""
    for number in keys.numbers():
        index = index_of(serial, keys.key(number))
        if index is None:
            continue
        runs = LabelRun.objects.filter(first_index__lte=index, first_index__gt=index - F("count"), key_number=number)
        if run := runs.select_related("lot__product").first():
            return run.lot
    return None
