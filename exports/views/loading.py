"""What is done to a draft: its pallets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from exports.acts.build_pallet import build_pallet
from exports.acts.offer import offer
from exports.forms import OfferForm, PalletForm
from exports.pallet_labels import pallet_labels
from exports.queries import pallet_lines, runs_for
from exports.sscc import spell
from exports.views import page
from exports.views.batches import own_batch
from traceability.labels.models import LabelRun
from traceability.labels.papers import paper_of
from traceability.lots.models import Lot
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@login_required
def pallet(request: SignedIn, code: str) -> HttpResponse:
    """Build a pallet, and after it the next one."""
    batch = own_batch(request, code)
    runs = runs_for(batch.exporter)
    form = PalletForm(request.POST or None, runs=runs, initial=_next_range(runs))
    if form.is_valid():
        with refused_into(form):
            given = form.cleaned_data
            built = build_pallet(
                batch=batch,
                contents=[(given["run"], given["first"], given["last"])],
                by=request.user,
                at=timezone.localtime(),
            )
            messages.success(request, _("Pallet %(sscc)s is built.") % {"sscc": spell(built.sscc)})
            return redirect("exports:pallet", code)
    lines = pallet_lines(batch)
    context = {"batch": batch, "form": form, "runs": runs, "lines": lines, "load": page.load_of(lines)}
    return render(request, "exports/pallet.html", context, status=answer_status(form))


@require_GET
@login_required
def labels(request: SignedIn, code: str) -> HttpResponse:
    """The labels of the pallets as a print file: for a roll of 105 × 148 mm, or with ?sheet=a4 four on a sheet."""
    paper = paper_of("a4-4" if request.GET.get("sheet") == "a4" else "roll-105x148")
    return HttpResponse(
        pallet_labels(own_batch(request, code), paper),
        content_type="application/pdf",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Disposition": f'attachment; filename="{code}-pallets.pdf"',
        },
    )


def _next_range(runs: QuerySet[LabelRun]) -> dict[str, Any]:
    """The run used last and the label after the last one on a pallet, so that a row of pallets is a row of Enters."""
    begun = runs.filter(pallet_contents__isnull=False).annotate(reached=Max("pallet_contents__last"))
    for run in begun.order_by("-pk"):
        if run.reached < run.count:
            return {"run": run, "first": run.reached + 1}
    return {"first": 1}


@require_http_methods(["GET", "POST"])
@login_required
def offer_lot(request: SignedIn, gtin: str, lot: str) -> HttpResponse:
    """Offer a packed lot of one's own to an exporter."""
    own = Lot.objects.visible_to(request.user).filter(owner__in=request.user.organisations(), units__isnull=False)
    found = get_object_or_404(own.with_names().distinct(), product__gtin=gtin, code=lot)
    form = OfferForm(request.POST or None, lot=found)
    if form.is_valid():
        with refused_into(form):
            offer(lot=found, exporter=form.cleaned_data["exporter"], by=request.user)
            messages.info(request, _("Offered to %(exporter)s.") % {"exporter": form.cleaned_data["exporter"]})
            return redirect(request.path)
    context = {"lot": found, "form": form, "offered": found.shown_to.filter(kind="exporter").order_by("name_latin")}
    return render(request, "exports/offer.html", context, status=answer_status(form))
