"""What is made while it is stored: nothing of it is kept in memory."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from django.core.files import File


class Stream(File):
    """A file whose content is made as it is read, once. Knows afterwards how long it was."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__(None)
        self._parts, self._rest = parts, b""
        self.bytes = 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The content in the pieces that it is made in."""
        for part in self._parts:
            self.bytes += len(part)
            yield part

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, fewer only at the end: for storages that read instead."""
        parts, length = [self._rest], len(self._rest)
        while size < 0 or length < size:
            part = next(self.chunks(), None)
            if part is None:
                break
            parts.append(part)
            length += len(part)
        whole = b"".join(parts)
        cut = len(whole) if size < 0 else size
        self._rest = whole[cut:]
        return whole[:cut]

    def seek(self, offset: int, whence: int = 0) -> int:
        """To the beginning, while nothing was read. Raises UnsupportedOperation for anywhere else."""
        if offset or whence or self.bytes:
            raise io.UnsupportedOperation("seek")
        return 0

    def seekable(self) -> bool:
        return False


class SummedStream(Stream):
    """Knows the CRC-32 of its content as well, for who reads it again."""

    sum = 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The content in the pieces that it is made in."""
        for part in super().chunks(chunk_size):
            self.sum = zlib.crc32(part, self.sum)
            yield part
