"""What comes back from buyers, at the cooperative's desk: codes seen in many places, and reports."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from traceability.labels.acts.void_span import void_span
from traceability.labels.queries import label_of, not_void, pallet_of
from traceability.parties.models import User
from traceability.parties.requests import SignedIn
from traceability.provenance.acts.answer_copy_alert import answer_copy_alert
from traceability.provenance.acts.answer_report import answer_report
from traceability.provenance.acts.report_copied import report_copied
from traceability.provenance.copies.evidence import journey_of
from traceability.provenance.copies.spread import Spread
from traceability.provenance.models import BuyerReport, CopyAlert
from traceability.provenance.reports.forms import AnswerCopyForm, AnswerReportForm, ReportCopiedForm, VoidLabelForm
from traceability.provenance.story import tell
from traceability.web.forms import answer_status, refused_into
from traceability.web.language import OWN_NAMES

ON_A_PAGE = 50


@require_GET
@login_required
def buyers(request: SignedIn) -> HttpResponse:
    """What waits for an answer; `?show=all` shows what was answered too."""
    shows_all = request.GET.get("show") == "all"
    alerts = CopyAlert.objects.visible_to(request.user).select_related("run__lot__product__variety")
    reports = BuyerReport.objects.visible_to(request.user).select_related("lot__product__variety")
    if not shows_all:
        alerts, reports = alerts.open(), reports.open()
    told = {
        "shows_all": shows_all,
        "waiting": CopyAlert.objects.visible_to(request.user).open().count()
        + BuyerReport.objects.visible_to(request.user).open().count(),
        "alerts": Paginator(alerts.order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("page")),
        "reports": Paginator(reports.order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "provenance/desk/buyers.html", told)


@require_http_methods(["GET", "POST"])
@login_required
def copy(request: SignedIn, pk: int) -> HttpResponse:
    """One code that was seen in many places: where, what is recorded of the carton, and what a person makes of it."""
    own = CopyAlert.objects.visible_to(request.user).select_related(
        "run__lot__product__variety", "run__lot__owner", "answered_by"
    )
    alert = get_object_or_404(own, pk=pk)
    voids = request.POST.get("do") == "void"
    form = AnswerCopyForm(None if voids else request.POST or None)
    void_form = VoidLabelForm(request.POST if voids else None)
    sent = void_form if voids else form
    if sent.is_valid():
        with refused_into(sent):
            at = timezone.localtime()
            if voids:
                _void(alert, by=request.user, at=at, **sent.cleaned_data)
                messages.success(request, _("The label is void. Whoever scans it, or a copy of it, is told so."))
            else:
                answer_copy_alert(alert=alert, by=request.user, at=at, **sent.cleaned_data)
                messages.success(request, _("Kept. Colleagues read what you found."))
            return redirect(alert)
    story = tell(alert.run.gtin, alert.run.lot_code, alert.serial)
    told = {
        "alert": alert,
        "spread": Spread(alert.identifier),
        "story": story,
        "journey": journey_of(story),
        "form": form,
        "void_form": void_form,
        "is_void": not not_void(alert.run, alert.counter, alert.counter),
        "pallet": pallet_of(alert.run, alert.counter),
    }
    return render(request, "provenance/desk/copy.html", told, status=answer_status(sent))


@require_http_methods(["GET", "POST"])
@login_required
def report(request: SignedIn, token: UUID) -> HttpResponse:
    """One report, its photo, and the answer."""
    found = _own(request, token)
    copied = request.POST.get("do") == "copied"
    form = AnswerReportForm(None if copied else request.POST or None)
    copied_form = ReportCopiedForm(request.POST if copied else None)
    label = label_of(found.serial, gtin=found.lot.product.gtin, lot_code=found.lot.code)
    alert = CopyAlert.objects.doubted().filter(run=label[0], counter=label[1]).first() if label else None
    sent = copied_form if copied else form
    if sent.is_valid():
        with refused_into(sent):
            at = timezone.localtime()
            if copied and label:
                run, counter = label
                report_copied(run=run, counter=counter, by=request.user, at=at, **sent.cleaned_data)
                messages.success(request, _("Kept. Whoever scans this code reads your sentence."))
            else:
                answer_report(report=found, by=request.user, at=at, **form.cleaned_data)
                messages.success(request, _("Answered. The buyer reads it at the address of the report."))
            return redirect(found)
    told = {
        "report": found,
        "form": form,
        "copied_form": copied_form,
        "label": label,
        "alert": alert,
        "reads": OWN_NAMES.get(found.language, found.language),
    }
    return render(request, "provenance/desk/report.html", told, status=answer_status(sent))


@require_safe
@login_required
@cache_control(private=True, max_age=86400)
def photo(request: SignedIn, token: UUID) -> FileResponse:
    """The picture alone: written by us, so nothing that a browser could run."""
    found = _own(request, token)
    if not found.photo:
        raise Http404
    return FileResponse(found.photo.open("rb"), content_type="image/jpeg")


def _void(alert: CopyAlert, *, reason: str, by: User, at: datetime) -> None:
    void_span(run=alert.run, first=alert.counter, last=alert.counter, reason=reason, by=by, at=at)


def _own(request: SignedIn, token: UUID) -> BuyerReport:
    own = BuyerReport.objects.visible_to(request.user)
    return get_object_or_404(own.select_related("lot__product__variety", "lot__owner", "answered_by"), token=token)
