"""The exporter's desk: its batches, one batch with its judgement, and the steps the exporter takes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exports.acts.arrive import arrive
from exports.acts.clearing import held_by, warnings_left
from exports.acts.declare_ready import declare_ready
from exports.acts.judge import judge
from exports.acts.load import load, unload
from exports.acts.open_batch import open_batch
from exports.acts.override import override
from exports.acts.ship import ship
from exports.containers import spell
from exports.documents.listing import paper_lines
from exports.forms import BatchForm, DoorsForm, ReasonForm
from exports.judged_anew import judged_anew_of
from exports.loggers.drawing import drawn
from exports.models import ExportBatch
from exports.panels import alerts_of
from exports.queries import Load, pallet_lines, sums_of
from exports.readiness.answers import Outcome
from exports.readiness.engine import assess
from exports.receiving.found import found_of
from exports.receiving.tally import tally_of
from exports.refusals import NoSuchWarning
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
    sums, came_out = sums_of(found), found_of(found)
    rows = [
        {
            "batch": batch,
            "load": sums.get(batch.pk, Load()),
            "way": page.way(batch),
            "found": came_out[batch.pk],
        }
        for batch in found
    ]
    drafts = sum(1 for batch in found if not batch.has_left)
    at_sea = sum(1 for batch in found if batch.state == ExportBatch.State.SHIPPED)
    alerts = alerts_of(*request.user.organisations())
    context = {"rows": rows, "drafts": drafts, "at_sea": at_sea, "alerts": alerts}
    return render(request, "exports/batches.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new(request: SignedIn) -> HttpResponse:
    """Open a batch."""
    form = BatchForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refused_into(form):
            batch = open_batch(**form.cleaned_data, by=request.user, at=timezone.localtime())
            return redirect("exports:batch", batch.code)
    return render(request, "exports/new.html", {"form": form}, status=answer_status(form))


@require_GET
@login_required
def batch(request: SignedIn, code: str) -> HttpResponse:
    """A batch with its judgement of this minute; nothing is written by looking."""
    found = own_batch(request, code)
    lines, movements, now = pallet_lines(found), page.movements_of(found), timezone.localtime()
    assessment = assess(found)
    held = held_by(found, assessment)
    if not found.has_left:
        opening = headline(found, held, now.date(), empty=not lines)
    else:
        opening = whereabouts(found, movements)
    # While nothing is loaded most checks have nothing to look at: that is one thing to do, not a dozen.
    to_mend = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARNING) if lines else (Outcome.FAIL,)
    mend = assessment.having(*to_mend)
    context = {
        "batch": found,
        "headline": opening,
        "destination": page.destination(found),
        "way": page.way(found),
        "container": page.container(found),
        "assessment": assessment,
        "to_take_on": [one.code for one in held if not one.stops],
        "overrides": found.overrides.in_force().select_related("by"),
        "stages": page.stages(assessment.results),
        "outcomes": page.tally(assessment),
        "tally": tally_of(found, lines),
        "to_mend": sorted(mend, key=lambda result: ("fail", "unknown", "warning").index(result.outcome)),
        "others": page.stages(assessment.having(*(outcome for outcome in Outcome if outcome not in to_mend))),
        "held": held,
        "held_words": in_words(len(held)),
        "anew": judged_anew_of(found),
        "lines": lines,
        "logged": drawn(found),
        "load": page.load_of(lines),
        "lots": page.lots_of(lines),
        "certificates": {c.pk: c for line in lines for c in line.certificates}.values(),
        "papers": paper_lines(found, assessment.results),
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
def declare(request: SignedIn, code: str) -> HttpResponse:
    """Declare the batch ready to be loaded."""
    declare_ready(batch=own_batch(request, code), by=request.user, at=timezone.localtime())
    return redirect("exports:batch", code)


@require_http_methods(["GET", "POST"])
@login_required
def shut(request: SignedIn, code: str) -> HttpResponse:
    """Load the pallets, with the numbers on the doors."""
    found = own_batch(request, code)
    form = DoorsForm(request.POST or None, initial={"container": spell(found.container), "seal": found.seal})
    if form.is_valid():
        with refused_into(form):
            load(batch=found, by=request.user, at=timezone.localtime(), **form.cleaned_data)
            return redirect("exports:batch", code)
    lines = pallet_lines(found)
    context = {"batch": found, "form": form, "lines": lines, "load": page.load_of(lines)}
    return render(request, "exports/load.html", context, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def take_out(request: SignedIn, code: str) -> HttpResponse:
    """Open the doors again, for a reason."""
    found, form = own_batch(request, code), ReasonForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            unload(batch=found, by=request.user, at=timezone.localtime(), **form.cleaned_data)
            return redirect("exports:batch", code)
    return render(request, "exports/unload.html", {"batch": found, "form": form}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def take_on(request: SignedIn, code: str, requirement: str) -> HttpResponse:
    """Take a warning on, in writing."""
    found, form = own_batch(request, code), ReasonForm(request.POST or None)
    warning = next((one for one in warnings_left(found, assess(found)) if one.code == requirement), None)
    if warning is None:
        raise NoSuchWarning(requirement=requirement, code=code)
    if form.is_valid():
        with refused_into(form):
            override(
                batch=found,
                requirement=requirement,
                why=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.localtime(),
            )
            return redirect("exports:batch", code)
    context = {"batch": found, "form": form, "warning": warning}
    return render(request, "exports/override.html", context, status=answer_status(form))


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
