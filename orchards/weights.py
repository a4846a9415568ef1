"""斤 and kilograms, exactly: one 斤 is 500 g, by the State Council's order on units of 1984."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from traceability.web.numbers import localised
from traceability.web.weights import parse_weight

Unit = Literal["jin", "kg"]
GRAMS: dict[Unit, int] = {"jin": 500, "kg": 1000}


def to_grams(typed: str, unit: Unit, *, limit: int) -> int:
    """What a person typed beside a chosen unit, in whole grams. Raises an Invalid of web.weights, in words."""
    return parse_weight(f"{typed.strip()} {unit}", limit=limit)


def in_unit(grams: int, unit: Unit) -> Decimal:
    """Grams as an exact number of the unit, with one decimal or as many as it needs: 43250 g is 86.5 斤, 43.25 kg."""
    exact = Decimal(grams) / GRAMS[unit]
    return next(short for places in (1, 2, 3) if (short := exact.quantize(Decimal(1).scaleb(-places))) == exact)


def shown(grams: int, unit: Unit, *, signed: bool = False) -> str:
    """The number for a reader, without its unit: 4,280.0; `signed` with + or the true minus sign."""
    text = localised(in_unit(abs(grams), unit))
    if grams < 0:
        return f"\N{MINUS SIGN}{text}"
    return f"+{text}" if signed and grams else text


def with_unit(grams: int, unit: Unit, *, signed: bool = False) -> str:
    """The number with its unit, which never part: 86.5 斤."""
    words = _("%(number)s kg") if unit == "kg" else _("%(number)s jin")
    return words.replace(" ", "\N{NO-BREAK SPACE}") % {"number": shown(grams, unit, signed=signed)}
