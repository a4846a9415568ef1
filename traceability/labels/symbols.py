"""The square code of a carton, drawn by `qrcode`."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_ALPHA_NUM, QRData

VERSION = 4
"""33 modules: what a carton's URI in capitals needs with error correction M and a host of up to 30 characters."""


def modules_of(text: str) -> list[list[bool]]:
    """The dark modules of a text in alphanumeric mode, row by row, without the quiet zone.

    A longer host takes a larger version: the caller draws as many modules as there are.
    """
    code = qrcode.QRCode(version=VERSION, error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM), optimize=0)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.modules]
