"""A logger's file as it came, handed out."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse

from exports.documents.downloads import as_attachment
from exports.loggers.models import LoggerFile


def answer(found: LoggerFile) -> FileResponse:
    """Under a name of ours, to keep and not to open here."""
    name = f"{found.batch.code}-logger{Path(str(found.file.name)).suffix}"
    return as_attachment(found.file, name, found.content_type)
