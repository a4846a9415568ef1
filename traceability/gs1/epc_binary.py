"""EPC binary strings: what a radio tag holds, as a resolver is asked for it: `/eh{hexadecimal}` or `/ex{base 64}`.

GS1 Digital Link URI: Compression of EPC binary strings 1.0, and GS1 Tag Data Standard (TDS) 2.3. Read are the tags of
keys that are served here: trade items, logistic units, places, documents and returnable assets. What a tag holds behind
its key (+AIDC data, TDS 15.3) is left out: a key finds what is recorded of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from traceability.gs1.check_digits import check_digit
from traceability.gs1.digital_link import DigitalLink
from traceability.gs1.errors import InvalidIdentifier

_STRING = re.compile(r"/(?:eh(?P<hex>[0-9A-Fa-f]{2,200})|ex(?P<base_64>[0-9A-Za-z_-]{2,200}))/?", re.ASCII)
_BASE_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_HEX_CAPITALS, _HEX = "0123456789ABCDEF", "0123456789abcdef"
_ASCII = "".join(map(chr, range(128)))
_PADDING = 16
"""Bits: a tag's memory is written in words, and a string in whole characters."""

_PREFIX_BITS = (40, 37, 34, 30, 27, 24, 20)
"""Of a company prefix of 12, 11, … 6 digits, by the partition value (TDS 14.2)."""
_ITEM = _ASSET = (4, 7, 10, 14, 17, 20, 24)
_UNIT = (18, 21, 24, 28, 31, 34, 38)
_PLACE = _DOCUMENT = (1, 4, 7, 11, 14, 17, 21)


@dataclass(frozen=True)
class _Partitioned:
    """A scheme of TDS 14.6.1 to 14.6.6: company prefix and reference, cut where a partition value says."""

    ai: str
    reference_bits: tuple[int, ...]
    digits: int
    """Of prefix and reference together."""
    serial_bits: int = 0
    serial_is_text: bool = False
    reserved_bits: int = 0


_PARTITIONED: Mapping[int, _Partitioned] = {
    0x30: _Partitioned("01", _ITEM, 13, 38),
    0x36: _Partitioned("01", _ITEM, 13, 140, serial_is_text=True),
    0x31: _Partitioned("00", _UNIT, 17, reserved_bits=24),
    0x32: _Partitioned("414", _PLACE, 12, 41),
    0x39: _Partitioned("414", _PLACE, 12, 140, serial_is_text=True),
    0x2C: _Partitioned("253", _DOCUMENT, 12, 41),
    0x3E: _Partitioned("253", _DOCUMENT, 12, 119, serial_is_text=True),
    0x33: _Partitioned("8003", _ASSET, 12, 38),
    0x37: _Partitioned("8003", _ASSET, 12, 112, serial_is_text=True),
}
_WHOLE: Mapping[int, tuple[str, int, int]] = {
    0xF7: ("01", 14, 0),
    0xFB: ("01", 14, 20),
    0xF9: ("00", 18, 0),
    0xF2: ("414", 13, 0),
    0xF6: ("253", 13, 0),
    0xF1: ("8003", 14, 0),
}
"""Schemes of TDS 2.0 (14.6.13 and on): the key as it is printed, so many decimal digits of four bits each, and the bits
of a date before it, which is left out like other data."""
_ALPHABETS = {0b001: _HEX_CAPITALS, 0b010: _HEX, 0b011: _BASE_64, 0b100: _ASCII}
"""Of a serial, by its encoding indicator (TDS 14.5.6); 0b000 is a number."""


class _Bits:
    """A string of bits, read from its beginning. Raises InvalidIdentifier past its end."""

    def __init__(self, bits: str) -> None:
        self.rest = bits

    def take(self, count: int) -> str:
        if count > len(self.rest):
            raise InvalidIdentifier("epc-binary")
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def number(self, count: int) -> int:
        return int(self.take(count) or "0", 2)

    def digits(self, count: int, bits: int) -> str:
        """A number of `count` digits that takes `bits`, leading zeros included."""
        told = f"{self.number(bits):0{count}d}" if count else self.take(bits)[:0]
        if len(told) != count:
            raise InvalidIdentifier("epc-binary")
        return told


def is_epc_binary(path: str) -> bool:
    """Whether a raw path looks like one."""
    return _STRING.fullmatch(path) is not None


def decoded(path: str, query: str = "") -> DigitalLink:
    """The Digital Link of an EPC binary string. Raises InvalidIdentifier where there is none, or none of our keys."""
    match = _STRING.fullmatch(path)
    if match is None:
        raise InvalidIdentifier("epc-binary")
    if text := match["hex"]:
        bits = _Bits("".join(f"{int(digit, 16):04b}" for digit in text))
    else:
        bits = _Bits("".join(f"{_BASE_64.index(sign):06b}" for sign in match["base_64"]))
    header = bits.number(8)
    if scheme := _PARTITIONED.get(header):
        return DigitalLink(_partitioned(bits, scheme), query)
    if found := _WHOLE.get(header):
        return DigitalLink(_whole(bits, *found), query)
    raise InvalidIdentifier("epc-binary")


def _partitioned(bits: _Bits, scheme: _Partitioned) -> tuple[tuple[str, str], ...]:
    bits.take(3)  # the filter value: what kind of package bears the tag
    partition = bits.number(3)
    if partition >= len(_PREFIX_BITS):
        raise InvalidIdentifier("epc-binary")
    length = 12 - partition
    prefix = bits.digits(length, _PREFIX_BITS[partition])
    reference = bits.digits(scheme.digits - length, scheme.reference_bits[partition])
    serial = _text(bits, scheme.serial_bits) if scheme.serial_is_text else str(bits.number(scheme.serial_bits))
    bits.take(scheme.reserved_bits)
    if len(bits.rest) >= _PADDING or "1" in bits.rest:
        raise InvalidIdentifier("epc-binary")
    # The first digit of a reference (indicator or extension) stands before the prefix in the printed key.
    body = reference[:1] + prefix + reference[1:] if scheme.ai in ("01", "00") else prefix + reference
    return _elements(scheme.ai, body + check_digit(body), serial)


def _whole(bits: _Bits, ai: str, length: int, date: int) -> tuple[tuple[str, str], ...]:
    bits.take(4 + date)  # whether +AIDC data follow, and the filter value
    key = "".join(_HEX_CAPITALS[bits.number(4)] for _ in range(length))
    serial = _variable(bits) if ai != "00" else ""
    return _elements(ai, key.removeprefix("0") if ai == "8003" else key, serial)


def _elements(ai: str, key: str, serial: str) -> tuple[tuple[str, str], ...]:
    """A place without an extension has the extension 0 on a tag (TDS 14.6.3)."""
    if ai == "01":
        return ((ai, key), ("21", serial))
    if ai == "414":
        return ((ai, key),) if serial == "0" else ((ai, key), ("254", serial))
    if ai == "253":
        return ((ai, key + serial),)
    return ((ai, f"0{key}{serial}" if ai == "8003" else key),)


def _text(bits: _Bits, count: int) -> str:
    """Characters of seven bits, zeros behind the last."""
    return "".join(_ASCII[bits.number(7)] for _ in range(count // 7)).rstrip("\0")


def _variable(bits: _Bits) -> str:
    encoding, length = bits.number(3), bits.number(5)
    if encoding == 0:
        return bits.digits(length, (10**length - 1).bit_length())
    alphabet = _ALPHABETS.get(encoding)
    if alphabet is None:
        raise InvalidIdentifier("epc-binary")
    size = (len(alphabet) - 1).bit_length()
    return "".join(alphabet[bits.number(size)] for _ in range(length))
