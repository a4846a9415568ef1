"""Whether something that was done to lots reaches all fruit of a lot made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from traceability.lots.models import Lot, LotInput
from traceability.lots.queries import ancestor_keys

Found = TypeVar("Found")


def family(lot: Lot) -> tuple[list[int], dict[int, list[int]]]:
    """Keys of the lot and all it was made of, and the parents of each: two queries, however deep."""
    keys = [lot.pk, *ancestor_keys(lot)]
    parents: dict[int, list[int]] = {}
    for child, parent in LotInput.objects.filter(child__in=keys).values_list("child", "parent"):
        parents.setdefault(child, []).append(parent)
    return keys, parents


def covering(lot: int, parents: Mapping[int, list[int]], found: Mapping[int, Found]) -> list[Found]:
    """What was found on the lot itself, else on every lot it was made of; nothing when part of it is not covered."""
    answers: dict[int, list[Found]] = {}
    for key in sorted({lot, *parents, *(p for some in parents.values() for p in some)}):
        if key in found:
            answers[key] = [found[key]]
        else:
            below = [answers.get(parent, []) for parent in parents.get(key, [])]
            answers[key] = list(dict.fromkeys(one for some in below for one in some)) if below and all(below) else []
    return answers[lot]
