"""Certificates: the chain of tests before one is issued, the quota as it is used, and taking one back."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from traceability.certification.acts.certify import certify
from traceability.certification.acts.revoke import revoke
from traceability.certification.forms import CertifyForm, RevokeForm
from traceability.certification.models import Certificate, GIScheme
from traceability.certification.naming import judge_name
from traceability.certification.queries import certificate_for, scheme_for
from traceability.certification.views.finding import certificate_of
from traceability.lots.requests import lot_of
from traceability.parties.models import Membership, Organisation
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn
from traceability.web.failures import Missing
from traceability.web.forms import answer_status, refused_into

MOST_SIGNS = 200
"""Prints that a certificate's page lists, the newest first."""


@require_http_methods(["GET", "POST"])
@login_required
def certify_lot(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """The chain of tests for a lot, and the certificate if all of them hold."""
    lot, now = lot_of(request, gtin, code), timezone.localtime()
    scheme = scheme_for(lot.owner, lot.product.variety.species, now.date())
    scheme = scheme or GIScheme.objects.order_by("-on_cartons", "code").first()
    if scheme is None:
        raise Missing()
    verdict = judge_name(lot, scheme=scheme, on=now.date(), packer=lot.owner)
    form = CertifyForm(request.POST or None, lot=lot, initial={"valid_to": date(now.year, 12, 31)})
    if form.is_valid():
        with refused_into(form):
            made = certify(lot=lot, scheme=scheme, packer=lot.owner, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("Certificate %(number)s is issued.") % {"number": made.number})
            return redirect("certification:certificate", made.number)
    context = {
        "lot": lot,
        "scheme": scheme,
        "verdict": verdict,
        "form": form,
        "standing": certificate_for(lot),
        "may_certify": _inspects(request),
    }
    return render(request, "certification/certify.html", context, status=answer_status(form))


def _inspects(request: SignedIn) -> bool:
    """True for an inspector of a control body."""
    bodies = request.user.organisations().filter(kind=Organisation.Kind.CONTROL_BODY)
    return any(may_act_for(request.user, body, Membership.Role.INSPECTOR) for body in bodies)


@require_GET
@login_required
def certificates(request: SignedIn) -> HttpResponse:
    """Every certificate that the person may see, the newest first."""
    today = timezone.localdate()
    found = list(Certificate.objects.visible_to(request.user).with_names().order_by("-issued_at", "-pk"))
    context = {
        "rows": [(certificate, certificate.state_on(today)) for certificate in found],
        "standing": [certificate for certificate in found if certificate.state_on(today) == "ok"],
        "left_g": sum(each.left_g for each in found if each.state_on(today) == "ok"),
    }
    return render(request, "certification/certificates.html", context)


@require_GET
@login_required
def certificate(request: SignedIn, number: str) -> HttpResponse:
    """One certificate: its quota, the signs printed on it, its tests as they were decided, and its event."""
    found = certificate_of(request, number)
    decision = found.lot.decisions.filter(claim=f"name:{found.scheme_id}", carried=True).order_by("-pk").first()
    context = {
        "certificate": found,
        "lot": found.lot,
        "state": found.state_on(timezone.localdate()),
        "decision": decision,
        "signs": found.signs.select_related("printed_by", "printed_for").order_by("-pk")[:MOST_SIGNS],
        "printed": found.signs.aggregate(all=Sum("labels"))["all"] or 0,
        "may_revoke": not found.is_revoked and may_act_for(request.user, found.issued_by, Membership.Role.INSPECTOR),
    }
    return render(request, "certification/certificate.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def revocation(request: SignedIn, number: str) -> HttpResponse:
    """Take a certificate back."""
    found = certificate_of(request, number)
    form = RevokeForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            revoke(certificate=found, by=request.user, at=timezone.localtime(), **form.cleaned_data)
            messages.info(request, _("Certificate %(number)s is revoked.") % {"number": found.number})
            return redirect("certification:certificate", found.number)
    return render(
        request,
        "certification/revoke.html",
        {"certificate": found, "lot": found.lot, "form": form},
        status=answer_status(form),
    )
