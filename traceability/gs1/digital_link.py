"""GS1 Digital Link URIs: an identifier as a web address, `https://id.gs1.org/01/{gtin}/10/{lot}/21/{serial}`.

GS1 Digital Link Standard: URI Syntax 1.7. A `DigitalLink` that exists is valid: keys, order of qualifiers, characters,
lengths and check digits follow the official dictionary, so nobody needs to check it again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from traceability.gs1.attributes import read_attributes
from traceability.gs1.dictionary import application_identifiers
from traceability.gs1.elements import check_element
from traceability.gs1.errors import InvalidIdentifier

ID_GS1_ORG = "https://id.gs1.org"
"""The origin of canonical Digital Links: what an event names, whoever's host the label shows."""

_URI = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#\\@\s]+)(?P<rest>[/?#].*)?", re.IGNORECASE | re.DOTALL)
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?", re.IGNORECASE)
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EPC_BINARY = re.compile(r"e[hx][0-9A-Za-z_-]+")
"""What a radio tag holds. It can be asked for (`epc_binary`) and is no identifier that is written anywhere."""
KEYS_IN_WORDS = {
    "gtin": "01", "sscc": "00", "gln": "414", "gdti": "253", "grai": "8003", "giai": "8004", "itip": "8006",
    "gsrn": "8018", "gsrnp": "8017", "gcn": "255", "ginc": "401", "gsin": "402", "party": "417", "payto": "415",
    "cpid": "8010", "gmn": "8013",
}  # fmt: skip
"""How links were written before URI Syntax 1.3, and what stands there now."""
LONGEST = 4296
"""Characters: what the largest QR code holds in capitals, and so no printed link is longer."""
_WORTH_KEEPING = 400
_PLAIN_LOT = re.compile(r"[0-9A-Za-z]{1,20}")
"""Lot codes that need no check beside their length, and no escape in a path."""
_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")


@dataclass(frozen=True)
class DigitalLink:
    """A primary key with its qualifiers, decoded and in order: (("01", gtin), ("10", lot), ("21", serial)).

    `query` is what followed the question mark, raw; its GS1 attributes are checked, the rest passes untouched.
    """

    elements: tuple[tuple[str, str], ...]
    query: str = ""

    def __post_init__(self) -> None:
        if not self.elements:
            raise InvalidIdentifier("no-primary-key")
        for ai, value in self.elements:
            check_element(ai, value)
        _check_order([ai for ai, _ in self.elements])
        read_attributes(self.query, [ai for ai, _ in self.elements])

    @property
    def key(self) -> tuple[str, str]:
        """The primary key: its application identifier and value."""
        return self.elements[0]

    @property
    def attributes(self) -> dict[str, str]:
        """The GS1 data attributes of the query, decoded: {"13": "260615"}."""
        return read_attributes(self.query, [ai for ai, _ in self.elements])

    def get(self, ai: str) -> str | None:
        """The value of a key or qualifier, None when the link has none."""
        return dict(self.elements).get(ai)

    def path(self) -> str:
        """Canonical path, every reserved character percent-encoded: "/01/…/10/…/21/…"."""
        return "".join(f"/{ai}/{_escaped(value)}" for ai, value in self.elements)

    def uri(self, origin: str = ID_GS1_ORG) -> str:
        """Canonical URI without query."""
        return origin.rstrip("/") + self.path()


def parse(path_or_uri: str) -> DigitalLink:
    """The Digital Link in a raw, still percent-encoded request path, or in a full http(s) URI.

    A URI may have a stem before the key (`https://example.com/shop/01/…`); a path begins with the key.
    One trailing slash and a fragment are ignored. Raises InvalidIdentifier, and nothing else, on any other string.
    """
    if len(path_or_uri) > LONGEST:
        raise InvalidIdentifier("link-too-long", most=LONGEST)
    return _read(path_or_uri) if len(path_or_uri) <= _WORTH_KEEPING else _read.__wrapped__(path_or_uri)


@lru_cache(maxsize=1024)  # an event's identifiers are read for their form, for the hash, and again for its place
def _read(path_or_uri: str) -> DigitalLink:
    match = _URI.fullmatch(path_or_uri)
    before_fragment = ((match["rest"] or "") if match else path_or_uri).partition("#")[0]
    path, _, query = before_fragment.partition("?")
    if not path.startswith("/"):
        raise InvalidIdentifier("not-a-link")
    segments = path.removesuffix("/").split("/")[1:]
    start = _start_of_key(segments)
    if start and not match:
        raise InvalidIdentifier("key-not-first")
    pairs = zip(segments[start::2], segments[start + 1 :: 2], strict=True)
    return DigitalLink(tuple((ai, _decode(ai, value)) for ai, value in pairs), query)


def lot_uri(gtin: str, lot: str, origin: str = ID_GS1_ORG) -> str:
    """A lot: GTIN with lot code (01 + 10)."""
    if _PLAIN_LOT.fullmatch(lot):
        return _lots_of(gtin, origin) + lot
    return DigitalLink((("01", gtin), ("10", lot))).uri(origin)


@lru_cache(maxsize=1024)  # lots of one trade item follow each other, and their codes are letters and digits
def _lots_of(gtin: str, origin: str) -> str:
    return DigitalLink((("01", gtin), ("10", "0"))).uri(origin).removesuffix("0")


def carton_uri(gtin: str, lot: str, serial: str, origin: str = ID_GS1_ORG) -> str:
    """One carton of a lot: GTIN, lot code and serial number (01 + 10 + 21)."""
    return DigitalLink((("01", gtin), ("10", lot), ("21", serial))).uri(origin)


def sscc_uri(sscc: str) -> str:
    """A pallet or other logistic unit (00)."""
    return DigitalLink((("00", sscc),)).uri()


@lru_cache(maxsize=1024)  # every record of a plot names the same place
def place_uri(gln: str, extension: str = "") -> str:
    """A place: GLN with an optional extension (414 + 254)."""
    return DigitalLink((("414", gln), ("254", extension)) if extension else (("414", gln),)).uri()


def party_uri(gln: str) -> str:
    """An organisation: party GLN (417)."""
    return DigitalLink((("417", gln),)).uri()


def document_uri(gdti: str) -> str:
    """A document: GDTI (253), its type's 13 digits with its own serial."""
    return DigitalLink((("253", gdti),)).uri()


def pallet_qr_text(origin: str, sscc: str) -> str:
    """What a pallet's QR code holds: /00/{sscc} on `origin`, in capitals."""
    return _capitals(origin, DigitalLink((("00", sscc),)))


def asset_qr_text(origin: str, grai: str) -> str:
    """What a crate's QR code holds: /8003/{grai} on `origin`, in capitals."""
    return _capitals(origin, DigitalLink((("8003", grai),)))


def lot_qr_text(origin: str, gtin: str, lot: str) -> str:
    """What a code holds that is the same for a whole lot: /01/{gtin}/10/{lot} on `origin`, in capitals."""
    return _capitals(origin, DigitalLink((("01", gtin), ("10", lot))))


def qr_text(origin: str, gtin: str, lot: str, serial: str) -> str:
    """What a carton's QR code holds: the carton's link on `origin`, scheme and host in capitals.

    Capitals keep it in QR alphanumeric mode, and so one symbol version smaller. Raises InvalidIdentifier when a
    character of lot or serial would leave that mode.
    """
    return _capitals(origin, DigitalLink((("01", gtin), ("10", lot), ("21", serial))))


def _capitals(origin: str, link: DigitalLink) -> str:
    if not _ORIGIN.fullmatch(origin.rstrip("/")):
        raise InvalidIdentifier("no-origin", origin=origin)
    text = link.uri(origin.upper())
    if not _ALPHANUMERIC.fullmatch(text):
        raise InvalidIdentifier("not-for-labels")
    return text


def _start_of_key(segments: list[str]) -> int:
    """Index of the primary key: the first one met when going back from the end, pair by pair."""
    known = application_identifiers()
    for index in range(len(segments) - 2, -1, -2):
        identifier = known.get(segments[index])
        if identifier and identifier.is_key:
            return index
    first = segments[0] if segments else ""
    if ai := KEYS_IN_WORDS.get(first.lower()):
        raise InvalidIdentifier("key-in-words", ai=ai, word=first.lower())
    if len(segments) == 1 and _EPC_BINARY.fullmatch(first):
        raise InvalidIdentifier("epc-binary")
    raise InvalidIdentifier("no-primary-key")


def _decode(ai: str, segment: str) -> str:
    if _BROKEN_ESCAPE.search(segment):
        raise InvalidIdentifier("broken-escape", ai=ai[:8])
    try:
        return unquote_to_bytes(segment).decode("ascii")
    except UnicodeError:
        raise InvalidIdentifier("beyond-ascii", ai=ai[:8]) from None


def _escaped(value: str) -> str:
    # Digits and letters are most of what there is, and every event writes dozens of them.
    return value if value.isascii() and value.isalnum() else quote(value, safe="")


def _check_order(ais: list[str]) -> None:
    """Qualifiers must follow the key in one of its sequences; any of them may be left out."""
    key, *qualifiers = ais
    identifier = application_identifiers()[key]
    if not identifier.is_key:
        raise InvalidIdentifier("no-key", name=identifier.name)
    if not qualifiers:
        return
    for sequence in identifier.qualifiers:
        remaining = iter(sequence)
        if all(ai in remaining for ai in qualifiers):
            return
    allowed = " / ".join(", ".join(f"({ai})" for ai in sequence) for sequence in identifier.qualifiers)
    if not allowed:
        raise InvalidIdentifier("nothing-may-follow", name=identifier.name)
    raise InvalidIdentifier("wrong-order", name=identifier.name, allowed=allowed)
