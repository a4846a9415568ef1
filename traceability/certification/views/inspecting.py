"""The inspector types what each fruit weighs and how sweet it is; the result is computed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from traceability.certification.acts.inspect import inspect
from traceability.certification.forms import InspectionForm, reading_rows, readings_of
from traceability.certification.models import InspectionPhoto, QualityThreshold
from traceability.certification.queries import scheme_for
from traceability.certification.views.finding import sample_of
from traceability.parties.dated import in_force
from traceability.parties.models import Membership
from traceability.parties.permissions import must_act_for
from traceability.parties.requests import SignedIn
from traceability.web.failures import Missing
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@login_required
def inspection(request: SignedIn, digest: str) -> HttpResponse:
    """Read the fruit of a sample."""
    sample = sample_of(request, digest)
    must_act_for(request.user, sample.taken_for, Membership.Role.INSPECTOR)
    lot, today = sample.lot, timezone.localdate()
    scheme = scheme_for(lot.owner, lot.product.variety.species, today)
    if scheme is None:
        raise Missing()
    form = InspectionForm(request.POST or None, request.FILES or None)
    rows = reading_rows(request.POST or None, sample.fruits)
    if form.is_valid() and rows.is_valid():
        with refused_into(form):
            inspect(
                sample=sample,
                scheme=scheme,
                readings=readings_of(rows),
                by=request.user,
                at=timezone.localtime(),
                **form.cleaned_data,
            )
            return redirect("certification:one-sample", digest)
    thresholds = in_force(QualityThreshold.objects.all(), today).filter(scheme=scheme, variety=lot.product.variety)
    context = {"sample": sample, "lot": lot, "scheme": scheme, "form": form, "rows": rows, "thresholds": thresholds}
    status = 422 if request.method == "POST" else answer_status(form)
    return render(request, "certification/inspect.html", context, status=status)


@require_safe
@login_required
@cache_control(private=True, max_age=86400)
def photo(request: SignedIn, digest: str, number: int) -> FileResponse:
    """A photo of the sample, written by us: nothing that a browser could run."""
    found = get_object_or_404(InspectionPhoto, inspection__sample=sample_of(request, digest), number=number)
    return FileResponse(found.image.open("rb"), content_type="image/jpeg")
