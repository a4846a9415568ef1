"""Failures as answers to programs: `application/problem+json` (RFC 9457)."""

import logging
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation, ValidationError
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from traceability.web.constraints import refusal_of
from traceability.web.failures import Failure, Invalid, Missing, NotYours, Refused, TryLater, Words

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
_WRONG_KIND_OF_VALUE = re.compile(r"^Field '(\w+)' expected ")
_UNWRITABLE = re.compile(r"NUL|null character|surrogates not allowed|too large to convert to SQLite", re.IGNORECASE)


class ValueDoesNotFit(Invalid):
    status = 400
    sentence = _("A value is not of the kind that is asked for. Check numbers and dates.")


class FieldDoesNotFit(Invalid):
    status = 400
    sentence = _("The value of “%(field)s” is not of the kind that is asked for.")


class ServerFault(Failure):
    """What nobody foresaw. The reader is told that it is ours, and nothing of how."""

    status = 500
    title = _("Our fault")
    sentence = _("Something went wrong here, not with you. Nothing was changed.")


class NotGoodRequest(Invalid):
    status = 400
    sentence = _("This request could not be read.")


def failure_of(problem: BaseException) -> Failure | None:
    """What Django or the database raised, as a member of our family; None for what nobody foresaw."""
    if isinstance(problem, Failure):
        return problem
    if isinstance(problem, IntegrityError):
        return refusal_of(problem)
    for kind, failure in FOREIGN.items():
        if isinstance(problem, kind):
            return failure()
    return _misfit(problem)


FOREIGN: dict[type[Exception], type[Failure]] = {
    Http404: Missing,
    PermissionDenied: NotYours,
    BadRequest: NotGoodRequest,
    SuspiciousOperation: NotGoodRequest,
    DataError: ValueDoesNotFit,
}


def _misfit(problem: BaseException) -> Failure | None:
    """Values from outside on which Django or a driver stumbles: filter(id="abc"), NUL, huge numbers."""
    if isinstance(problem, ValueError | TypeError) and (field := _WRONG_KIND_OF_VALUE.match(str(problem))):
        return FieldDoesNotFit(field=field.group(1))
    if isinstance(problem, ValueError | OverflowError) and _UNWRITABLE.search(str(problem)):
        return ValueDoesNotFit()
    return None


def note(failure: Failure, raised: BaseException) -> None:
    """One line a refusal in the log, with its facts; what was not raised as a failure comes with its traceback."""
    foreign = raised if raised is not failure else raised.__cause__
    log.log(
        logging.INFO if raised is failure else logging.WARNING,
        "%s %s %s",
        failure.status,
        failure.slug,
        failure.facts,
        exc_info=foreign,
    )


def problem_type(slug: str) -> str:
    """The address of a problem type; `web.views.problems` explains each."""
    return f"{settings.PUBLIC_ORIGIN}/problems/{slug}"


def problem(slug: str, title: Words, status: int, detail: Words, **more: Any) -> dict[str, Any]:
    """The members of a problem document; what is empty is left out."""
    document = {"type": problem_type(slug), "title": str(title), "status": status, "detail": str(detail)}
    return document | {name: value for name, value in more.items() if value}


def problem_of(failure: Failure, instance: str = "") -> dict[str, Any]:
    """A failure as a problem document."""
    return problem(
        failure.slug,
        failure.title,
        failure.status,
        failure.message,
        instance=instance,
        rule=failure.rule,
        source=failure.source,
        retry=failure.retry,
    )


def problem_response(document: Mapping[str, Any]) -> JsonResponse:
    """The document as an answer outside Django REST framework."""
    answer = JsonResponse(dict(document), status=document["status"], json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = CONTENT_TYPE
    return answer


def to_problem(exc: Exception, context: Mapping[str, Any]) -> Response:
    """REST_FRAMEWORK["EXCEPTION_HANDLER"]: every exception of an API view as a problem document."""
    request = context.get("request")
    instance = request.path if request is not None else ""
    headers: dict[str, str] = {}
    if isinstance(exc, exceptions.APIException):
        document, headers = _from_framework(exc, instance)
    elif isinstance(exc, ValidationError):
        document = _validation(sentences(_django_errors(exc)), instance, 422)
    elif (failure := failure_of(exc)) is not None:
        note(failure, exc)
        document = problem_of(failure, instance)
    else:
        document = _unforeseen(exc, request, instance)
    set_rollback()
    return Response(document, status=document["status"], headers=headers, content_type=CONTENT_TYPE)


def _unforeseen(exc: Exception, request: Any, instance: str) -> dict[str, Any]:
    log.error("unforeseen at %s", instance, exc_info=exc)
    # Whoever listens for what nobody foresaw (error trackers, Django's test client) hears of it as from any view.
    got_request_exception.send(sender=None, request=getattr(request, "_request", request))
    return problem_of(ServerFault(), instance)


def _from_framework(exc: exceptions.APIException, instance: str) -> tuple[dict[str, Any], dict[str, str]]:
    headers = {}
    if header := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = header
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(wait + 0.999))
    if isinstance(exc, exceptions.ValidationError):
        return _validation(sentences(exc.detail), instance, exc.status_code), headers
    slug = str(exc.default_code).replace("_", "-")
    title = FRAMEWORK_TITLES.get(exc.status_code, _("Not done"))
    retry = exc.status_code in {429, 503}
    return problem(slug, title, exc.status_code, str(exc.detail), instance=instance, retry=retry), headers


FRAMEWORK_TITLES = {
    400: Invalid.title,
    401: _("Sign in first"),
    403: NotYours.title,
    404: Missing.title,
    405: _("Not done this way"),
    406: _("Not to be had in this form"),
    409: Refused.title,
    415: _("Not in a form we read"),
    429: _("Too often"),
    503: TryLater.title,
}


def _django_errors(exc: ValidationError) -> Any:
    return exc.message_dict if hasattr(exc, "error_dict") else {api_settings.NON_FIELD_ERRORS_KEY: exc.messages}


def _validation(errors: dict[str, list[str]], instance: str, status: int) -> dict[str, Any]:
    first = next((said for all_said in errors.values() for said in all_said), "")
    detail = first if len(errors) == 1 else _("Some fields could not be understood; each says why.")
    return problem("invalid", Invalid.title, status, detail, instance=instance, errors=errors)


def sentences(detail: Any, name: str = "") -> dict[str, list[str]]:
    """Nested errors as {"field.0.inner": [sentence, …]}."""
    if isinstance(detail, Mapping):
        found: dict[str, list[str]] = {}
        for key, inner in detail.items():
            for place, said in sentences(inner, f"{name}.{key}" if name else str(key)).items():
                found.setdefault(place, []).extend(said)
        return found
    if isinstance(detail, list | tuple):
        found = {}
        for index, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list | tuple)
            for place, said in sentences(inner, f"{name}.{index}".lstrip(".") if nested else name).items():
                found.setdefault(place, []).extend(said)
        return found
    return {name or api_settings.NON_FIELD_ERRORS_KEY: [str(detail)]}


def wants_problem(request: HttpRequest) -> bool:
    """True for programs: under /api/ and /epcis/, and wherever JSON is asked for before HTML."""
    if request.path_info.startswith(("/api/", "/epcis/")):
        return True
    preferred = request.get_preferred_type(["text/html", CONTENT_TYPE, "application/json"])
    return preferred is not None and preferred != "text/html"
