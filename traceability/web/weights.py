"""Weights as people type them."""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid

MAX_GRAMS = 1_000_000_000
"""A thousand tonnes: more than a packing house of Tianyang has ever held, less than a slip of three digits makes."""

GRAMS = {
    **dict.fromkeys(("", "kg", "公斤", "千克"), 1000),
    **dict.fromkeys(("斤", "jin"), 500),
    **dict.fromkeys(("g", "克"), 1),
    **dict.fromkeys(("t", "吨"), 10**6),
}
_WEIGHT = re.compile(r"(?P<number>[+-]?[0-9][0-9., ]*|[+-]?[.,][0-9]+)\s*(?P<unit>[^\W\d_]*)")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xA0: " ",
    0x202F: " ",
    ord("。"): ".",
}
"""What a Chinese keyboard types for digits, signs and spaces. No NFKC: it makes 2 of ²."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[., ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


class NotAWeight(Invalid):
    sentence = _("“%(text)s” is not a weight. Write a number such as 43.5, or 87 斤.")


class WeightIsAmbiguous(Invalid):
    sentence = _("“%(text)s” can be read in two ways. Write %(whole)s for the large one, %(part)s0 for the small one.")


class WeightIsNothing(Invalid):
    sentence = _("A weight is more than nothing. Write what the scale shows.")


class WeightIsTooFine(Invalid):
    sentence = _("“%(text)s” is finer than a gram. Write what the scale shows.")


class WeightIsTooLarge(Invalid):
    sentence = _("“%(text)s” is more than %(limit)s kg. Check the decimal point.")


def parse_weight(text: str, *, limit: int = MAX_GRAMS) -> int:
    """Grams of a typed weight; kilograms unless a unit stands behind it (kg 公斤 千克 · 斤 jin · g 克 · t 吨).

    Decimal point or comma, full-width digits, thousands grouped by comma, point or space. Raises an Invalid that says
    what to write: for what is no weight, nothing or negative, finer than a gram, over `limit` grams, or, like 12,000,
    twelve to one reader and twelve thousand to another.
    """
    shown = text.strip()[:40]
    plain = text.translate(_FULL_WIDTH).strip().lower()
    found = _WEIGHT.fullmatch(plain) if len(plain) <= 40 else None
    if found is None or found["unit"] not in GRAMS:
        raise NotAWeight(text=shown)
    sign, number = re.fullmatch(r"([+-]?)(.*)", found["number"].strip()).groups()  # type: ignore[union-attr]
    grams = Decimal(_point_notation(number, shown)) * GRAMS[found["unit"]]
    if sign == "-" or grams == 0:
        raise WeightIsNothing
    if grams > limit:
        raise WeightIsTooLarge(text=shown, limit=limit // 1000)
    if grams != int(grams):
        raise WeightIsTooFine(text=shown)
    return int(grams)


def _point_notation(number: str, shown: str) -> str:
    """12,000.5 · 12.000,5 · 12 000,5 · 43,25 as a number with a decimal point and no groups."""
    last = max(number.rfind("."), number.rfind(","))
    both = "." in number and "," in number
    whole, part = (number[:last], number[last + 1 :]) if last >= 0 else (number, "")
    if both or number.count(".") + number.count(",") == 1:
        if not both and _GROUPED.fullmatch(number) and not whole.startswith("0"):
            if number[last] == ",":
                raise WeightIsAmbiguous(text=shown, whole=whole + part, part=f"{whole}.{part[:2]}")
        elif not (whole == "" or whole.isdecimal() or _GROUPED.fullmatch(whole)) or not part.isdecimal():
            raise NotAWeight(text=shown)
        digits = re.sub(r"[., ]", "", whole) or "0"
        return f"{digits}.{part}"
    if number.isdecimal():
        return number
    if _GROUPED.fullmatch(number):
        return re.sub(r"[., ]", "", number)
    raise NotAWeight(text=shown)
