"""Pages that print what is the same for many: stickers for the fruit of a lot, cards for crates."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from traceability.labels.card_forms import CrateForm, StickerForm
from traceability.labels.crates import crate_cards
from traceability.labels.stickers import sticker_sheet
from traceability.labels.views import packed_lot
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@login_required
@require_http_methods(["GET", "POST"])
def stickers(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """A sheet of stickers, where the destination lets them stick to fruit."""
    lot = packed_lot(request, gtin, code)
    form = StickerForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            told = form.cleaned_data
            file = sticker_sheet(lot, on=timezone.localdate(), **told)
            return _pdf(file, f"{lot.code}-stickers.pdf")
    return render(request, "labels/stickers.html", {"lot": lot, "form": form}, status=answer_status(form))


@login_required
@require_http_methods(["GET", "POST"])
def crates(request: SignedIn) -> HttpResponse:
    """Cards for crates of one's own."""
    owners = request.user.organisations().filter(kind=Organisation.Kind.COOPERATIVE).distinct().order_by("pk")
    form = CrateForm(request.POST or None, owners=owners)
    if form.is_valid():
        with refused_into(form):
            told = form.cleaned_data
            return _pdf(crate_cards(told.pop("owner"), **told), f"crates-{told['first']}-{told['last']}.pdf")
    return render(request, "labels/crates.html", {"form": form}, status=answer_status(form))


def _pdf(file: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        file,
        content_type="application/pdf",
        headers={"Cache-Control": "private, no-store", "Content-Disposition": f'attachment; filename="{name}"'},
    )
