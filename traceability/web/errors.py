"""Answers that stand in for a page: a sentence, what to do, a way back; the same as problem documents for programs.

None of them reads the database or the session: they must be right when these are what failed.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Failure, Missing, NotYours
from traceability.web.problems import NotGoodRequest, ServerFault, problem_of, problem_response, wants_problem

NEXT_STEPS = {
    400: _("Go back and try once more. If you scanned a code, scan it again."),
    403: _("If it should be yours, ask the manager of the organisation to give you the role."),
    404: _("It isn’t a code of ours, and it isn’t a page. Nothing was lost: fruit, lots and certificates keep their "
           "addresses for ever."),
    409: _("Nothing was changed. Go back, and choose differently."),
    422: _("Nothing was changed. Go back, mend it and send it again."),
    429: _("Nothing was changed, and nothing is wrong with your phone or your code."),
    500: _("It has been noted. Try again in a minute."),
    503: _("What you sent can be sent again just as it is."),
}  # fmt: skip


class FormExpired(NotYours):
    title = _("Not accepted")
    sentence = _("This form was open too long, or your browser keeps no cookies. Go back, reload it and send it again.")


def answer(request: HttpRequest, failure: Failure) -> HttpResponse:
    """A failure as a page, or as a problem document for programs."""
    if wants_problem(request):
        response: HttpResponse = problem_response(problem_of(failure, request.path))
    else:
        response = page(request, failure)
    if failure.retry:
        response["Retry-After"] = str(failure.facts.get("seconds", 30))
    # It says something of this one request, and of a code that is not known today something may be known tomorrow.
    response["Cache-Control"] = "no-store"
    return response


def page(request: HttpRequest, failure: Failure) -> HttpResponse:
    """The page of a failure, drawn without database, session or context processors."""
    context = {
        "failure": failure,
        "next_step": NEXT_STEPS.get(failure.status, NEXT_STEPS[409]),
        "back": way_back(request),
        "chosen_language": getattr(request, "chosen_language", ""),
    }
    return HttpResponse(render_to_string("web/error.html", context), status=failure.status)


def way_back(request: HttpRequest) -> str:
    """The page of ours that the reader came from, as a path; nothing when there is none."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    if came_from.netloc != request.META.get("HTTP_HOST") or not came_from.path.startswith("/"):
        return ""
    path = "/" + came_from.path.lstrip("/\\")
    return f"{path}?{came_from.query}" if came_from.query else path


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400."""
    return answer(request, NotGoodRequest())


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return answer(request, NotYours())


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return answer(request, Missing())


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return answer(request, ServerFault())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    return answer(request, FormExpired())
