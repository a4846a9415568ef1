"""Whether something that was done to lots reaches all fruit of a lot made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from traceability.lots.models import Lot
from traceability.lots.queries import Edge, edges_of

Found = TypeVar("Found")


def family(lot: Lot, edges: Iterable[Edge] | None = None) -> tuple[list[int], dict[int, list[int]]]:
    """Keys of the lot and all it was made of, and the parents of each: one query at most, however deep."""
    parents: dict[int, list[int]] = {}
    for child, parent, _grams in edges_of(lot) if edges is None else edges:
        parents.setdefault(child, []).append(parent)
    return sorted({lot.pk, *(parent for some in parents.values() for parent in some)}), parents


def covering(lot: int, parents: Mapping[int, list[int]], found: Mapping[int, Found]) -> list[Found]:
    """What was found on the lot itself, else on every lot it was made of; nothing when part of it is not covered."""
    return covering_all([lot], parents, found)[lot]


def covering_all(
    lots: Iterable[int],
    parents: Mapping[int, list[int]],
    found: Mapping[int, Found],
    fails: Callable[[Found], bool] = lambda _one: False,
) -> dict[int, list[Found]]:
    """The same for many lots, where what `fails` is never mixed away.

    A part of one lot may be looked at again by itself. A blend may not: what failed on one input stays with it and with
    all that is made of it, whatever is found on the blend (DESIGN.md section 4; Regulation (EC) No 396/2005, Article 19
    for residues: no mixing in order to dilute).
    """
    answers: dict[int, list[Found]] = {}
    mixed_in: dict[int, list[Found]] = {}
    for key in sorted({*lots, *parents, *(p for some in parents.values() for p in some)}):
        sources = parents.get(key)
        if sources is None:
            answers[key] = [found[key]] if key in found else []
            continue
        below = [answers.get(parent, []) for parent in sources]
        failed = [one for some in below for one in some if fails(one)] if len(sources) > 1 else []
        if mixed := _each_once([*failed, *(one for parent in sources for one in mixed_in.get(parent, ()))]):
            mixed_in[key] = mixed
        if key in found:
            answers[key] = [found[key]]
        else:
            answers[key] = _each_once(one for some in below for one in some) if all(below) else []
    return {lot: _each_once([*answers[lot], *mixed_in.get(lot, ())]) for lot in lots}


def _each_once(found: Iterable[Found]) -> list[Found]:
    return list(dict.fromkeys(found))
