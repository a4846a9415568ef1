"""One press: the whole history of a batch, a pallet or a carton, to read and to take along."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from exports.desk import desk_of
from exports.history.events import events_of
from exports.history.files import FILES, file_of
from exports.history.lines import lines_of
from exports.history.plots import consignee_of, growers_of, pickings_of
from exports.history.subject import Subject, batch_subject, carton_subject, pallet_subject
from traceability.parties.requests import SignedIn

MOST_LINES = 300
"""Events and pickings that a page shows; the files hold all."""


@require_GET
@login_required
def of_batch(request: SignedIn, code: str, file: str = "") -> HttpResponse:
    """The history of a batch that has left."""
    return _answer(request, batch_subject(request.user, code), file, _addresses(request, "batch", code))


@require_GET
@login_required
def of_pallet(request: SignedIn, sscc: str, file: str = "") -> HttpResponse:
    """The history of one pallet."""
    return _answer(request, pallet_subject(request.user, sscc), file, _addresses(request, "pallet", sscc))


@require_GET
@login_required
def of_carton(request: SignedIn, gtin: str, lot: str, serial: str, file: str = "") -> HttpResponse:
    """The history of one carton."""
    found = carton_subject(request.user, gtin, lot, serial)
    return _answer(request, found, file, _addresses(request, "carton", gtin, lot, serial))


def _addresses(request: SignedIn, kind: str, *keys: str) -> Callable[[str], str]:
    """Where a file of this history is asked for, at the desk at which its reader sits: exports or imports."""
    desk = desk_of(request)
    return lambda file: reverse(f"{desk}:history-{kind}-file", args=[*keys, file])


def _answer(request: SignedIn, subject: Subject, file: str, url: Callable[[str], str]) -> HttpResponse:
    events = events_of(subject)
    if file:
        return file_of(subject, events, file)
    lines, pickings = lines_of(subject, events), pickings_of(subject)
    context = {
        "subject": subject,
        "lines": lines[:MOST_LINES],
        "count": len(lines),
        "growers": growers_of(subject.family),
        "pickings": pickings[:MOST_LINES],
        "picked": len(pickings),
        "consignee": consignee_of(subject),
        "files": [(url(name), name) for name in FILES],
        "imports": desk_of(request) == "imports",
    }
    return render(request, "history/history.html", context)
