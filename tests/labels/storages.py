"""A storage on a disk that fills up."""

from __future__ import annotations

import errno
from typing import ClassVar

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class FullDisk(FileSystemStorage):
    """Has room for `room` more bytes, counted over everything that is written."""

    room: ClassVar[int] = 0

    def _save(self, name: str, content: File) -> str:
        return super()._save(name, _Counted(content))


class _Counted(File):
    def chunks(self, chunk_size: int | None = None):
        for part in self.file.chunks(chunk_size):
            if FullDisk.room < len(part):
                raise OSError(errno.ENOSPC, "No space left on device")
            FullDisk.room -= len(part)
            yield part
