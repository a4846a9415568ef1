"""How every page that a scan leads to is answered: fresh, and with the other language named in its header."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from traceability.provenance.sheet import FRESH
from traceability.web.language import OWN_NAMES
from traceability.web.templatetags.look import html_lang


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page in the buyer's frame, which names the other language in its header."""
    told = {**context, "other_language": _other_language()}
    response = render(request, f"provenance/{template}", told, status=status)
    response["Cache-Control"] = FRESH
    return response


def _other_language() -> dict[str, str]:
    """The language named in the header: Chinese, and for its readers English."""
    code = "en" if get_language() == "zh-hans" else "zh-hans"
    return {"code": code, "tag": html_lang(code), "name": OWN_NAMES[code]}
