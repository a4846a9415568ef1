"""The one place where a failure inside a page becomes an answer, and where unwritable addresses end."""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from traceability.web.errors import answer
from traceability.web.failures import Invalid
from traceability.web.problems import failure_of, note

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class UnwritableAddress(Invalid):
    status = 400
    sentence = _("This address holds a character that cannot be written. Scan or copy it again.")


class FailureMiddleware:
    """Failures of views as pages or problem documents, by who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuses addresses with NUL or half characters: PostgreSQL would, with an answer 500."""
        if _UNWRITABLE.search(request.path_info) or _unwritable_query(request):
            return answer(request, UnwritableAddress())
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What was foreseen gets its sentence; anything else goes on to handler500."""
        if isinstance(exception, Http404) or (failure := failure_of(exception)) is None:
            return None
        note(failure, exception)
        return answer(request, failure)


def _unwritable_query(request: HttpRequest) -> bool:
    if "%00" not in (raw := request.META.get("QUERY_STRING", "")) and raw.isascii() and "\0" not in raw:
        return False
    return any(_UNWRITABLE.search(text) for name, values in request.GET.lists() for text in (name, *values))
