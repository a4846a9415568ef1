"""The desk of conformity certificates: what stands and what lacks one; issue, keep, replace, print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.acts.take_in import take_in
from traceability.lots.conformity.drafting import CONTROL, draft
from traceability.lots.conformity.forms import IssueForm, TakeInForm
from traceability.lots.conformity.mixing import form_for
from traceability.lots.conformity.models import ConformityCertificate, Form
from traceability.lots.conformity.queries import form_in_force, lots_that_lack, standing_of
from traceability.lots.conformity.sheet import sheet_of
from traceability.lots.models import Lot
from traceability.lots.queries import pickings_of
from traceability.lots.requests import lot_of, organisation_of, own_lot
from traceability.parties.models import Membership
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn
from traceability.web.failures import Refused
from traceability.web.forms import answer_status, refused_into

ON_A_PAGE = 50
ROLES = (Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)


@require_GET
@login_required
def certificates(request: SignedIn) -> HttpResponse:
    """Certificates that stand, newest first; ?show=lacking: lots in stock without one."""
    owner = organisation_of(request)
    lacking = lots_that_lack(owner)
    show = "lacking" if request.GET.get("show") == "lacking" else ""
    mine = ConformityCertificate.objects.visible_to(request.user).standing().with_names().order_by("-pk")
    page = Paginator(lacking if show else mine, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "show": show, "lacking": lacking.count(), "standing": mine.count()}
    return render(request, "conformity/certificates.html", context)


@require_GET
@login_required
def certificate(request: SignedIn, gtin: str, code: str, number: str) -> HttpResponse:
    """One certificate: its words, particulars, what it replaced, and what can be done with it."""
    found = _found(request, gtin, code, number)
    context = {
        "certificate": found,
        "lot": found.lot,
        "may": may_act_for(request.user, found.lot.owner, *ROLES),
    }
    return render(request, "conformity/certificate.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def issue_page(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """The promise as it would be given, and its basis to tick. A standing one is replaced, with a reason."""
    lot = own_lot(request, gtin, code)
    standing = standing_of(lot)
    preview, refusal, legal_form = _preview(request, lot, standing)
    boxes = list(legal_form.bases.all()) if legal_form else []
    form = IssueForm(request.POST or None, bases=boxes, replacing=standing is not None)
    if form.is_valid():
        with refused_into(form):
            made = issue(lot=lot, **form.cleaned_data, replaces=standing, by=request.user, at=timezone.localtime())
            messages.success(request, _("Conformity certificate %(number)s is issued.") % {"number": made.number})
            return redirect(made)
    context = {"form": form, "lot": lot, "certificate": preview, "refusal": refusal, "standing": standing}
    return render(request, "conformity/issue.html", context, status=answer_status(form))


def _preview(
    request: SignedIn, lot: Lot, standing: ConformityCertificate | None
) -> tuple[ConformityCertificate | None, Refused | None, Form | None]:
    """The certificate as it would be, or why there would be none, and the form in force."""
    now = timezone.localtime()
    legal_form = form_in_force(now.date())
    try:
        pickings = pickings_of([lot])
        kind, legal_form = form_for(pickings, on=now.date())
        bases = [code for code in request.POST.getlist("bases") if code] or [CONTROL]
        known = {basis.code for basis in legal_form.bases.all()}
        made = draft(
            lot=lot,
            kind=kind,
            form=legal_form,
            pickings=pickings,
            bases=[code for code in bases if code in known] or [CONTROL],
            by=request.user,
            at=now,
            replaces=standing,
        )
    except Refused as refusal:
        return None, refusal, legal_form
    return made, None, legal_form


@require_http_methods(["GET", "POST"])
@login_required
def take_in_page(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """The certificate that came with a lot: its number, its photo. A standing one is replaced, with a reason."""
    lot = own_lot(request, gtin, code)
    standing = standing_of(lot)
    form = TakeInForm(request.POST or None, request.FILES or None, replacing=standing is not None)
    if form.is_valid():
        with refused_into(form):
            kept = take_in(lot=lot, **form.cleaned_data, replaces=standing, by=request.user, at=timezone.localtime())
            messages.success(request, _("Conformity certificate %(number)s is kept.") % {"number": kept.number})
            return redirect(kept)
    context = {"form": form, "lot": lot, "standing": standing}
    return render(request, "conformity/take_in.html", context, status=answer_status(form))


@require_GET
@login_required
def sheet(request: SignedIn, gtin: str, code: str, number: str) -> HttpResponse:
    """The certificate as it is printed."""
    found = _found(request, gtin, code, number)
    headers = {"Content-Disposition": f'inline; filename="{found.number}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(sheet_of(found), content_type="application/pdf", headers=headers)


@require_GET
@login_required
def scan(request: SignedIn, gtin: str, code: str, number: str) -> FileResponse:
    """The photo or scan of a received one, to keep and not to run in the page; for the lot's owner alone."""
    found = _found(request, gtin, code, number, owned=True)
    if not found.file:
        raise Http404
    answer = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"{found.number}{Path(str(found.file.name)).suffix}",
        content_type=found.content_type,
        headers={"Cache-Control": "private, no-store"},
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _found(request: SignedIn, gtin: str, code: str, number: str, *, owned: bool = False) -> ConformityCertificate:
    """A certificate of a lot that the person may see; 404 for everybody else."""
    lot: Any = own_lot(request, gtin, code) if owned else lot_of(request, gtin, code)
    return get_object_or_404(ConformityCertificate.objects.with_names(), lot=lot, number=number)
