"""At which of the two desks a page is read."""

from __future__ import annotations

from django.http import HttpRequest


def desk_of(request: HttpRequest) -> str:
    """`imports` or `exports`, which is also the namespace of its addresses."""
    return "imports" if request.path_info.startswith("/import/") else "exports"
