"""What is public may be read by a program on any web site too: Cross-Origin Resource Sharing, for everybody alike."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


def readable_anywhere(response: HttpResponseBase) -> None:
    """Lets pages of any site read an answer. A browser then shows it what anybody sees: it sends no cookie along, and
    refuses the answer if it was made to (Fetch Standard, section 3.2: "*" and credentials exclude each other)."""
    response["Access-Control-Allow-Origin"] = "*"


class PublicAnswers(APIView):
    """What is recorded, for programs: read from any site, and shown by no cache without asking whether it is so still.

    Where a resolver's redirect may be followed from, what it leads to may be read; a recall shows there at once.
    """

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Refusals are answers too."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        readable_anywhere(answer)
        answer["Cache-Control"] = "no-cache"
        return answer
