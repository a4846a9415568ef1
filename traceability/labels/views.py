"""The label desk: choose, look, print."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from traceability.certification.queries import certificate_for_labels
from traceability.labels.acts.start_run import start_run
from traceability.labels.choices import destination_name, language_name, templates_for
from traceability.labels.draft import draft_of
from traceability.labels.forms import RunForm
from traceability.labels.layouts import LAYOUTS
from traceability.labels.models import LabelRun
from traceability.labels.queries import cartons_without_label
from traceability.lots.models import Lot
from traceability.parties.acts.register import enter_customs_number
from traceability.parties.models import Organisation, User
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@login_required
@require_http_methods(["GET", "POST"])
def print_page(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """Choose template, destination and count for a packed lot, and see one label as it will be printed."""
    lot, now = packed_lot(request, gtin, code), timezone.localtime()
    certificate = certificate_for_labels(lot, on=now.date())
    left = cartons_without_label(lot)
    asked = draft_of(lot, request.GET.dict() | {"importer": None}, by=request.user, at=now)
    form = RunForm(
        request.POST or None,
        lot=lot,
        has_name=certificate is not None,
        left=left,
        on=now.date(),
        initial={"layout": asked.layout.code, "count": left or None, "destination": request.GET.get("destination")},
    )
    if form.is_valid():
        with refused_into(form):
            if number := form.cleaned_data.get("customs_number"):
                enter_customs_number(place=lot.place, number=number, by=request.user)
            if "look" not in request.POST:
                return redirect("labels:run", _started(form.cleaned_data, lot, request.user, now).pk)
    draft = draft_of(lot, form.cleaned_data, by=request.user, at=now) if form.is_bound else asked
    context = {
        "lot": lot,
        "certificate": certificate,
        "left": left,
        "form": form,
        "draft": draft,
        "templates": templates_for(lot.product.variety.species, draft.layout, has_name=certificate is not None),
        "language": language_name(draft.label.language) if draft.label else "",
        "destination": destination_name(draft.told["destination"]) if draft.told["destination"] else "",
        "runs": lot.label_runs.with_names().order_by("-pk"),
    }
    return render(request, "labels/print.html", context, status=answer_status(form))


def _started(told: dict[str, Any], lot: Lot, by: User, at: datetime) -> LabelRun:
    chosen = LAYOUTS[told["layout"]]
    return start_run(
        lot=lot,
        count=told["count"],
        layout=chosen.code,
        with_name=chosen.has_name,
        destination=told["destination"],
        size=told["size"],
        importer=told["importer"],
        by=by,
        at=at,
    )


@login_required
@require_GET
def preview(request: SignedIn, gtin: str, code: str, layout: str) -> HttpResponse:
    """One label of a lot as a picture: the first of its run, with a serial that is never printed."""
    lot = packed_lot(request, gtin, code)
    importers = Organisation.objects.filter(kind=Organisation.Kind.IMPORTER)
    number = request.GET.get("importer", "")
    told = request.GET.dict() | {
        "layout": layout,
        "importer": importers.filter(pk=number).first() if number.isdecimal() else None,
    }
    return HttpResponse(
        draft_of(lot, told, by=request.user, at=timezone.localtime()).picture(),
        content_type="image/svg+xml",
        headers={"Cache-Control": "private"},
    )


def packed_lot(request: SignedIn, gtin: str, code: str) -> Lot:
    """A packed lot of one's own; 404 for everybody else."""
    lots = Lot.objects.filter(owner__in=request.user.organisations(), units__isnull=False)
    return get_object_or_404(lots.with_names(), product__gtin=gtin, code=code)
