"""Numbers of Chinese pesticide registrations, as certificates and bottles write them."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"(?:PDN?|WPN?|WL|LS|EX)[0-9]{2,8}(?:-[0-9]{1,4})?(?:F[0-9]{2,8})?")
"""农药管理条例 and 农药登记管理办法 (MARA): PD pesticides, WP for hygiene, LS and WL of the old temporary ones, EX for
export; N of domestic holders before 2007, -3 a further holder of one formulation, F… a repacker."""


def normalised(typed: str) -> str:
    """A number as it is kept: half-width capitals without spaces. ｐｄ 2008 1234 is PD20081234."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).upper()


def is_registration(number: str) -> bool:
    """Whether a normalised number can be one; whether it was ever given, the list of the ministry knows."""
    return _NUMBER.fullmatch(number) is not None
