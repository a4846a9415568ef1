"""Square codes, as `qrcode` draws them; the thousands of one run by XOR of a few that it drew.

With version, mask and length fixed, a QR symbol is an affine function of its data bits over GF(2): Reed-Solomon
(ISO/IEC 18004, 7.5) and masking (7.8) are. So the symbol of a text is the symbol of another XOR one pattern for each
bit in which they differ. A press asks `qrcode` for those patterns once; every label after that is a few look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.util import ALPHA_NUM, MODE_ALPHA_NUM, BitBuffer, QRData

from traceability.labels.refusals import CodeIsTooLong
from traceability.labels.serials import ALPHABET, LENGTH

VERSION = 4
"""33 modules: a carton's URI in capitals with error correction M and a host of up to 30 characters."""
MODULES = 17 + 4 * VERSION
ROW_BYTES = (MODULES + 7) // 8
SYMBOL_BYTES = ROW_BYTES * MODULES
CAPACITY = 90
"""Characters in alphanumeric mode at 4-M (ISO/IEC 18004, table 7)."""


@dataclass(frozen=True)
class Symbol:
    """A square code without its quiet zone: one bit a module, 1 is dark, each row begun on a byte."""

    bits: bytes

    def rows(self) -> list[list[bool]]:
        """The modules, row by row."""
        size = ROW_BYTES
        lines = [int.from_bytes(self.bits[n * size : (n + 1) * size], "big") for n in range(MODULES)]
        return [[bool(line >> (8 * size - 1 - column) & 1) for column in range(MODULES)] for line in lines]


class _Flipped(QRData):  # type: ignore[misc]
    """A text with one of its encoded bits turned over."""

    def __init__(self, text: str, flip: int | None) -> None:
        super().__init__(text.encode("ascii"), mode=MODE_ALPHA_NUM)
        self.flip = flip

    def write(self, buffer: BitBuffer) -> None:
        """As QRData writes it, but for that bit."""
        plain = BitBuffer()
        super().write(plain)
        for position in range(len(plain)):
            buffer.put_bit(plain.get(position) ^ (position == self.flip))


def _drawn(text: str, mask: int | None, flip: int | None = None) -> tuple[int, int]:
    """The symbol as one number, and its mask: `qrcode`'s own best one where none is given."""
    code = qrcode.QRCode(version=VERSION, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=mask)
    code.add_data(_Flipped(text, flip), optimize=0)
    if mask is None:
        mask = code.mask_pattern = code.best_mask_pattern()
    code.make(fit=False)
    number = 0
    for row in code.modules:
        line = sum(1 << (8 * ROW_BYTES - 1 - column) for column, dark in enumerate(row) if dark)
        number = number << 8 * ROW_BYTES | line
    return number, mask


def draw(text: str, mask: int | None = None) -> Symbol:
    """One symbol by `qrcode` itself. Raises CodeIsTooLong."""
    try:
        return Symbol(_drawn(text, mask)[0].to_bytes(SYMBOL_BYTES, "big"))
    except DataOverflowError as overflow:
        raise CodeIsTooLong(length=len(text), most=CAPACITY) from overflow


@cache
def mask_for(prefix: str) -> int:
    """The one mask of all symbols that begin so: the best for a serial of zeros. Raises CodeIsTooLong."""
    try:
        return _drawn(prefix + ALPHABET[0] * LENGTH, None)[1]
    except DataOverflowError as overflow:
        raise CodeIsTooLong(length=len(prefix) + LENGTH, most=CAPACITY) from overflow


class Press:
    """Draws the symbols of texts that differ in their serial alone, the last twelve characters.

    The first `few` are drawn one by one: setting up takes as long as drawing about seventy.
    """

    def __init__(self, prefix: str, *, few: int = 70) -> None:
        self.prefix, self.mask, self._few = prefix, mask_for(prefix), few
        self._odd = len(prefix) % 2
        self._tables: list[dict[str, int]] = []
        self._base = 0

    def symbol(self, serial: str) -> Symbol:
        """The symbol of prefix and serial."""
        if self._few > 0:
            self._few -= 1
            return draw(self.prefix + serial, self.mask)
        if not self._tables:
            self._set_up()
        number, start = self._base, 0
        for table, end in zip(self._tables, range(2 - self._odd, LENGTH + 2, 2), strict=True):
            number ^= table[serial[start:end]]
            start = end
        return Symbol(number.to_bytes(SYMBOL_BYTES, "big"))

    def _set_up(self) -> None:
        zeros = ALPHABET[0] * LENGTH
        text = self.prefix + zeros
        self._base = _drawn(text, self.mask)[0]
        # Alphanumeric mode: 11 bits for two characters, 6 for a last single one (ISO/IEC 18004, 7.4.4).
        for first in range(len(self.prefix) - self._odd, len(text), 2):
            pair = text[first : first + 2]
            width = 11 if len(pair) == 2 else 6
            offset = 11 * (first // 2)
            patterns = [self._pattern(text, offset + width - 1 - bit) for bit in range(width)]
            kept = self.prefix[first : first + 2]
            self._tables.append(_table(pair, kept, patterns))

    def _pattern(self, text: str, bit: int) -> int:
        return _drawn(text, self.mask, flip=bit)[0] ^ self._base


def _table(pair: str, kept: str, patterns: list[int]) -> dict[str, int]:
    """For every way to fill a pair after its `kept` characters: what changes in the symbol."""
    fills = [""]
    for _ in range(len(pair) - len(kept)):
        fills = [fill + letter for fill in fills for letter in ALPHABET]
    table = {}
    for fill in fills:
        changed, pattern = _value(kept + fill) ^ _value(pair), 0
        for bit, one in enumerate(patterns):
            if changed >> bit & 1:
                pattern ^= one
        table[fill] = pattern
    return table


def _value(pair: str) -> int:
    value = 0
    for letter in pair:
        value = value * 45 + ALPHA_NUM.index(letter.encode("ascii"))
    return value
