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
_CHARACTERS_IN_WORDS = {
    "N": "digits",
    "X": "the 82 characters of GS1 (no space, no # $ @ [ ] ^ ` { | } ~ and nothing beyond ASCII)",
    "Y": "digits, capital letters, #, - and /",
    "Z": "letters, digits, - and _",
}


@lru_cache(maxsize=4096)  # a batch of events names the same trade items and places over and over
def check_element(ai: str, value: str) -> ApplicationIdentifier:
    """The rules of `ai`, once `value` (decoded, as it would stand in the barcode) is found to follow them.

    Raises InvalidIdentifier with the first rule that is broken.
    """
    identifier = application_identifiers().get(ai)
    if identifier is None:
        raise InvalidIdentifier(f"GS1 has no application identifier ({ai[:8]}).")
    rest = value
    for component in identifier.components:
        if component.optional and not rest:
            break
        part, rest = rest[: component.longest], rest[component.longest :]
        _check_component(identifier, component, part)
    if rest:
        raise InvalidIdentifier(f"{identifier.name} is too long: at most {_longest(identifier)} characters.")
    return identifier


def _longest(identifier: ApplicationIdentifier) -> int:
    return sum(component.longest for component in identifier.components)


def _check_component(identifier: ApplicationIdentifier, component: Component, part: str) -> None:
    if not _CHARACTERS[component.charset].fullmatch(part):
        raise InvalidIdentifier(f"{identifier.name} may hold only {_CHARACTERS_IN_WORDS[component.charset]}.")
    if len(part) < component.shortest:
        if not part:
            raise InvalidIdentifier(f"{identifier.name} is empty.")
        raise InvalidIdentifier(f"{identifier.name} is too short: {_longest(identifier)} characters are needed.")
    for name in component.checks:
        check = _CHECKS.get(name)
        if check and not check[0](part):
            raise InvalidIdentifier(f"{identifier.name} {check[1]}.")


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
_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "csum": (has_valid_check_digit, "has a wrong check digit"),
    "csumalpha": (_has_valid_check_pair, "has wrong check characters"),
    "gcppos1": (lambda v: v[:4].isdigit() and len(v) >= 4, "must begin with a GS1 company prefix"),
    "gcppos2": (lambda v: v[1:5].isdigit() and len(v) >= 5, "must hold a GS1 company prefix after its first digit"),
    "hasnondigit": (lambda v: not v.isdigit(), "must not be all digits"),
    "hh": (lambda v: int(v) < 24, "has no such hour"),
    "hhmi": (lambda v: int(v[:2]) < 24 and int(v[2:]) < 60, "has no such time of day"),
    "hyphen": (lambda v: v == "-", "may end only with a minus sign"),
    "importeridx": (lambda v: bool(_CSET_64.fullmatch(v)), "has no such importer index"),
    "mi": (lambda v: int(v) < 60, "has no such minute"),
    "nonzero": (lambda v: int(v) != 0, "must not be zero"),
    "nozeroprefix": (lambda v: v == "0" or not v.startswith("0"), "must not begin with 0"),
    "pieceoftotal": (_is_piece_of_total, "must say which piece of how many"),
    "ss": (lambda v: int(v) < 60, "has no such second"),
    "yesno": (lambda v: v in ("0", "1"), "must be 0 or 1"),
    "yymmd0": (lambda v: _is_date(v, day_may_be_zero=True), "is not a date YYMMDD"),
    "yymmdd": (_is_date, "is not a date YYMMDD"),
    "zero": (lambda v: int(v) == 0, "must begin with 0"),
}
