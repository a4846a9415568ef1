"""A page that is the same for every carton of a lot but for a few characters: drawn once, compressed once.

What differs from scan to scan has a fixed length and stands as a stored block between compressed ones (RFC 1951,
3.2.4), so that an answer is put together from finished bytes: a serial, and the minute in which it was looked up.
"""

from __future__ import annotations

import re
import secrets
import struct
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.html import escape

from traceability.labels.serials import ALPHABET, LENGTH
from traceability.web.templatetags.look import serial_groups

FRESH = "no-cache"
"""A page may be kept and must be asked for again before it is shown: a recall shall show at once."""

SERIAL = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
"""Stands for the serial while a page is drawn; by chance, so that no code of anybody's is taken for it."""
CLOCK = "".join(secrets.choice("~^") for _ in range(5)).join(("\u2e28", "\u2e29"))
"""Stands for hours and minutes."""
_SLOTS = re.compile("|".join(map(re.escape, (serial_groups(SERIAL), SERIAL, CLOCK))).encode())
_WINDOW = 32_768
"""What a block of deflate can look back on."""
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""Of a gzip file without name and time (RFC 1952), compressed as well as can be."""
_SWITCH = b'href="?lang='
"""How the links to this page in another language begin."""
_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


class Sheet:
    """One drawing of a page. What it is asked for is filled in, nothing is drawn again."""

    def __init__(self, html: str, *, status: int) -> None:
        drawn = html.encode()
        self.status = status
        self.parts = _SLOTS.split(drawn)
        self.slots = [slot.decode() for slot in _SLOTS.findall(drawn)]
        self.pressed = pressed(self.parts, [len(_filled(slot, SERIAL, "00:00")) for slot in self.slots])
        self.tag = sha256(b"\0".join(self.parts)).hexdigest()[:16]
        self.size = len(drawn) + sum(map(len, self.pressed))

    def answer(self, request: HttpRequest, *, serial: str = SERIAL, clock: str, query: str = "") -> HttpResponse:
        """The page with this serial, looked up at this minute; 304 for a browser that has it already.

        `query` is what the address says beside the language: the links to other languages keep it.
        """
        etag = f'W/"{self.tag}-{clock}"'
        fills = [_filled(slot, serial, clock) for slot in self.slots]
        # What is no serial, and a query, has any length: then nothing was made ready for it.
        ready = len(serial) == LENGTH and not query
        pressed = ready and _TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        response = HttpResponse(self._pressed(fills) if pressed else self._plain(fills, query), status=self.status)
        headers = response.headers
        if pressed:
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(response.content))
        headers["Cache-Control"] = FRESH
        headers["Vary"] = "Accept-Encoding, Accept-Language"
        headers["ETag"] = etag
        if self.status == 200 and "HTTP_IF_NONE_MATCH" in request.META:
            return get_conditional_response(request, etag=etag, response=response) or response
        return response

    def _plain(self, fills: Sequence[bytes], query: str) -> bytes:
        html = b"".join(_woven(self.parts, fills))
        return html.replace(_SWITCH, f'href="?{escape(query)}&amp;lang='.encode()) if query else html

    def _pressed(self, fills: Sequence[bytes]) -> bytes:
        """As gzip: the compressed parts, and what is filled in as stored blocks."""
        crc = size = 0
        for piece in _woven(self.parts, fills):
            crc, size = zlib.crc32(piece, crc), size + len(piece)
        blocks = [struct.pack("<BHH", 0, len(fill), 0xFFFF ^ len(fill)) + fill for fill in fills]
        return b"".join((_HEAD, *_woven(self.pressed, blocks), struct.pack("<II", crc, size & 0xFFFFFFFF)))


def pressed(parts: Sequence[bytes], lengths: Sequence[int]) -> list[bytes]:
    """Each part as blocks of deflate that may look back on those before it, though never into what is filled in.

    A dictionary stands for what came before, with zeros where `lengths` bytes will be filled in: a page has no zeros.
    """
    blocks, window = [], b""
    for number, part in enumerate(parts):
        more = (window[-_WINDOW:],) if window else ()
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, *more)
        is_last = number == len(lengths)
        blocks.append(packer.compress(part) + packer.flush(zlib.Z_FINISH if is_last else zlib.Z_SYNC_FLUSH))
        window += part + (b"" if is_last else bytes(lengths[number]))
    return blocks


def _filled(slot: str, serial: str, clock: str) -> bytes:
    said: Mapping[str, str] = {SERIAL: serial, CLOCK: clock}
    return escape(said.get(slot) or serial_groups(serial)).encode()


def _woven(parts: Sequence[bytes], between: Sequence[bytes]) -> list[bytes]:
    woven = [parts[0]]
    for fill, part in zip(between, parts[1:], strict=True):
        woven += [fill, part]
    return woven
