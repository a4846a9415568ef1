"""Several words that people type into one field."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[,;，；、\n]+")


def each_of(text: str) -> list[str]:
    """What stands between commas, semicolons or line breaks, Chinese ones too; nothing empty."""
    return [word.strip() for word in _BETWEEN.split(text) if word.strip()]
