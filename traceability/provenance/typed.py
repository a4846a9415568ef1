"""Codes as people type them from a carton."""

import re

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
