"""Static files: as WhiteNoise serves them, known again by the tag under which they were sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc] # WhiteNoise ships no types
    """Answers 304 to who has a file already.

    What GZipMiddleware compresses gets a weak tag (RFC 9110, section 8.8.3), and WhiteNoise compares tags letter by
    letter: without this a phone that keeps the app would load each of its files twice.
    """

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponseBase:
        """The file, or that it has not changed."""
        if tag := request.META.get("HTTP_IF_NONE_MATCH"):
            request.META["HTTP_IF_NONE_MATCH"] = tag.removeprefix("W/")
        answer: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        # A stream of nothing would be compressed to something, and 304 has no body (RFC 9110, section 15.4.5).
        return HttpResponseNotModified(headers=answer.headers) if answer.status_code == 304 else answer
