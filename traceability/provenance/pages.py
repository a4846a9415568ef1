"""How every page that a scan leads to is answered: fresh, and with the other language named in its header."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from traceability.provenance.sheet import FRESH
from traceability.web.language import OWN_NAMES
from traceability.web.templatetags.look import html_lang

_GAP = re.compile(r"(?<=[。，；：、])(?:</b>)?[ \n]+(?=(?:<a |<b>|<span[^>]*>)?[\u3400-\u9fff“])")
"""A space that stands behind a Chinese stop, which brings its own."""


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page in the buyer's frame, which names the other language in its header."""
    told = {**context, "other_language": _other_language()}
    response = render(request, f"provenance/{template}", told, status=status)
    response["Cache-Control"] = FRESH
    if get_language() == "zh-hans":
        response.content = closed_up(response.content.decode())
    return response


def closed_up(html: str) -> str:
    """Chinese sentences without the spaces that templates put between sentences."""
    return _GAP.sub(lambda gap: "</b>" if "</b>" in gap[0] else "", html)


def _other_language() -> dict[str, str]:
    """The language named in the header: Chinese, and for its readers English."""
    code = "en" if get_language() == "zh-hans" else "zh-hans"
    return {"code": code, "tag": html_lang(code), "name": OWN_NAMES[code]}
