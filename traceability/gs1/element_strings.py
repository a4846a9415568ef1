"""What stands in a GS1 bar code, and below it for people: GS1 General Specifications, sections 7.8 and 4.15."""

from __future__ import annotations

from collections.abc import Sequence

from traceability.gs1.dictionary import application_identifiers
from traceability.gs1.elements import check_element
from traceability.gs1.errors import InvalidIdentifier

FNC1 = "\xf1"
"""Function 1 as ReportLab's and most encoders of Code 128 write it."""

SEPARATOR = "\x1d"
"""What a scanner sends for a FNC1 that ends an element (ISO/IEC 15424: transmitted as GS)."""

Element = tuple[str, str]


def element_string(elements: Sequence[Element]) -> str:
    """The data of a GS1-128 symbol: FNC1 first, then each identifier and value, FNC1 after one of open length.

    Elements of fixed length come first, as the specifications advise; none is ended by FNC1, nor is the last.
    Raises InvalidIdentifier for a value that does not fit its identifier.
    """
    known = [(check_element(ai, value), ai, value) for ai, value in elements]
    known.sort(key=lambda one: not one[0].needs_no_end)
    text = FNC1
    for number, (identifier, ai, value) in enumerate(known, start=1):
        ends = number == len(known) or identifier.needs_no_end
        text += ai + value + ("" if ends else FNC1)
    return text


def human_readable(elements: Sequence[Element]) -> str:
    """The same for people, identifiers in brackets, in the same order."""
    known = sorted(elements, key=lambda one: not check_element(*one).needs_no_end)
    return " ".join(f"({ai}) {value}" for ai, value in known)


def elements_in(text: str) -> list[Element]:
    """The elements of a scanned element string, in its order: with a symbology identifier (]C1, ]d2, ]Q3) or without.

    Raises InvalidIdentifier for what is none.
    """
    rest = text.lstrip(FNC1 + SEPARATOR).removeprefix("]C1").removeprefix("]d2").removeprefix("]Q3")
    found: list[Element] = []
    while rest := rest.lstrip(FNC1 + SEPARATOR):
        ai = next((rest[:size] for size in (2, 3, 4) if rest[:size] in application_identifiers()), None)
        if ai is None:
            raise InvalidIdentifier("no-element-string")
        identifier, rest = application_identifiers()[ai], rest[len(ai) :]
        if identifier.needs_no_end:
            size = sum(component.longest for component in identifier.components)
            value, rest = rest[:size], rest[size:]
        else:
            value, _end, rest = rest.replace(FNC1, SEPARATOR).partition(SEPARATOR)
        check_element(ai, value)
        found.append((ai, value))
    if not found:
        raise InvalidIdentifier("no-element-string")
    return found
