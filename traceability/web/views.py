"""The page behind the `type` of every problem document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from traceability.web.failures import Missing, all_failures


def problems(request: HttpRequest, slug: str = "") -> HttpResponse:
    """All kinds of failure, or one: its code, its status, whether to try again, its sentence. Raises Missing."""
    found = sorted((kind for kind in all_failures() if slug in {"", kind.slug}), key=lambda kind: kind.slug)
    # As plain values: a template calls whatever can be called, and a class can.
    kinds = [
        {"slug": kind.slug, "status": kind.status, "title": kind.title, "sentence": kind.sentence, "retry": kind.retry}
        for kind in found
    ]
    if not kinds:
        raise Missing
    return render(request, "web/problems.html", {"kinds": kinds, "one": bool(slug)})
