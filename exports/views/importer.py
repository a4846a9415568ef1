"""The importer's desk: what is coming, and one batch."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from exports.acts.arrive import arrive
from exports.acts.attach_document import attach_document
from exports.acts.receive import receive
from exports.acts.refuse_consignment import refuse_consignment
from exports.acts.withdraw_document import withdraw_document
from exports.documents.listing import paper_lines
from exports.forms import ChedForm, DecisionForm, ReasonForm
from exports.loggers.drawing import drawn
from exports.models import Document, ExportBatch
from exports.queries import pallet_lines
from exports.recalls import recalled_in
from exports.receiving.tally import tally_of
from exports.reference import local_now
from exports.views import page
from exports.views.arrivals import arrivals, weeks_of
from exports.views.papers import way_to
from exports.words import expectation, whereabouts
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


def coming_batch(request: SignedIn, code: str) -> ExportBatch:
    """A batch on its way to the signed-in importer; a draft, or somebody else's, is 404."""
    return get_object_or_404(ExportBatch.objects.coming_to(request.user).with_names(), code=code)


@require_GET
@login_required
def coming(request: SignedIn) -> HttpResponse:
    """What is at sea, what is in port, and what came before."""
    found = arrivals(ExportBatch.objects.coming_to(request.user))
    due = [arrival for arrival in found if arrival.is_due]
    announced = arrivals(ExportBatch.objects.announced_to(request.user))
    first = due[0] if due else None
    unannounced = [arrival for arrival in due if not arrival.announced]
    context = {
        "headline": expectation(
            first.load.pallets if first else 0,
            first.batch if first else None,
            len(unannounced),
            timezone.localdate(),
            ever=bool(found),
        ),
        "due": [*due, *announced],
        "recalled": [(arrival.batch, arrival.found.recalled) for arrival in found if arrival.found.recalled],
        "done": [arrival for arrival in reversed(found) if not arrival.is_due],
        "next": first,
        "unmeasured": first is not None and not first.batch.logger_files.exists(),
        "unannounced": unannounced,
        "weeks": weeks_of([*due, *announced]),
        "today": timezone.localdate(),
    }
    return render(request, "imports/coming.html", context)


@require_GET
@login_required
def batch(request: SignedIn, code: str) -> HttpResponse:
    """One batch: where it is, its papers and its pallets, and what is now to be done."""
    return _batch_page(request, coming_batch(request, code))


def _batch_page(
    request: SignedIn,
    found: ExportBatch,
    *,
    decision: DecisionForm | None = None,
    ched: ChedForm | None = None,
    withdrawal: ReasonForm | None = None,
) -> HttpResponse:
    lines, movements = pallet_lines(found), page.movements_of(found)
    forms = [form for form in (decision, ched, withdrawal) if form]
    context = {
        "batch": found,
        "headline": whereabouts(found, movements),
        "way": page.way(found),
        "container": page.container(found),
        "lines": lines,
        "load": page.load_of(lines),
        "tally": tally_of(found, lines),
        "recalled": recalled_in([found]).get(found.pk, []),
        "lots": page.lots_of(lines),
        "certificates": {c.pk: c for line in lines for c in line.certificates}.values(),
        "papers": paper_lines(found),
        "residues": page.residues_when_shipped(found),
        "logged": drawn(found),
        "file_url": "imports:logger-file",
        "announced": found.documents.in_force().filter(kind=Document.Kind.CHED_PP).last(),
        "withdrawal": withdrawal or ReasonForm(),
        "journey": page.journey(found, lines, movements),
        "decision": decision or DecisionForm(),
        "ched": ched or ChedForm(),
    }
    status = answer_status(forms[0]) if forms else 200
    return render(request, "imports/batch.html", context, status=status)


@require_POST
@login_required
def note_arrival(request: SignedIn, code: str) -> HttpResponse:
    """The batch is in port."""
    found = coming_batch(request, code)
    arrive(batch=found, by=request.user, at=local_now(found.to_port.country))
    scanned = found.pallets.filter(sscc=request.POST.get("next", "")[:18]).first()
    return redirect("imports:pallet", scanned.sscc) if scanned else redirect("imports:batch", code)


@require_POST
@login_required
def decide(request: SignedIn, code: str) -> HttpResponse:
    """Accept the consignment, with or without remarks, or refuse it."""
    found, form = coming_batch(request, code), DecisionForm(request.POST)
    if form.is_valid():
        with refused_into(form):
            record_decision(found, form, request)
            return redirect("imports:batch", code)
    return _batch_page(request, found, decision=form)


def record_decision(found: ExportBatch, form: DecisionForm, request: SignedIn) -> None:
    """The act that the decision asks for."""
    given, at = form.cleaned_data, local_now(found.to_port.country)
    if given["decision"] == DecisionForm.REFUSE:
        refuse_consignment(batch=found, by=request.user, at=at, reason=given["remarks"])
    else:
        remarks = given["remarks"] if given["decision"] == DecisionForm.REMARKS else ""
        receive(batch=found, by=request.user, at=at, remarks=remarks)


@require_POST
@login_required
def announce(request: SignedIn, code: str) -> HttpResponse:
    """Enter the number of the CHED-PP."""
    found, form = coming_batch(request, code), ChedForm(request.POST)
    if form.is_valid():
        with refused_into(form):
            attach_document(
                batch=found,
                kind=Document.Kind.CHED_PP,
                issuer=found.importer.name_latin,
                by=request.user,
                **form.cleaned_data,
            )
            return redirect("imports:batch", code)
    return _batch_page(request, found, ched=form)


@require_POST
@login_required
def withdraw(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """The number of the CHED-PP was wrong."""
    found, form = coming_batch(request, code), ReasonForm(request.POST)
    ched = get_object_or_404(found.documents.filter(kind=Document.Kind.CHED_PP), pk=pk)
    if form.is_valid():
        with refused_into(form):
            withdraw_document(document=ched, why=form.cleaned_data["reason"], by=request.user)
            return redirect("imports:batch", code)
    return _batch_page(request, found, withdrawal=form)


@require_GET
@login_required
def file(request: SignedIn, code: str, sha256: str) -> HttpResponseRedirect:
    """The file of a paper."""
    return way_to(coming_batch(request, code), sha256, request)
