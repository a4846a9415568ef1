"""Request bodies that come compressed: a phone on a hill pays for every byte."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from traceability.web.strict_json import NotStrictJSON, StrictJSONParser, TooLong, parse_strict

_GZIP = 16 + zlib.MAX_WBITS


class NotGzip(NotStrictJSON):
    sentence = _("The compressed body is cut off or damaged. Nothing was done; send it again.")


class EncodingIsUnknown(NotStrictJSON):
    status = 415
    sentence = _("A body compressed as “%(encoding)s” is not read here. Send gzip, or none.")


class CompressedJSONParser(StrictJSONParser):
    """Strict JSON, as it is or with Content-Encoding: gzip (RFC 9110 section 8.4), unfolded no further than is read."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Raises NotGzip, EncodingIsUnknown or what `parse_strict` raises."""
        request = (parser_context or {}).get("request")
        encoding = (request.headers.get("Content-Encoding", "") if request else "").strip().lower()
        if encoding in ("", "identity"):
            return super().parse(stream, media_type, parser_context)
        if encoding != "gzip":
            raise EncodingIsUnknown(encoding=encoding[:20])
        return parse_strict(unfolded(stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)))


def unfolded(packed: bytes) -> bytes:
    """The bytes of one gzip member. Raises NotGzip for what is cut or damaged, TooLong past what is read at once."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if len(packed) > limit:
        raise TooLong(limit=limit)
    unpacker = zlib.decompressobj(_GZIP)
    try:
        data = unpacker.decompress(packed, limit + 1)
    except zlib.error as problem:
        raise NotGzip() from problem
    if len(data) > limit:
        raise TooLong(limit=limit)
    if not unpacker.eof or unpacker.unused_data:
        raise NotGzip()
    return data
