"""Pictures that growers agreed to show, for anybody, for as long as they do."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from traceability.parties.consent.models import Picture
from traceability.web.failures import Missing

ASKED_EACH_TIME = "private, no-cache"
"""A browser may keep a picture and must ask again before it shows it; nothing on the way keeps it."""


@require_safe
def picture(request: HttpRequest, token: UUID, width: int) -> HttpResponse:
    """One picture in one width. 404 from the moment of a withdrawal, also for a browser that has it already."""
    found = Picture.objects.shown().filter(token=token).first()
    if found is None or width not in [each for each, _height in found.sizes]:
        raise Missing
    etag = f'"{found.sha256[:16]}-{width}"'
    answer: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    else:
        with default_storage.open(found.file_name(width)) as file:
            answer = HttpResponse(file.read(), content_type="image/webp")
    answer["ETag"] = etag
    answer["Cache-Control"] = ASKED_EACH_TIME
    answer["X-Robots-Tag"] = "noindex, noimageindex"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
