"""Square codes, as `qrcode` draws them; the thousands of one run by XOR of a few that it drew.

With version, mask and length fixed, a QR symbol is an affine function of its data bits over GF(2): Reed-Solomon
(ISO/IEC 18004, 7.5) and masking (7.8) are. So the symbol of a text is the symbol of another XOR one pattern for each
bit in which they differ. A press asks `qrcode` for those patterns once; every label after that is a few look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

import numpy as np
import qrcode
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.util import ALPHA_NUM, MODE_ALPHA_NUM, BitBuffer, QRData

from traceability.labels.refusals import CodeIsTooLong
from traceability.labels.serials import ALPHABET, LENGTH, Values, values_in

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


@lru_cache(maxsize=1024)
def mask_for(prefix: str) -> int:
    """The one mask of all symbols that begin so: the best for a serial of zeros. Raises CodeIsTooLong.

    Symbols of one mask are an XOR apart. Which of the eight it is changes no module's size and none of the error
    correction, only the evenness of the pattern, and that hardly differs from serial to serial.
    """
    try:
        return _drawn(prefix + ALPHABET[0] * LENGTH, None)[1]
    except DataOverflowError as overflow:
        raise CodeIsTooLong(length=len(prefix) + LENGTH, most=CAPACITY) from overflow


class Press:
    """Draws the symbols of texts that differ in their serial alone, the last twelve characters."""

    def __init__(self, prefix: str) -> None:
        self.prefix, self.mask = prefix, mask_for(prefix)
        self._odd = len(prefix) % 2
        text = prefix + ALPHABET[0] * LENGTH
        # Alphanumeric mode: 11 bits for two characters, 6 for a last single one (ISO/IEC 18004, 7.4.4).
        self._tables = []
        for first in range(len(prefix) - self._odd, len(text), 2):
            pair = text[first : first + 2]
            width = 11 if len(pair) == 2 else 6
            patterns = [_pattern(11 * (first // 2) + width - 1 - bit) for bit in range(width)]
            self._tables.append(_table(pair, prefix[first:], np.stack(patterns)))
        self._tables[0] ^= _words(_drawn(text, self.mask)[0])

    def symbol(self, serial: str) -> Symbol:
        """The symbol of prefix and serial."""
        return Symbol(self.symbols(values_in(serial)).tobytes())

    def symbols(self, serials: Values) -> NDArray[np.uint8]:
        """The bits of the symbols of many serials: a row a symbol, SYMBOL_BYTES columns."""
        fills = self._fills(serials.astype(np.intp))
        drawn = self._tables[0].take(fills[0], axis=0)
        change = np.empty_like(drawn)
        for table, fill in zip(self._tables[1:], fills[1:], strict=True):
            # Every fill is in its table by construction; "clip" spares the check of each.
            table.take(fill, axis=0, out=change, mode="clip")
            drawn ^= change
        return drawn.view(np.uint8)[:, :SYMBOL_BYTES]

    def _fills(self, values: NDArray[np.intp]) -> list[NDArray[np.intp]]:
        """For each table, which of its rows each serial needs: its letters in that pair as one number."""
        odd, size = self._odd, len(ALPHABET)
        pairs = [values[:, n] * size + values[:, n + 1] for n in range(odd, LENGTH - 1, 2)]
        return [values[:, 0], *pairs, values[:, -1]] if odd else pairs


@cache
def _pattern(bit: int) -> NDArray[np.uint64]:
    """What one data bit of a symbol changes: the same whatever the text, its length and the mask."""
    # Any text but zeros: `qrcode` cannot divide a block that is nothing but zeros.
    text = (ALPHABET * 3)[:CAPACITY]
    return _words(_drawn(text, 0, flip=bit)[0] ^ _drawn(text, 0)[0])


def _words(drawn: int) -> NDArray[np.uint64]:
    """A symbol as words of eight bytes, the last filled up with zeros."""
    return np.frombuffer(drawn.to_bytes(SYMBOL_BYTES, "big").ljust(8 * -(-SYMBOL_BYTES // 8), b"\0"), np.uint64)


def _table(pair: str, kept: str, patterns: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """For every way to fill a pair after its `kept` characters: what changes in the symbol."""
    fills = map("".join, product(ALPHABET, repeat=len(pair) - len(kept)))
    changed = np.array([_value(kept + fill) ^ _value(pair) for fill in fills])
    table = np.zeros((len(changed), patterns.shape[1]), np.uint64)
    for bit, pattern in enumerate(patterns):
        table[changed >> bit & 1 == 1] ^= pattern
    return table


def _value(pair: str) -> int:
    value = 0
    for letter in pair:
        value = value * 45 + ALPHA_NUM.index(letter.encode("ascii"))
    return value
