""" "This is not what I bought", as a buyer writes it and reads the answer. No session is read, no cookie set."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from traceability.lots.models import Lot
from traceability.provenance.acts.report_carton import report_carton
from traceability.provenance.models import BuyerReport
from traceability.provenance.pages import page
from traceability.provenance.refusals import LotNotKnown, PhotoIsTooBig, ReportFormIsOld
from traceability.provenance.registry.queries import lot_meant_by
from traceability.provenance.reports.form_key import is_ours, key_for
from traceability.provenance.reports.forms import ReportForm
from traceability.provenance.reports.limits import take_one
from traceability.web.forms import answer_status, refused_into
from traceability.web.pictures import MOST_BYTES

BESIDE_THE_PHOTO = 64 * 1024
"""Bytes of the form that are no photo."""


@csrf_exempt  # why, and what stands in its place: reports/form_key.py
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, gtin: str, lot: str, serial: str) -> HttpResponse:
    """The form, and what was sent with it. A body that is too long is refused before it is read."""
    own = Lot.objects.filter(product__gtin=gtin, code=lot).select_related("owner", "product").first()
    found = own or lot_meant_by(gtin, lot)
    if found is None:
        raise LotNotKnown(code=lot)
    if request.method == "POST" and _length(request) > MOST_BYTES + BESIDE_THE_PHOTO:
        raise PhotoIsTooBig(most_mb=MOST_BYTES // 1024 // 1024)
    form = ReportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused_into(form):
            if not is_ours(request):
                raise ReportFormIsOld()
            take_one(request.META.get("REMOTE_ADDR", ""))
            sent = form.cleaned_data["photo"]
            made = report_carton(
                lot=found,
                serial=serial,
                text=form.cleaned_data["text"],
                photo=sent.read() if sent else None,
                language=get_language() or "en",
                at=timezone.now(),
            )
            return _see(request, reverse("provenance:reported", args=[made.token]))
    told = {"form": form, "lot": found, "serial": serial, "key": key_for(request.path)}
    response = page(request, "report.html", told, status=_status(form))
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def reported(request: HttpRequest, token: UUID) -> HttpResponse:
    """What was reported, and the answer once there is one; for whoever has the address."""
    found = get_object_or_404(BuyerReport.objects.select_related("lot__owner", "lot__product"), token=token)
    response = page(request, "reported.html", {"report": found, "address": request.build_absolute_uri(request.path)})
    response["Cache-Control"] = "no-store"
    return response


def _length(request: HttpRequest) -> int:
    """What the sender says that the body has; what is no number is read as nothing by the server too."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdecimal() else 0


def _see(request: HttpRequest, url: str) -> HttpResponse:
    chosen = getattr(request, "chosen_language", "")
    return HttpResponseRedirect(f"{url}?lang={chosen}" if chosen else url, status=303)


def _status(form: ReportForm) -> int:
    return form.refusal.status if form.refusal else answer_status(form)
