"""What waits for the control body and the laboratory; and one sample with what was found on it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from traceability.certification.claims import claims_of
from traceability.certification.models import Certificate, Inspection, Sample
from traceability.certification.views.finding import sample_of
from traceability.parties.models import Membership
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn

MOST_DONE = 20
ROLES = {Sample.Purpose.INSPECTION: Membership.Role.INSPECTOR, Sample.Purpose.RESIDUES: Membership.Role.ANALYST}


@require_GET
@login_required
def queue(request: SignedIn) -> HttpResponse:
    """Samples that wait, lots that passed and have no certificate, and what was done last."""
    samples = Sample.objects.visible_to(request.user).with_names()
    certified = Certificate.objects.visible_to(request.user).values("lot")
    passed = (
        Inspection.objects.filter(sample__in=Sample.objects.visible_to(request.user), passed=True)
        .exclude(sample__lot__in=certified)
        .select_related("sample__lot__product__variety__species", "sample__lot__owner", "scheme")
        .order_by("inspected_at")
    )
    context = {
        "today": timezone.localdate(),
        "waiting": samples.waiting().order_by("taken_at"),
        "passed": passed,
        "done": samples.exclude(inspection=None, residue_test=None).order_by("-taken_at")[:MOST_DONE],
    }
    return render(request, "certification/queue.html", context)


@require_GET
@login_required
def one_sample(request: SignedIn, digest: str) -> HttpResponse:
    """A sample: what was read or found, or whose turn it is."""
    sample = sample_of(request, digest)
    test = getattr(sample, "residue_test", None)
    context = {
        "sample": sample,
        "lot": sample.lot,
        "inspection": getattr(sample, "inspection", None),
        "test": test,
        "may_report": sample.is_waiting
        and may_act_for(request.user, sample.taken_for, ROLES[Sample.Purpose(sample.purpose)]),
        "may_certify": may_act_for(request.user, sample.taken_for, Membership.Role.INSPECTOR),
        "claims": _residues(sample) if test else [],
    }
    return render(request, "certification/one_sample.html", context)


def _residues(sample: Sample) -> list[object]:
    today = timezone.localdate()
    return [claim for claim in claims_of(sample.lot, on=today) if claim.code.startswith("residues:")]
