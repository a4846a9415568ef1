"""The papers of a batch: adding one, looking at one, what the buyer pays, and having ours made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exports.acts.attach_document import attach_document
from exports.acts.make_documents import ask_for_documents
from exports.acts.price import price, products_of
from exports.acts.withdraw_document import withdraw_document
from exports.documents.compare import compared
from exports.documents.consignment import Consignment
from exports.documents.downloads import opened, token_for
from exports.documents.forms import BY_OTHERS, PaperForm, PriceForm
from exports.documents.listing import files_of, paper_lines
from exports.documents.made import MAKERS
from exports.forms import ReasonForm
from exports.models import Document, DocumentSet, ExportBatch, PriceList
from exports.views.batches import own_batch
from exports.words import in_words
from traceability.jobs.models import Job
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

Kind = Document.Kind


@require_GET
@login_required
def papers(request: SignedIn, code: str) -> HttpResponse:
    """All papers of a batch; how far ours are, and what those that are not made lack."""
    batch = own_batch(request, code)
    asked = DocumentSet.objects.filter(batch=batch).select_related("job").last()
    job = asked.job if asked else None
    lacks = _lacking(batch, job)
    context = {
        "batch": batch,
        "job": job,
        "headline": _headline(batch, job, len(lacks)),
        "lacks": lacks,
        "papers": paper_lines(batch),
        "open": not _is_closed(batch),
    }
    return render(request, "exports/papers.html", context)


@require_POST
@login_required
def make(request: SignedIn, code: str) -> HttpResponse:
    """Have our papers made."""
    ask_for_documents(batch=own_batch(request, code), by=request.user, on=timezone.localdate())
    return redirect("exports:papers", code)


@require_http_methods(["GET", "POST"])
@login_required
def add(request: SignedIn, code: str) -> HttpResponse:
    """Add a paper of one kind (?kind=phyto)."""
    batch = own_batch(request, code)
    kind = _asked_kind(request)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        batch=batch,
        kind=kind,
        initial={"kind": kind, **_usual(batch, kind)},
    )
    if form.is_valid():
        with refused_into(form):
            added = attach_document(batch=batch, by=request.user, **form.told)
            return redirect("exports:one-paper", code, added.pk)
    context = {"batch": batch, "form": form, "kind": Kind(kind), "kinds": BY_OTHERS}
    return render(request, "exports/new_paper.html", context, status=answer_status(form))


@require_GET
@login_required
def paper(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """One paper: what it says beside what is recorded, its files, and what it replaces."""
    return _paper_page(request, own_batch(request, code), pk)


@require_POST
@login_required
def withdraw(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """It was added by mistake."""
    batch, form = own_batch(request, code), ReasonForm(request.POST)
    found = get_object_or_404(batch.documents, pk=pk)
    if form.is_valid():
        with refused_into(form):
            withdraw_document(document=found, why=form.cleaned_data["reason"], by=request.user)
            return redirect("exports:one-paper", code, pk)
    return _paper_page(request, batch, pk, withdrawal=form)


def _paper_page(
    request: SignedIn, batch: ExportBatch, pk: int, *, withdrawal: ReasonForm | None = None
) -> HttpResponse:
    people = ("added_by", "withdrawn_by")
    papers_ = batch.documents.select_related("replaces", "replaced_by", *people).prefetch_related("copies")
    found = get_object_or_404(papers_, pk=pk)
    successor = getattr(found, "replaced_by", None)
    facts = compared(found, Consignment(batch))
    differing = [one for one in facts if one.agrees is False]
    context = {
        "batch": batch,
        "paper": found,
        "headline": _verdict(found, len(differing), compared_any=any(one.agrees is not None for one in facts)),
        "facts": facts,
        "files": files_of(found),
        "successor": successor,
        "may_mend": not (_is_closed(batch) or successor or found.is_ours or found.withdrawn_at),
        "withdrawal": withdrawal or ReasonForm(),
        "events": [
            movement.event
            for movement in batch.movements.select_related("event")
            if any(one.get("tyt:sha256") == found.sha256 for one in movement.event.document.get("tyt:papers", []))
        ],
        "open": not _is_closed(batch),
    }
    return render(request, "exports/paper.html", context, status=answer_status(withdrawal) if withdrawal else 200)


@require_http_methods(["GET", "POST"])
@login_required
def prices(request: SignedIn, code: str) -> HttpResponse:
    """What the buyer pays for a kilogram of each product."""
    batch = own_batch(request, code)
    products = list(products_of(batch))
    form = PriceForm(request.POST or None, products=products, standing=PriceList.objects.filter(batch=batch).first())
    if form.is_valid():
        with refused_into(form):
            price(batch=batch, by=request.user, **form.told)
            messages.info(request, _("The prices are kept. Have the invoice made anew."))
            return redirect("exports:papers", code)
    context = {"batch": batch, "form": form, "products": products}
    return render(request, "exports/prices.html", context, status=answer_status(form))


@require_GET
@login_required
def file(request: SignedIn, code: str, sha256: str) -> HttpResponseRedirect:
    """The way to a file of one's own paper: an address that is good for this person, now."""
    return way_to(own_batch(request, code), sha256, request)


def way_to(batch: ExportBatch, sha256: str, request: SignedIn) -> HttpResponseRedirect:
    """A signed address of a file that the reader may see."""
    return redirect("exports:download", token_for(batch, sha256, request.user))


@require_GET
@login_required
def download(request: SignedIn, token: str) -> FileResponse:
    """A file, by the address that was signed for whoever asks."""
    return opened(token, request.user)


def _asked_kind(request: SignedIn) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind") or Kind.PHYTO
    return asked if asked in BY_OTHERS else Kind.PHYTO


def _usual(batch: ExportBatch, kind: str) -> dict[str, Any]:
    """Who usually issues it: the last one of this kind for the same exporter."""
    before = Document.objects.filter(batch__exporter=batch.exporter, kind=kind, made_from="").order_by("pk").last()
    return {"issuer": before.issuer} if before else {}


def _lacking(batch: ExportBatch, job: Job | None) -> list[dict[str, Any]]:
    """Of the papers that the job did not make, what they lack now, in the reader's words."""
    refused = (job.result or {}).get("lacks", {}) if job else {}
    brought = {paper.kind: paper for paper in batch.documents.in_force().filter(kind__in=refused, made_from="")}
    consignment = Consignment(batch)
    return [
        {
            "name": Kind(maker.kind).label,
            "facts": [] if maker.kind in brought else maker.lacks(consignment),
            "brought": brought.get(maker.kind),
        }
        for maker in MAKERS
        if maker.kind in refused
    ]


def _is_closed(batch: ExportBatch) -> bool:
    return batch.state in (ExportBatch.State.RECEIVED, ExportBatch.State.REFUSED)


def _headline(batch: ExportBatch, job: Job | None, lacking: int) -> str:
    if job is None:
        made = batch.documents.in_force().exclude(made_from="").values("kind").distinct().count()
        if not made:
            return _("None of our papers is made yet.")
        return ngettext("%(count)s of our papers is made.", "%(count)s of our papers are made.", made) % {
            "count": capfirst(in_words(made))
        }
    if not job.finished_at:
        return _("Our papers are being made.")
    if job.state != Job.State.DONE:
        return _("Our papers were not made.")
    if not lacking:
        return _("All our papers are made.")
    return ngettext(
        "Our papers are made but for %(count)s, which lacks something.",
        "Our papers are made but for %(count)s, which lack something.",
        lacking,
    ) % {"count": in_words(lacking)}


def _verdict(document: Document, differing: int, *, compared_any: bool) -> str:
    name = document.get_kind_display()
    if differing:
        return ngettext(
            "%(paper)s: %(count)s number differs from the batch.",
            "%(paper)s: %(count)s numbers differ from the batch.",
            differing,
        ) % {"paper": name, "count": in_words(differing)}
    if compared_any:
        return _("%(paper)s: its numbers agree with the batch.") % {"paper": name}
    return _("%(paper)s %(number)s") % {"paper": name, "number": document.number}
