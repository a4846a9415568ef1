"""The scan field: whatever a hand scanner types or a person reads off a carton leads to its page."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.lots import panels
from traceability.lots.models import Lot
from traceability.lots.queries import with_sources
from traceability.parties.requests import SignedIn

LONGEST = 500
_WRITTEN = re.compile(r"\(01\)\s*(?P<gtin>[0-9 ]{14,18}?)\s*\(10\)\s*(?P<lot>[0-9A-Za-z]{1,20})(?:\s*\(21\).*)?")


@require_http_methods(["GET", "POST"])
@login_required
def find(request: SignedIn) -> HttpResponse:
    """`q`: a lot code, a Digital Link of a lot or carton, (01)…(10)… as printed, or what another room knows.

    The field sends it as POST, so that the secret of a grower's card stands in no request line and no log.
    """
    text = (request.POST.get("q") or request.GET.get("q", "")).strip()[:LONGEST]
    if not text:
        return render(request, "lots/find.html", {"text": "", "lots": []})
    found = list(_lots(request, text))
    if len(found) == 1:
        return redirect(found[0])
    if not found and (address := panels.finder.first(request, text)):
        return redirect(address)
    return render(request, "lots/find.html", {"text": text, "lots": found}, status=200 if found else 404)


def _lots(request: SignedIn, text: str) -> list[Lot]:
    """Lots that the person may see and that the text names; at most 20."""
    mine = with_sources(Lot.objects.visible_to(request.user).with_names()).order_by("-pk")
    if written := _WRITTEN.fullmatch(text):
        gtin = written["gtin"].replace(" ", "")
        return list(mine.filter(product__gtin=gtin, code=written["lot"].upper())[:20])
    try:
        link = parse(text)
    except InvalidIdentifier:
        return list(mine.filter(code=text.upper().removeprefix("L "))[:20])
    gtin, code = link.get("01"), link.get("10")
    return list(mine.filter(product__gtin=gtin, code=code)[:20]) if gtin and code else []
