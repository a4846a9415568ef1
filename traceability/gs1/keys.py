"""New GS1 keys from a company prefix and a number of one's own: GS1 General Specifications, section 2.

Every function raises ValueError, in words, when the parts do not make a key.
"""

from hashlib import sha256

from traceability.gs1.check_digits import check_digit

_LONGEST_DOCUMENT_SERIAL = 17
_BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def gtin14(prefix: str, item: int, indicator: int = 0) -> str:
    """A GTIN-14 of trade item number `item`. Indicator 1 to 8: a carton of that item; 9: sold by variable weight."""
    return _key("GTIN", _digit("indicator", indicator), prefix, item, length=14)


def gln13(prefix: str, number: int) -> str:
    """A GLN-13 of the party or location `number`."""
    return _key("GLN", "", prefix, number, length=13)


def sscc18(prefix: str, serial: int, extension: int = 0) -> str:
    """An SSCC-18 of logistic unit `serial`; the extension digit only makes room for more of them."""
    return _key("SSCC", _digit("extension digit", extension), prefix, serial, length=18)


def grai(prefix: str, asset_type: int, serial: str) -> str:
    """A GRAI (8003) of one crate or other returnable asset: its type's number after a zero, then its own serial."""
    return f"0{_key('GRAI', '', prefix, asset_type, length=13)}{serial}"


def gdti(issuer: str, number: str) -> str:
    """The GDTI (253) of document `number` of an issuer: the 13 digits of its GLN as the type, the number as serial.

    A number of more than 17 characters, for which the serial has no room, is stood for by 17 of base 32 that its
    SHA-256 begins with: the same for ever, and no other number's.
    """
    if len(number) > _LONGEST_DOCUMENT_SERIAL:
        digest = int.from_bytes(sha256(number.encode()).digest(), "big") >> (256 - 5 * _LONGEST_DOCUMENT_SERIAL)
        number = "".join(_BASE_32[digest >> 5 * place & 31] for place in reversed(range(_LONGEST_DOCUMENT_SERIAL)))
    return issuer + number


def _key(name: str, head: str, prefix: str, number: int, *, length: int) -> str:
    if not (prefix.isascii() and prefix.isdigit() and 4 <= len(prefix) <= 12):
        raise ValueError(f"A GS1 company prefix has 4 to 12 digits; {prefix!r} has not.")
    room = length - 1 - len(head) - len(prefix)
    if not 0 <= number < 10**room:
        raise ValueError(f"With the prefix {prefix} a {name} has room for {room} digits; {number} does not fit.")
    body = head + prefix + (f"{number:0{room}d}" if room else "")
    return body + check_digit(body)


def _digit(name: str, value: int) -> str:
    if not 0 <= value <= 9:
        raise ValueError(f"The {name} is one digit, 0 to 9; {value} is not.")
    return str(value)
