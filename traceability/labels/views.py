"""The label desk: choose, look, print, and know what became of each run."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from traceability.certification.queries import certificate_for_labels
from traceability.labels.acts.start_run import start_run
from traceability.labels.acts.void_span import void_span
from traceability.labels.forms import RunForm, VoidForm
from traceability.labels.layouts import CARTON, CARTON_GI, LAYOUTS, Layout
from traceability.labels.models import LabelRun
from traceability.labels.particulars import particulars_of
from traceability.labels.queries import cartons_without_label, serial_of_carton
from traceability.labels.required import asked_of
from traceability.labels.svg import picture_of
from traceability.lots.conformity.mixing import certificate_of_batch
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.queries import standing_of
from traceability.lots.models import Lot
from traceability.parties.requests import SignedIn
from traceability.web.failures import Refused
from traceability.web.forms import answer_status, refused_into

ON_A_PAGE = 50


@login_required
@require_GET
def runs(request: SignedIn) -> HttpResponse:
    """All runs of one's own, the newest first."""
    mine = LabelRun.objects.visible_to(request.user).with_names().order_by("-pk")
    page = Paginator(mine, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "labels/runs.html", {"page": page})


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
        "missing": [
            one
            for one in asked_of(
                particulars_of(lot, layout, certificate if layout.has_name else None, promise), on=timezone.localdate()
            )
            if not one.there
        ],
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


@login_required
@require_http_methods(["GET", "POST"])
def run_page(request: SignedIn, pk: int) -> HttpResponse:
    """One run: how far it is, its file, its serials, and what was made void."""
    run = get_object_or_404(LabelRun.objects.visible_to(request.user).with_names(), pk=pk)
    form = VoidForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            void_span(run=run, by=request.user, at=timezone.localtime(), **form.cleaned_data)
            return redirect("labels:run", run.pk)
    context = {
        "run": run,
        "promise": standing_of(run.lot),
        "form": form,
        "first": serial_of_carton(run, 1),
        "last": serial_of_carton(run, run.count),
        "spans": run.spans.select_related("noted_by").order_by("first"),
    }
    return render(request, "labels/run.html", context, status=answer_status(form))


@login_required
@require_GET
def download(request: SignedIn, pk: int) -> FileResponse:
    """The print file of a run, for those whose run it is."""
    run = get_object_or_404(LabelRun.objects.visible_to(request.user), pk=pk)
    if not run.file:
        raise Http404
    return FileResponse(
        run.file.open("rb"),
        as_attachment=True,
        filename=f"{run.lot.code}-{run.pk}.pdf",
        content_type="application/pdf",
        headers={"Cache-Control": "private, no-store"},
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
