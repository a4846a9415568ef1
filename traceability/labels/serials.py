"""Serials: 12 characters that look like chance, checkable without a row for each label.

A serial is 60 bits in Crockford's base 32: a keyed permutation of 20 zero bits and the 40-bit index of a label. Whoever
guesses hits 20 zero bits once in a million tries, and then an index that was issued still more rarely. Indices run on
over all runs, so no two labels share one.

The permutation is a balanced Feistel network of ten rounds, as many as FF1 has (NIST SP 800-38G, 5.1). Its round
function is AES-256 of the round's number and one half, cut to 30 bits. AES under a secret key is a pseudorandom
permutation; on blocks that never repeat, of which there are at most 10 · 2^30, nobody tells it from a random function
(the switching lemma: q² / 2^129 < 2^-62). Four rounds of a random function make a permutation that stands against who
chooses inputs in both directions (Luby and Rackoff 1988) up to 2^15 known serials; further rounds bring that up to
nearly 2^30 (Patarin 2010), more than a season prints. Whoever holds the key finds every index; who does not, none.

A chunk of labels goes through together: a round is one call of AES for all of them.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U."""
LENGTH = 12
INDEX_BITS, CHECK_BITS = 40, 20
HALF = (INDEX_BITS + CHECK_BITS) // 2
MASK = (1 << HALF) - 1
ROUNDS = 10
CHUNK = 1024
"""Labels that best go through together: few enough for the processor's cache, many enough that a call costs nothing."""
LETTERS = np.frombuffer(ALPHABET.encode("ascii"), np.uint8)
"""The code of each letter by its value: `LETTERS[values]` are the serials as text."""
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_HALF, _MASK = np.uint64(HALF), np.uint64(MASK)
_SHIFTS = np.arange(5 * (LENGTH - 1), -1, -5, dtype=np.uint64)

Values = NDArray[np.uint8]
"""Serials as the values of their letters, 0 to 31: a row a serial, twelve columns."""
_Halves = NDArray[np.uint64]


def values_of(first: int, count: int, key: bytes) -> Values:
    """The serials of `count` labels from index `first`. Raises ValueError for an index that has no room."""
    if not 0 <= first <= first + count - 1 < 1 << INDEX_BITS:
        raise ValueError(f"{first} is no serial index: there are 2^{INDEX_BITS}.")
    indices = np.arange(first, first + count, dtype=np.uint64)
    left, right = _permuted(indices >> _HALF, indices & _MASK, key, range(ROUNDS))
    blocks = left << _HALF | right
    return (blocks[:, None] >> _SHIFTS & np.uint64(31)).astype(np.uint8)


def serial_of(index: int, key: bytes) -> str:
    """The serial of a label's index. Raises ValueError for an index that has no room."""
    return LETTERS[values_of(index, 1, key)].tobytes().decode("ascii")


def index_of(serial: str, key: bytes) -> int | None:
    """The index of a serial, or None when this key never made it. Letters that people mix up are understood."""
    text = normalised(serial)
    if text is None:
        return None
    block = 0
    for letter in text:
        block = block << 5 | _VALUES[letter]
    # One serial, one scan: in Python's own numbers that is four times as quick as by arrays.
    encrypt = _cipher(key).encryptor().update
    right, left = block & MASK, block >> HALF
    for number in range(ROUNDS - 1, -1, -1):
        scrambled = encrypt((number << 64 | left).to_bytes(16, "big"))
        left, right = right ^ int.from_bytes(scrambled[8:], "big") & MASK, left
    index = left << HALF | right
    return index if index < 1 << INDEX_BITS else None


def values_in(serial: str) -> Values:
    """The values of one serial's letters. Raises KeyError for what is no letter of the alphabet."""
    return np.array([[_VALUES[letter] for letter in serial]], np.uint8)


def normalised(serial: str) -> str | None:
    """A serial as printed, from what somebody typed: case, spaces, hyphens, O for 0, I and L for 1; or None."""
    text = serial.upper().replace(" ", "").replace("-", "")
    if len(text) != LENGTH or not all(letter in _VALUES for letter in text):
        return None
    return "".join(ALPHABET[_VALUES[letter]] for letter in text)


def _permuted(left: _Halves, right: _Halves, key: bytes, rounds: range) -> tuple[_Halves, _Halves]:
    """The Feistel network. With the halves swapped, going in and out, and the rounds reversed it undoes itself."""
    encrypt = _cipher(key).encryptor().update
    blocks = np.zeros((len(right), 2), ">u8")
    for number in rounds:
        blocks[:, 0], blocks[:, 1] = number, right
        scrambled = np.frombuffer(encrypt(blocks.tobytes()), ">u8")[1::2].astype(np.uint64)
        left, right = right, left ^ scrambled & _MASK
    return left, right


@cache
def _cipher(key: bytes) -> Cipher[modes.ECB]:
    """AES alone, a block at a time: every block is the input of a round, and none of them leaves this module."""
    return Cipher(algorithms.AES256(key), modes.ECB())  # noqa: S305 - a round function, not a way to hide a text
