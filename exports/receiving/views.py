"""The importer's pages for one hand: scan, look, decide, scan the next."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from exports.loggers.drawing import drawn
from exports.models import ExportBatch
from exports.queries import find_pallet, pallet_lines
from exports.receiving.acts.receive_pallet import receive_pallet
from exports.receiving.finding import address_in, address_of
from exports.receiving.forms import CodePhotoForm, PalletForm
from exports.receiving.models import ReceiptPhoto
from exports.receiving.tally import tally_of
from exports.reference import local_now
from exports.refusals import NoSuchPallet
from exports.views import page
from exports.words import whereabouts
from traceability.lots.holding.queries import holds_of
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_GET
@login_required
def scan(request: SignedIn) -> HttpResponse:
    """Type or scan a pallet or a carton; the number of a batch or a container leads to its page."""
    text = request.GET.get("q", "").strip()
    if not text:
        return render(request, "imports/scan.html", {"photo": CodePhotoForm()})
    try:
        return redirect(address_of(text, to=request.user))
    except NoSuchPallet as missing:
        context = {"scan_value": text, "missing": missing, "photo": CodePhotoForm()}
        return render(request, "imports/scan.html", context, status=missing.status)


@require_POST
@login_required
def scan_photo(request: SignedIn) -> HttpResponse:
    """A photo of a code, from a phone whose browser cannot read it."""
    form = CodePhotoForm(request.POST, request.FILES)
    if form.is_valid():
        with refused_into(form):
            return redirect(address_in(form.cleaned_data["photo"], to=request.user))
    return render(request, "imports/scan.html", {"photo": form}, status=422)


@require_http_methods(["GET", "POST"])
@login_required
def pallet(request: SignedIn, sscc: str) -> HttpResponse:
    """One pallet on a phone: what was sent, what was found, what becomes of it."""
    found = find_pallet(sscc, to=request.user)
    batch = get_object_or_404(ExportBatch.objects.coming_to(request.user).with_names(), pk=found.batch_id)
    lines = pallet_lines(batch)
    line = next(line for line in lines if line.pallet.pk == found.pk)
    form = PalletForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused_into(form):
            receive_pallet(pallet=found, by=request.user, at=local_now(batch.to_port.country), **form.cleaned_data)
            return redirect("imports:pallet", sscc)
    tally = tally_of(batch, lines)
    context = {
        "batch": batch,
        "line": line,
        "lines": lines,
        "receipt": tally.receipts.get(found.pk),
        "tally": tally,
        "recalled": [held for held in holds_of(line.lots).values() if held.hold.is_recall],
        "headline": whereabouts(batch, page.movements_of(batch)),
        "form": form,
        "logged": [one for one in drawn(batch) if one.file.pallet_id in (None, found.pk)],
        "read_at": local_now(batch.to_port.country).strftime("%H:%M"),
        "carton": carton_in(request.GET.get("carton", "")),
    }
    return render(request, "imports/pallet.html", context, status=answer_status(form))


def carton_in(text: str) -> list[str]:
    """GTIN, lot and serial of the carton that was scanned, to lead to its history; empty when it was the pallet."""
    parts = text.split("/")
    return parts if len(parts) == 3 and all(re.fullmatch(r"[0-9A-Za-z_-]{1,20}", part) for part in parts) else []


@require_safe
@login_required
@cache_control(private=True, max_age=86400)
def photo(request: SignedIn, sscc: str, sha256: str) -> FileResponse:
    """A photo of a pallet, written by us: nothing that a browser could run. Both firms may look."""
    theirs = ExportBatch.objects.visible_to(request.user)
    found = ReceiptPhoto.objects.filter(receipt__pallet__batch__in=theirs, receipt__pallet__sscc=sscc)
    return FileResponse(get_object_or_404(found, sha256=sha256).file.open("rb"), content_type="image/jpeg")
