"""Lot codes of our own. GS1 allows more (AI 10, CSET 82); we print and dictate them, so we allow less."""

import re

from traceability.gs1.errors import InvalidIdentifier

_LOT_CODE = re.compile(r"[0-9A-Z]{1,20}")


def validate_lot_code(code: str) -> str:
    """`code` itself, if it is 1 to 20 digits and capital letters, so that its QR symbol stays small.

    Raises InvalidIdentifier otherwise.
    """
    if not _LOT_CODE.fullmatch(code):
        raise InvalidIdentifier("no-lot-code", value=code[:40])
    return code
