"""Serials: 12 characters that look like chance, checkable without a row for each label.

A serial is 60 bits in Crockford's base 32: a keyed permutation (a Feistel network, HMAC-SHA256 as round function) of
20 zero bits and the 40-bit index of a label. Whoever guesses hits 20 zero bits once in a million tries, and then an
index that was issued still more rarely. Indices run on over all runs, so no two labels share one.
"""

from __future__ import annotations

from hashlib import sha256
from hmac import digest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U."""
LENGTH = 12
INDEX_BITS, CHECK_BITS = 40, 20
HALF = (INDEX_BITS + CHECK_BITS) // 2
MASK = (1 << HALF) - 1
ROUNDS = 10
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}


def serial_of(index: int, key: bytes) -> str:
    """The serial of a label's index. Raises ValueError for an index that has no room."""
    if not 0 <= index < 1 << INDEX_BITS:
        raise ValueError(f"{index} is no serial index: there are 2^{INDEX_BITS}.")
    left, right = index >> HALF, index & MASK
    for number in range(ROUNDS):
        left, right = right, left ^ _round(right, number, key)
    block = left << HALF | right
    return "".join(ALPHABET[block >> shift & 31] for shift in range(55, -1, -5))


def index_of(serial: str, key: bytes) -> int | None:
    """The index of a serial, or None when this key never made it. Letters that people mix up are understood."""
    text = normalised(serial)
    if text is None:
        return None
    block = 0
    for letter in text:
        block = block << 5 | _VALUES[letter]
    left, right = block >> HALF, block & MASK
    for number in reversed(range(ROUNDS)):
        left, right = right ^ _round(left, number, key), left
    index = left << HALF | right
    return index if index < 1 << INDEX_BITS else None


def normalised(serial: str) -> str | None:
    """A serial as printed, from what somebody typed: case, spaces, hyphens, O for 0, I and L for 1; or None."""
    text = serial.upper().replace(" ", "").replace("-", "")
    if len(text) != LENGTH or not all(letter in _VALUES for letter in text):
        return None
    return "".join(ALPHABET[_VALUES[letter]] for letter in text)


def _round(half: int, number: int, key: bytes) -> int:
    message = bytes([number]) + half.to_bytes(4, "big")
    return int.from_bytes(digest(key, message, sha256)[:4], "big") & MASK
