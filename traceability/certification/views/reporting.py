"""The laboratory enters its report, typed or pasted."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from traceability.certification.acts.report_residues import report_residues
from traceability.certification.forms import ReportForm, results_of, rows_of_table, substance_rows
from traceability.certification.models import ResidueLimit
from traceability.certification.views.finding import sample_of
from traceability.parties.models import Membership
from traceability.parties.permissions import must_act_for
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

EMPTY_ROWS = 12


@require_http_methods(["GET", "POST"])
@login_required
def residues(request: SignedIn, digest: str) -> HttpResponse:
    """Report on a sample. A table that came as a file is shown in the fields with its doubts; nothing is kept."""
    sample = sample_of(request, digest)
    must_act_for(request.user, sample.taken_for, Membership.Role.ANALYST)
    form = ReportForm(request.POST or None, request.FILES or None)
    rows = substance_rows(request.POST or None, EMPTY_ROWS)
    # A form that is not whole yet shows the table all the same.
    form.is_valid()
    read = getattr(form, "cleaned_data", {}).pop("table", None)
    if read:
        rows = rows_of_table(read.lines)
    elif form.is_valid() and rows.is_valid():
        given = dict(form.cleaned_data)
        with refused_into(form):
            report_residues(
                sample=sample,
                results=[*results_of(rows), *given.pop("pasted")],
                by=request.user,
                at=timezone.localtime(),
                **given,
            )
            return redirect("certification:one-sample", digest)
    code = sample.lot.product.variety.species.eu_product_code
    names = ResidueLimit.objects.filter(eu_product_code=code).exclude(substance="*").order_by("substance")
    context = {
        "sample": sample,
        "lot": sample.lot,
        "form": form,
        "rows": rows,
        "read": read,
        "substances": names.values_list("substance", flat=True).distinct(),
    }
    if read:
        return render(request, "certification/residues.html", context)
    status = 422 if request.method == "POST" else answer_status(form)
    return render(request, "certification/residues.html", context, status=status)
