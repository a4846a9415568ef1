"""The label desk: choose, look, print."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from traceability.certification.queries import certificate_for_labels
from traceability.labels.acts.start_run import start_run
from traceability.labels.forms import RunForm
from traceability.labels.layouts import CARTON, CARTON_GI, LAYOUTS, Layout
from traceability.labels.particulars import missing_from, particulars_of
from traceability.labels.queries import cartons_without_label
from traceability.labels.svg import picture_of
from traceability.lots.conformity.mixing import certificate_of_batch
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.models import Lot
from traceability.parties.requests import SignedIn
from traceability.web.failures import Refused
from traceability.web.forms import answer_status, refused_into


@login_required
@require_http_methods(["GET", "POST"])
def print_page(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """Choose label and count for a packed lot, and see one label as it will be printed."""
    lot = _packed(request, gtin, code)
    certificate = certificate_for_labels(lot, on=timezone.localdate())
    left = cartons_without_label(lot)
    layout = _layout(request.GET.get("layout", ""), has_name=certificate is not None)
    promise = _promise(request, lot)
    start = {"layout": layout.code, "count": left or None}
    form = RunForm(request.POST or None, lot=lot, has_name=certificate is not None, left=left, initial=start)
    if form.is_valid():
        with refused_into(form):
            chosen = LAYOUTS[form.cleaned_data["layout"]]
            run = start_run(
                lot=lot,
                count=form.cleaned_data["count"],
                layout=chosen.code,
                with_name=chosen.has_name,
                by=request.user,
                at=timezone.localtime(),
            )
            return redirect("labels:run", run.pk)
    context = {
        "lot": lot,
        "certificate": certificate,
        "left": left,
        "form": form,
        "layout": layout,
        "layouts": [one for one in LAYOUTS.values() if certificate or not one.has_name],
        "promise": promise,
        "missing": missing_from(particulars_of(lot, layout, certificate if layout.has_name else None, promise)),
    }
    return render(request, "labels/print.html", context, status=answer_status(form))


@login_required
@require_GET
def preview(request: SignedIn, gtin: str, code: str, layout: str) -> HttpResponse:
    """One label of a lot as a picture: the first of its run, with a serial that is never printed."""
    lot = _packed(request, gtin, code)
    certificate = certificate_for_labels(lot, on=timezone.localdate())
    chosen = _layout(layout, has_name=certificate is not None)
    particulars = particulars_of(lot, chosen, certificate if chosen.has_name else None, _promise(request, lot))
    return HttpResponse(
        picture_of(particulars, settings.PUBLIC_ORIGIN),
        content_type="image/svg+xml",
        headers={"Cache-Control": "private"},
    )


def _packed(request: SignedIn, gtin: str, code: str) -> Lot:
    lots = Lot.objects.filter(owner__in=request.user.organisations(), units__isnull=False)
    return get_object_or_404(lots.with_names(), product__gtin=gtin, code=code)


def _promise(request: SignedIn, lot: Lot) -> ConformityCertificate | None:
    """The conformity certificate that the labels will carry; nothing where the run would be refused for it."""
    try:
        return certificate_of_batch(lot, by=request.user, at=timezone.localtime())
    except Refused:
        return None


def _layout(code: str, *, has_name: bool) -> Layout:
    """The layout asked for, or the best that the lot has earned."""
    asked = LAYOUTS.get(code)
    if asked and (has_name or not asked.has_name):
        return asked
    return CARTON_GI if has_name else CARTON
