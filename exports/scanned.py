"""What a scanner or a person gave, as a GS1 code: a pallet, a carton, or nothing that we know.

keys_in("https://id.gs1.org/01/…/10/…/21/…")   {"01": …, "10": …, "21": …}
"""

from __future__ import annotations

import re

from traceability.gs1.digital_link import parse
from traceability.gs1.element_strings import elements_in
from traceability.gs1.errors import InvalidIdentifier
from traceability.labels.models import LabelRun
from traceability.labels.queries import label_of

_BRACKETS = re.compile(r"\(([0-9]{2,4})\)([^()]+)")
_BARE_SSCC = re.compile(r"(?:\(00\)|00)?([0-9]{18})")


def keys_in(text: str) -> dict[str, str]:
    """Application identifiers and values in what was scanned; empty when it is no GS1 code.

    Read are an SSCC bare, in groups or behind 00; a Digital Link URI; an element string with its identifiers in
    brackets or as a scanner sends it.
    """
    text = text.strip()
    digits = re.sub(r"\s", "", text)
    if bare := _BARE_SSCC.fullmatch(digits):
        return {"00": bare[1]} if digits.isascii() else {}
    if digits.startswith("("):
        return dict(_BRACKETS.findall(digits))
    try:
        return dict(parse(_lower_scheme(text)).elements if "/" in text else elements_in(text))
    except InvalidIdentifier:
        return {}


def label_in(text: str) -> tuple[LabelRun, int] | None:
    """The run and the number of a carton's label; a bare serial is enough. None for what is no label of ours.

    Of the run is read where its labels begin and how many there are.
    """
    keys, known = keys_in(text), LabelRun.objects.only("first_index", "count")
    if keys.keys() >= {"01", "10", "21"}:
        return label_of(keys["21"], known, gtin=keys["01"], lot_code=keys["10"])
    return label_of(text.strip(), known) if not keys else None


def _lower_scheme(uri: str) -> str:
    """A printed code has scheme and host in capitals; its path keeps the case it has."""
    scheme, mark, rest = uri.partition("://")
    return f"{scheme.lower()}{mark}{rest}"
