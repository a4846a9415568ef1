"""GS1 data attributes in the query of a Digital Link: `?13=260615&3102=000500`."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from traceability.gs1.dictionary import ApplicationIdentifier, application_identifiers, path_only
from traceability.gs1.elements import check_element
from traceability.gs1.errors import InvalidIdentifier

_DELIMITER = re.compile(r"[&;]")


def read_attributes(query: str, path_ais: Iterable[str]) -> dict[str, str]:
    """The attributes of a raw query, decoded, beside whatever else the query carries (linkType, utm_source, …).

    A name of digits only is an application identifier: it must be one that may stand in a query, stand there once,
    follow its rules, and get along with the identifiers of the path (`path_ais`).
    Raises InvalidIdentifier otherwise.
    """
    in_path = set(path_ais)
    found: dict[str, str] = {}
    for part in _DELIMITER.split(query) if query else ():
        ai, _, raw = part.partition("=")
        if not (ai.isascii() and ai.isdigit()):
            continue
        _check_place(ai, in_path | found.keys())
        try:
            found[ai] = unquote_to_bytes(raw).decode("ascii")
        except UnicodeError:
            raise InvalidIdentifier("beyond-ascii", ai=ai[:8]) from None
        check_element(ai, found[ai])
    _check_company(frozenset(in_path | found.keys()), frozenset(found))
    return found


def _check_place(ai: str, present: set[str]) -> None:
    identifier = application_identifiers().get(ai)
    if ai in path_only():
        raise InvalidIdentifier("belongs-in-path", ai=ai)
    if identifier is None or not identifier.is_attribute:
        raise InvalidIdentifier("not-in-query", ai=ai[:8])
    if ai in present:
        raise InvalidIdentifier("twice", name=identifier.name)


@lru_cache(maxsize=1024)  # links differ in their values, hardly ever in their identifiers
def _check_company(present: frozenset[str], found: frozenset[str]) -> None:
    """Identifiers that need one another, or exclude one another: `req` and `ex` of the dictionary."""
    for ai in sorted(found):
        identifier = application_identifiers()[ai]
        for choices in identifier.requires:
            if not any(_satisfied(choice, present) for choice in choices):
                raise InvalidIdentifier("needs-another", name=identifier.name, others=" / ".join(choices))
    for ai in sorted(present):
        _check_exclusions(application_identifiers()[ai], present)


def _check_exclusions(identifier: ApplicationIdentifier, present: frozenset[str]) -> None:
    for pattern in identifier.excludes:
        for other in sorted(present - {identifier.ai}):
            if _fits(pattern, other):
                raise InvalidIdentifier("excludes-another", name=identifier.name, other=other)


def _satisfied(choice: str, present: frozenset[str]) -> bool:
    """True when each part of "01+21" or "31nn" is present."""
    return all(any(_fits(pattern, ai) for ai in present) for pattern in choice.split("+"))


def _fits(pattern: str, ai: str) -> bool:
    """True when `ai` is `pattern`, in which n stands for any digit: "310n" fits 3102."""
    return len(pattern) == len(ai) and all(p in ("n", c) for p, c in zip(pattern, ai, strict=True))
