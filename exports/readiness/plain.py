"""Dataclasses of plain values as JSON and back, so that what was judged can be judged again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def as_plain(facts: Any) -> Any:
    """Dataclasses as dictionaries; days and decimals are left to the JSON encoder."""
    return asdict(facts)


def restored(kind: type[Kind], value: Any) -> Kind:
    """A `kind` from what JSON gave back. A field that was not kept then has its default."""
    if is_dataclass(kind):
        kinds = _kinds(kind)
        return kind(**{one.name: _value(kinds[one.name], value[one.name]) for one in fields(kind) if one.name in value})
    answer: Kind = _value(kind, value)
    return answer


def _value(kind: Any, value: Any) -> Any:
    if value is None or kind is Any:
        return value
    if is_dataclass(kind):
        return restored(kind, value)  # type: ignore[arg-type]
    if kind in _TEXTS:
        return _TEXTS[kind](value)
    inner = [one for one in get_args(kind) if one is not type(None) and one is not Ellipsis]
    if get_origin(kind) is tuple:
        return tuple(_value(inner[0], one) for one in value)
    if get_origin(kind) is dict:
        return {key: _value(inner[1], one) for key, one in value.items()}
    return _value(inner[0], value) if len(inner) == 1 else value


_TEXTS: dict[Any, Callable[[str], Any]] = {date: date.fromisoformat, Decimal: Decimal}


@cache
def _kinds(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
