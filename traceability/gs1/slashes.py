"""Slashes that a server took out of their escape: `%2F` inside a lot code reads like the slash between two elements."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from traceability.gs1.dictionary import application_identifiers
from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier

_MOST_SEGMENTS = 24
"""A value has at most 30 characters and a link at most three qualifiers: nobody means more slashes than this."""


def escaped_again(path: str) -> str:
    """A decoded path as it must have been sent, where that can be told; otherwise the path itself.

    It can be told when the path is no Digital Link as it stands and becomes one in a single way: /01/…/10/A/B can
    only be lot "A/B". /01/…/10/A/21/B is a link as it stands, and /01/…/21/A/10/B is one in the wrong order.
    """
    segments = path.removesuffix("/").split("/")[1:]
    if len(segments) > _MOST_SEGMENTS or _is_link(path):
        return path
    ways = [way for way in _ways(segments, 0) if _is_link(way)]
    return ways[0] if len(ways) == 1 else path


def _ways(segments: list[str], start: int) -> Iterator[str]:
    """Every reading in which known identifiers alternate with values of one segment or more."""
    if start == len(segments):
        yield ""
        return
    if segments[start] not in application_identifiers():
        return
    for end in range(start + 2, len(segments) + 1):
        if end < len(segments) and segments[end - 1] in application_identifiers() and end - 1 > start + 1:
            return  # an identifier with a value behind it is an element, though it stands in the wrong place
        value = quote("/".join(segments[start + 1 : end]), safe="%")
        for rest in _ways(segments, end):
            yield f"/{segments[start]}/{value}{rest}"


def _is_link(path: str) -> bool:
    try:
        parse(path)
    except InvalidIdentifier:
        return False
    return True
