"""A cell of weight or of crates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from traceability.web.tables.plain import chinese_number, plain
from traceability.web.weights import NotAWeight, parse_weight

UNITS = dict.fromkeys(("斤", "市斤", "jin"), "jin") | dict.fromkeys(("公斤", "千克", "kg"), "kg")
UNITS |= dict.fromkeys(("吨", "t"), "t") | dict.fromkeys(("克", "g"), "g")
_IN_HEADING = re.compile(r"公斤|千克|市斤|斤|吨|kg|jin", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_COUNT = re.compile(r"(?P<number>[^筐箱件框袋篮个]+)\s*[筐箱件框袋篮个]?")


@dataclass(frozen=True)
class Weight:
    """Grams, the unit that stood in the cell (or nothing), and whether the cell was a sum such as 120+98."""

    grams: int
    unit: str = ""
    is_sum: bool = False


def unit_in(heading: str) -> str:
    """The unit that a heading names: jin, kg, t, or nothing."""
    found = _IN_HEADING.search(plain(heading))
    return UNITS[found[0].lower()] if found else ""


def cell_unit(cell: object) -> str:
    """The unit that stands in the cell itself, or nothing."""
    found = re.search(r"(公斤|千克|市斤|斤|吨|克|kg|jin|g|t)$", plain(cell).lower())
    return UNITS[found[1]] if found else ""


def read_weight(cell: object, unit: str, *, limit: int) -> Weight:
    """Grams of a cell; `unit` counts where the cell names none. Raises an Invalid of web.weights, in words."""
    text = plain(cell).lower()
    own = cell_unit(text)
    parts = text.split("+")
    grams = sum(_grams(part, own or unit, shown=text, limit=limit) for part in parts)
    return Weight(grams, own, len(parts) > 1)


def _grams(text: str, unit: str, *, shown: str, limit: int) -> int:
    found = re.fullmatch(r"\s*(.*?)\s*(公斤|千克|市斤|斤|吨|克|kg|jin|g|t)?\s*", text)
    number = found[1] if found else text
    if found and found[2]:
        unit = UNITS[found[2]]
    if _THOUSANDS.fullmatch(number):
        number = number.replace(",", "")
    elif (counted := chinese_number(number)) is not None:
        number = str(counted)
    if not re.fullmatch(r"[+-]?[\d., ]+", number):
        raise NotAWeight(text=shown[:40])
    return parse_weight(f"{number} {unit}", limit=limit)


def read_crates(cell: object) -> int | None:
    """How many crates; 0 for an empty cell, None for what is no count."""
    text = plain(cell)
    if not text or text in {"-", "/"}:
        return 0
    found = _COUNT.fullmatch(text)
    number = found["number"].strip() if found else text
    if re.fullmatch(r"\d{1,5}", number):
        return int(number)
    return chinese_number(number)
