"""Text as a Chinese keyboard types it, made plain before it is read."""

from __future__ import annotations

_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xA0: " ",
    0x202F: " ",
    ord("。"): ".",
    ord("．"): ".",
    ord("—"): "-",
    ord("–"): "-",
    ord("－"): "-",
    ord("【"): "[",
    ord("】"): "]",
}


def plain(value: object) -> str:
    """A cell as half-width text on one line; a number without the noise of its binary form."""
    if isinstance(value, float):
        return format(value, ".12g")
    return " ".join(str(value).translate(_PLAIN).split())


_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def chinese_number(text: str) -> int | None:
    """三百 → 300, 一千二 → 1200, 两万零五十 → 20050; None for what is no plain Chinese numeral."""
    if not text or not set(text) <= {*_DIGITS, *_TENS, "万"}:
        return None
    many, mark, rest = text.rpartition("万")
    if not mark:
        return _below_ten_thousand(text)
    high, low = chinese_number(many), chinese_number(rest) if rest else 0
    if high is None or low is None:
        return None
    return high * 10_000 + (low * 1000 if len(rest) == 1 else low)


def _below_ten_thousand(text: str) -> int | None:
    if not any(character in _TENS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text)) if len(text) <= 6 else None
    total, digit, last = 0, None, 10_000
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif (unit := _TENS[character]) < last:
            total += (1 if digit is None else digit) * unit
            digit, last = None, unit
        else:
            return None
    if digit is None:
        return total
    return total + (digit * last // 10 if text[-2] in {"百", "千"} else digit)
