"""Container numbers: ISO 6346, four letters, six digits and a check digit."""

import re

_NUMBER = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")
# Letters are worth 10 to 38 without the multiples of 11: ISO 6346:1995, Annex A.
_VALUES = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in range(10, 39) if n % 11), strict=True))


def check_digit(body: str) -> str:
    """The digit that follows four letters and six digits."""
    total = sum((_VALUES.get(sign) or int(sign)) << place for place, sign in enumerate(body))
    return str(total % 11 % 10)


def is_container_number(number: str) -> bool:
    """True when `number` has the form of ISO 6346, without spaces, and its check digit fits."""
    return bool(_NUMBER.fullmatch(number)) and check_digit(number[:10]) == number[10]


def compact(number: str) -> str:
    """As it is stored: capitals, without spaces and hyphens."""
    return re.sub(r"[\s-]", "", number).upper()


def spell(number: str) -> str:
    """As it stands on the door: TYTU 260702 0."""
    return f"{number[:4]} {number[4:10]} {number[10:]}" if is_container_number(number) else number
