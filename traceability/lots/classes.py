"""Quality classes, the best first (UNECE FFV-45 for mangoes, FFV-14 for citrus fruit)."""

from __future__ import annotations

from collections.abc import Iterable

CLASSES = ("Extra", "I", "II")
"""As they stand on a carton. No class at all: nobody has graded the fruit yet."""


def worst(classes: Iterable[str]) -> str:
    """The class that fruit of these classes has together; what nobody graded sets no bound."""
    graded = [quality for quality in classes if quality]
    return max(graded, key=CLASSES.index, default="")


def may_be_called(found: str, wanted: str) -> bool:
    """Whether fruit graded as `found` may be sold as `wanted`: never as better than it is."""
    return not found or not wanted or CLASSES.index(wanted) >= CLASSES.index(found)
