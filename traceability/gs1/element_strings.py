"""What stands in a GS1 bar code, and below it for people: GS1 General Specifications, sections 7.8 and 4.15."""

from __future__ import annotations

from collections.abc import Sequence

from traceability.gs1.elements import check_element

FNC1 = "\xf1"
"""Function 1 as ReportLab's and most encoders of Code 128 write it."""

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
