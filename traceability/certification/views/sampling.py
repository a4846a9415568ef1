"""The packing house takes fruit of a lot for somebody to judge."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traceability.certification.acts.take_sample import take_sample
from traceability.certification.forms import SampleForm
from traceability.certification.models import Sample
from traceability.lots.requests import lot_of
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@login_required
def sample(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """Take a sample of a lot."""
    lot = lot_of(request, gtin, code)
    form = SampleForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            made = take_sample(lot=lot, by=request.user, at=timezone.localtime(), **form.cleaned_data)
            messages.success(
                request, _("The sample is recorded. %(name)s sees the lot now.") % {"name": made.taken_for}
            )
            return redirect("certification:one-sample", made.event.digest)
    taken = Sample.objects.filter(lot=lot).with_names().order_by("-taken_at")
    context = {"lot": lot, "form": form, "taken": taken}
    return render(request, "certification/sample.html", context, status=answer_status(form))
