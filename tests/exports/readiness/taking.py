"""Facts are taken away from what was gathered, and it is watched which of them a check looks at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from exports.readiness import facts as kinds
from exports.readiness.facts import Facts
from exports.readiness.rules import Line, Rule

Value = TypeVar("Value")
KINDS: list[type] = [one for name in kinds.__all__ if is_dataclass(one := getattr(kinds, name))] + [Line, Rule]
EMPTY: dict[Any, Any] = {tuple: (), dict: {}, str: "", bool: False, int: 0, Decimal: Decimal(0)}


def taken(value: Value, fact: str, *, only: int | None = None) -> Value:
    """The same without `fact`, named "Lot.pickings"; of several instances from all, or from the `only` one."""
    kind, name = fact.split(".")
    count = 0

    def without(one: Any) -> Any:
        nonlocal count
        if isinstance(one, tuple):
            return tuple(without(each) for each in one)
        if isinstance(one, dict):
            return {key: without(each) for key, each in one.items()}
        if not is_dataclass(one) or isinstance(one, type):
            return one
        told = {each.name: without(getattr(one, each.name)) for each in fields(one)}
        if type(one).__name__ == kind:
            if only in (None, count):
                told[name] = nothing(type(one), name)
            count += 1
        return type(one)(**told)

    answer: Value = without(value)
    return answer


def nothing(kind: type, name: str) -> Any:
    """What stands where a fact is missing: its default, else nothing of its type."""
    field = next(one for one in fields(kind) if one.name == name)
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    hint = get_type_hints(kind)[name]
    return None if NoneType in get_args(hint) else EMPTY[get_origin(hint) or hint]


def can_be_taken(fact: str) -> bool:
    """False for a day or a whole that is there or the record is not; of rules only their clauses are facts."""
    kind, name = fact.split(".")
    if kind in ("Rule", "Line") and name != "lines":
        return False
    try:
        nothing(next(one for one in KINDS if one.__name__ == kind), name)
    except KeyError:
        return False
    return True


@contextmanager
def watched() -> Iterator[set[str]]:
    """Which facts are looked at meanwhile: "Lot.pickings"."""
    seen: set[str] = set()

    def watch(kind: type, names: frozenset[str]) -> None:
        def look(self: Any, name: str) -> Any:
            if name in names:
                seen.add(f"{kind.__name__}.{name}")
            return object.__getattribute__(self, name)

        kind.__getattribute__ = look  # type: ignore[method-assign,assignment]

    for kind in KINDS:
        watch(kind, frozenset(one.name for one in fields(kind)))
    try:
        yield seen
    finally:
        for kind in KINDS:
            del kind.__getattribute__


def count_of(value: Facts, kind: str) -> int:
    """How many instances of a kind of fact there are."""
    if isinstance(value, tuple | list):
        return sum(count_of(one, kind) for one in value)
    if isinstance(value, dict):
        return sum(count_of(one, kind) for one in value.values())
    if not is_dataclass(value):
        return 0
    own = sum(count_of(getattr(value, one.name), kind) for one in fields(value))
    return own + (type(value).__name__ == kind)
