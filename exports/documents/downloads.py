"""Files of papers, handed to one person for a short while, and never run by a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core import signing
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from exports.models import Document, DocumentCopy, ExportBatch
from exports.refusals import DownloadHasExpired
from traceability.parties.models import User

SALT = "exports.documents.download"
SECONDS = 120
"""How long a link is good: enough to follow it, too short to pass it on."""


def token_for(batch: ExportBatch, sha256: str, user: User) -> str:
    """What stands in the address of a file. Raises Http404 for a file that the batch does not have."""
    _found(batch, sha256)
    return signing.dumps({"batch": batch.pk, "file": sha256, "user": user.pk}, salt=SALT)


def opened(token: str, user: User) -> FileResponse:
    """The file behind a token of this user's, if the user may still see the batch.

    Raises DownloadHasExpired, or Http404 for whatever else is wrong with the token or whoever holds it.
    """
    try:
        meant: dict[str, Any] = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.SignatureExpired as problem:
        raise DownloadHasExpired from problem
    except signing.BadSignature as problem:
        raise Http404 from problem
    batch = ExportBatch.objects.visible_to(user).filter(pk=meant["batch"]).first()
    if batch is None or meant["user"] != user.pk:
        raise Http404
    return answer(batch, meant["file"])


def answer(batch: ExportBatch, sha256: str) -> FileResponse:
    """The file as something to keep: whatever it pretends to be, no browser runs it here. Raises Http404."""
    document, found = _found(batch, sha256)
    language = f"-{found.language}" if found.language else ""
    name = f"{batch.code}-{document.kind}{language}{Path(str(found.file.name)).suffix}"
    return as_attachment(found.file, name, found.content_type)


def as_attachment(file: FieldFile, name: str, content_type: str) -> FileResponse:
    """A file that somebody brought, under a name of ours, to keep and not to open here; no cache keeps it."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _found(batch: ExportBatch, sha256: str) -> tuple[Document, Document | DocumentCopy]:
    document = batch.documents.filter(sha256=sha256).exclude(file="").order_by("pk").last()
    if document is not None:
        return document, document
    copies = DocumentCopy.objects.filter(document__batch=batch, sha256=sha256).select_related("document")
    copy = copies.order_by("pk").last()
    if copy is None:
        raise Http404
    return copy.document, copy
