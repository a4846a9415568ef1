"""Whether a value fits its application identifier: characters, lengths, and the checks that the dictionary names."""

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

from traceability.gs1.check_digits import has_valid_check_digit
from traceability.gs1.dictionary import ApplicationIdentifier, Component, application_identifiers
from traceability.gs1.errors import InvalidIdentifier

_CHARACTERS = {
    "N": re.compile(r"[0-9]*"),
    "X": re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*"),
    "Y": re.compile(r"[#\-/0-9A-Z]*"),
    "Z": re.compile(r"[A-Za-z0-9_\-]*={0,2}"),
}
_CHARSETS = {"N": "only-digits", "X": "only-82", "Y": "only-39", "Z": "only-64"}


@lru_cache(maxsize=4096)  # a batch of events names the same trade items and places over and over
def check_element(ai: str, value: str) -> ApplicationIdentifier:
    """The rules of `ai`, once `value` (decoded, as it would stand in the barcode) is found to follow them.

    Raises InvalidIdentifier with the first rule that is broken.
    """
    identifier = application_identifiers().get(ai)
    if identifier is None:
        raise InvalidIdentifier("unknown-ai", ai=ai[:8])
    rest = value
    for component in identifier.components:
        if component.optional and not rest:
            break
        part, rest = rest[: component.longest], rest[component.longest :]
        _check_component(identifier, component, part)
    if rest:
        raise InvalidIdentifier("too-long", name=identifier.name, most=_longest(identifier))
    return identifier


def _longest(identifier: ApplicationIdentifier) -> int:
    return sum(component.longest for component in identifier.components)


def _check_component(identifier: ApplicationIdentifier, component: Component, part: str) -> None:
    if not _CHARACTERS[component.charset].fullmatch(part):
        raise InvalidIdentifier(_CHARSETS[component.charset], name=identifier.name)
    if len(part) < component.shortest:
        if not part:
            raise InvalidIdentifier("empty", name=identifier.name)
        raise InvalidIdentifier("too-short", name=identifier.name, needed=_longest(identifier))
    for name in component.checks:
        check = _CHECKS.get(name)
        if check and not check(part):
            raise InvalidIdentifier(name, name=identifier.name)


def _is_date(value: str, *, day_may_be_zero: bool = False) -> bool:
    """YYMMDD; the century does not matter but for 29 February, and every fourth year of ours is a leap year."""
    year, month, day = int(value[:2]) + 2000, int(value[2:4]), int(value[4:])
    if day_may_be_zero and day == 0:
        day = 1
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _is_piece_of_total(value: str) -> bool:
    piece, total = int(value[:2]), int(value[2:])
    return 0 < piece <= total


_CSET_64 = re.compile(r"[0-9A-Za-z_\-]")
_CSET_82_ORDER = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_CHECK_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PRIMES = [n for n in range(2, 100) if all(n % d for d in range(2, n))]


def _has_valid_check_pair(value: str) -> bool:
    """The two check characters of a GMN: GS1 General Specifications, section 7.9.5."""
    body, pair = value[:-2], value[-2:]
    if not body:
        return False
    total = sum(_CSET_82_ORDER.index(c) * prime for c, prime in zip(reversed(body), _PRIMES, strict=False)) % 1021
    return pair == _CHECK_32[total >> 5] + _CHECK_32[total & 31]


# What is not named here needs a code list of other bodies (ISO 3166, ISO 4217, …); no key or qualifier of ours does.
_CHECKS: dict[str, Callable[[str], bool]] = {
    "csum": has_valid_check_digit,
    "csumalpha": _has_valid_check_pair,
    "gcppos1": lambda v: v[:4].isdigit() and len(v) >= 4,
    "gcppos2": lambda v: v[1:5].isdigit() and len(v) >= 5,
    "hasnondigit": lambda v: not v.isdigit(),
    "hh": lambda v: int(v) < 24,
    "hhmi": lambda v: int(v[:2]) < 24 and int(v[2:]) < 60,
    "hyphen": lambda v: v == "-",
    "importeridx": lambda v: bool(_CSET_64.fullmatch(v)),
    "mi": lambda v: int(v) < 60,
    "nonzero": lambda v: int(v) != 0,
    "nozeroprefix": lambda v: v == "0" or not v.startswith("0"),
    "pieceoftotal": _is_piece_of_total,
    "ss": lambda v: int(v) < 60,
    "yesno": lambda v: v in ("0", "1"),
    "yymmd0": lambda v: _is_date(v, day_may_be_zero=True),
    "yymmdd": _is_date,
    "zero": lambda v: int(v) == 0,
}
