"""Public pages of the event record."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from traceability.epcis.queries import event_by_digest
from traceability.epcis.words import biz_step_in_words, disposition_in_words


@require_safe
def event(request: HttpRequest, digest: str) -> HttpResponse:
    """The public face of one event, in words and as it was recorded; and whether it was declared wrong since."""
    found = event_by_digest(digest)
    declared = found.errors.first()
    words = {
        "event": found,
        "declared": declared,
        "corrective": declared.corrective_digests if declared else [],
        "step": biz_step_in_words(found.biz_step),
        "disposition": disposition_in_words(found.disposition),
        "subjects": found.subjects.order_by("pk"),
        "pretty": json.dumps(found.document, ensure_ascii=False, indent=2),
    }
    return render(request, "epcis/event.html", words)


@require_safe
def event_bytes(request: HttpRequest, digest: str) -> HttpResponse:
    """The event's canonical bytes, exactly as they were recorded: what to hash when checking."""
    found = event_by_digest(digest)
    response = HttpResponse(bytes(found.canonical), content_type="application/ld+json")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
