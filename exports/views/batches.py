"""The exporter's desk: its batches, one batch with its judgement, and the steps the exporter takes."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exports.acts.arrive import arrive
from exports.acts.judge import judge
from exports.acts.open_batch import open_batch
from exports.acts.ship import ship
from exports.forms import BatchForm
from exports.models import ExportBatch
from exports.queries import Load, pallet_lines, sums_of
from exports.readiness.answers import Outcome
from exports.readiness.engine import assess
from exports.views import page
from exports.words import headline, in_words, whereabouts
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


def own_batch(request: SignedIn, code: str) -> ExportBatch:
    """A batch of the signed-in exporter; 404 for everybody else."""
    return get_object_or_404(ExportBatch.objects.exported_by(request.user).with_names(), code=code)


@require_GET
@login_required
def batches(request: SignedIn) -> HttpResponse:
    """All batches of the exporter, those to leave next first."""
    found = list(ExportBatch.objects.exported_by(request.user).with_names().order_by("-leaves_on", "code"))
    sums = sums_of(found)
    rows = [{"batch": batch, "load": sums.get(batch.pk, Load()), "way": page.way(batch)} for batch in found]
    drafts = sum(1 for batch in found if batch.is_draft)
    at_sea = sum(1 for batch in found if batch.state == ExportBatch.State.SHIPPED)
    return render(request, "exports/batches.html", {"rows": rows, "drafts": drafts, "at_sea": at_sea})


@require_http_methods(["GET", "POST"])
@login_required
def new(request: SignedIn) -> HttpResponse:
    """Open a batch."""
    form = BatchForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refused_into(form):
            batch = open_batch(**form.cleaned_data, by=request.user)
            return redirect("exports:batch", batch.code)
    return render(request, "exports/new.html", {"form": form}, status=answer_status(form))


@require_GET
@login_required
def batch(request: SignedIn, code: str) -> HttpResponse:
    """A batch with its judgement of this minute; nothing is written by looking."""
    found = own_batch(request, code)
    lines, movements, now = pallet_lines(found), page.movements_of(found), timezone.localtime()
    assessment = assess(found)
    if found.is_draft:
        opening = headline(found, assessment, now.date(), empty=not lines)
    else:
        opening = whereabouts(found, movements)
    # While nothing is loaded most checks have nothing to look at: that is one thing to do, not a dozen.
    to_mend = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARNING) if lines else (Outcome.FAIL,)
    mend, stopping = assessment.having(*to_mend), assessment.stopping
    context = {
        "batch": found,
        "headline": opening,
        "destination": page.destination(found),
        "way": page.way(found),
        "container": page.container(found),
        "assessment": assessment,
        "stages": page.stages(assessment.results),
        "tally": page.tally(assessment),
        "to_mend": sorted(mend, key=lambda result: ("fail", "unknown", "warning").index(result.outcome)),
        "others": page.stages(assessment.having(*(outcome for outcome in Outcome if outcome not in to_mend))),
        "stopping": stopping,
        "stopping_words": in_words(len(stopping)),
        "lines": lines,
        "load": page.load_of(lines),
        "lots": page.lots_of(lines),
        "certificates": {c.pk: c for line in lines for c in line.certificates}.values(),
        "papers": page.papers(found, assessment.results),
        "journey": page.journey(found, lines, movements),
        "reports": found.reports.select_related("judged_by")[:5],
        "judged_at": now,
    }
    return render(request, "exports/batch.html", context)


@require_POST
@login_required
def keep_judgement(request: SignedIn, code: str) -> HttpResponse:
    """Judge, and keep the report."""
    report = judge(batch=own_batch(request, code), by=request.user, at=timezone.localtime())
    messages.info(
        request, _("The report is kept.") if report.ready else _("The report is kept. The batch is not ready.")
    )
    return redirect("exports:batch", code)


@require_POST
@login_required
def send_off(request: SignedIn, code: str) -> HttpResponse:
    """Ship the batch now."""
    ship(batch=own_batch(request, code), by=request.user, at=timezone.localtime())
    return redirect("exports:batch", code)


@require_POST
@login_required
def note_arrival(request: SignedIn, code: str) -> HttpResponse:
    """Note that the batch is in port, when the importer has not done so."""
    arrive(batch=own_batch(request, code), by=request.user, at=timezone.localtime())
    return redirect("exports:batch", code)


def scan_of(batch: ExportBatch, sha256: str) -> FileResponse:
    """The file of a paper, to keep and not to run in the page."""
    document = batch.documents.filter(sha256=sha256).first()
    if document is None or not document.file:
        raise Http404
    name = f"{batch.code}-{document.kind}{Path(str(document.file.name)).suffix}"
    answer = FileResponse(
        document.file.open("rb"), as_attachment=True, filename=name, content_type=document.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
@login_required
def scan(request: SignedIn, code: str, sha256: str) -> FileResponse:
    """The file of one's own paper."""
    return scan_of(own_batch(request, code), sha256)
