"""The page of a run: what became of its labels, and everything that is done about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from traceability.jobs.models import Job
from traceability.labels.acts.activate import activate, activate_between
from traceability.labels.acts.confirm_printing import confirm_printing
from traceability.labels.acts.download import download as write_down
from traceability.labels.acts.go_on import go_on
from traceability.labels.acts.reprint import reprint
from traceability.labels.acts.send_to_printer import send_to_printer
from traceability.labels.acts.stop_work import stop_work
from traceability.labels.acts.void_span import return_spares, void_span
from traceability.labels.models import LabelRun, Printer, Printing, Reprint
from traceability.labels.outputs import Output, output_of
from traceability.labels.printers.refusals import PrintingIsConfirmed
from traceability.labels.queries import count_of, first_not_printed, job_of, open_printing, serial_of_carton
from traceability.labels.run_forms import (
    ActivateForm,
    ConfirmForm,
    FileForm,
    ReprintForm,
    RunPartForm,
    ScanForm,
    SendForm,
    SparesForm,
    VoidForm,
)
from traceability.lots.conformity.queries import standing_of
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

ON_A_PAGE = 50


@login_required
@require_GET
def runs(request: SignedIn) -> HttpResponse:
    """All runs of one's own, the newest first."""
    mine = LabelRun.objects.visible_to(request.user).with_names().order_by("-pk")
    page = Paginator(mine, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "labels/runs.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def run_page(request: SignedIn, pk: int) -> HttpResponse:
    """One run; a POST does what its field `do` names, and voids labels where it names nothing."""
    run = get_object_or_404(LabelRun.objects.visible_to(request.user).with_names(), pk=pk)
    forms = _forms(run)
    asked = request.POST.get("do", "void") if request.method == "POST" else ""
    if asked in WORK:
        WORK[asked](run=run, by=request.user)
        return redirect("labels:run", run.pk)
    if asked in forms:
        form = forms[asked](request.POST)
        forms[asked] = lambda data=None: form
        if form.is_valid():
            with refused_into(form):
                DOES[asked](request, run, form.cleaned_data)
                return redirect("labels:run", run.pk)
    drawn = {name: make() for name, make in forms.items()}
    printing = open_printing(run)
    context = {
        "run": run,
        "promise": standing_of(run.lot),
        "forms": drawn,
        "count": count_of(run),
        "printing": printing,
        "job": job_of(run),
        "printers": Printer.objects.visible_to(request.user).in_use().filter(owner=run.lot.owner),
        "first": serial_of_carton(run, 1),
        "last": serial_of_carton(run, run.count),
        "spans": run.spans.select_related("noted_by").order_by("first", "pk"),
        "reprints": run.reprints.select_related("asked_by").order_by("-pk"),
        "printings": run.printings.select_related("printer", "started_by", "reprint").order_by("-pk"),
        "downloads": run.downloads.select_related("taken_by").order_by("-pk")[:ON_A_PAGE],
    }
    status = answer_status(drawn[asked]) if asked in drawn else 200
    return render(request, "labels/run.html", context, status=status)


Make = Callable[..., RunPartForm]


def _forms(run: LabelRun) -> dict[str, Make]:
    """What makes each form of the page, filled in with what is most likely meant."""
    whole = {"first": 1, "last": run.count}
    next_one = min(first_not_printed(run), run.count)
    printing = open_printing(run)
    printers = Printer.objects.in_use().filter(owner=run.lot.owner).order_by("name")
    return {
        "void": lambda data=None: VoidForm(data, run=run),
        "reprint": lambda data=None: ReprintForm(data, run=run),
        "activate": lambda data=None: ActivateForm(data, run=run, initial=whole),
        "spares": lambda data=None: SparesForm(data, run=run),
        "send": lambda data=None: SendForm(
            data, run=run, printers=printers, initial={"first": next_one, "last": run.count}
        ),
        "confirm": lambda data=None: ConfirmForm(data, run=run, initial=_likely(printing)),
        "file": lambda data=None: FileForm(data, run=run, initial=whole),
    }


def _likely(printing: Printing | None) -> dict[str, int]:
    """The last label where the printer said that all was well; after a stop nothing: somebody has to look."""
    whole = printing and printing.job and printing.job.state == Job.State.DONE and printing.printer.answers
    return {"good": printing.sent} if printing and whole else {}


def _void(request: SignedIn, run: LabelRun, told: dict[str, Any]) -> None:
    void_span(run=run, by=request.user, at=timezone.localtime(), **told)


def _activate(request: SignedIn, run: LabelRun, told: dict[str, Any]) -> None:
    spans = activate(run=run, by=request.user, at=timezone.localtime(), **told)
    _say_active(request, sum(span.last - span.first + 1 for span in spans))


def _spares(request: SignedIn, run: LabelRun, told: dict[str, Any]) -> None:
    return_spares(run=run, by=request.user, at=timezone.localtime(), **told)


def _reprint(request: SignedIn, run: LabelRun, told: dict[str, Any]) -> None:
    reprint(run=run, by=request.user, at=timezone.localtime(), **told)


def _send(request: SignedIn, run: LabelRun, told: dict[str, Any]) -> None:
    wanted = request.POST.get("again", "")
    again = get_object_or_404(run.reprints, pk=int(wanted)) if wanted.isdigit() else None
    send_to_printer(run=run, by=request.user, at=timezone.localtime(), reprint=again, **told)


def _confirm(request: SignedIn, run: LabelRun, told: dict[str, Any]) -> None:
    printing = open_printing(run)
    if printing is None:
        raise PrintingIsConfirmed(good=told["good"])
    confirm_printing(printing=printing, by=request.user, at=timezone.localtime(), **told)


WORK: dict[str, Callable[..., Job]] = {"cancel": stop_work, "resume": go_on}
DOES: dict[str, Callable[[SignedIn, LabelRun, dict[str, Any]], None]] = {
    "void": _void,
    "activate": _activate,
    "spares": _spares,
    "reprint": _reprint,
    "send": _send,
    "confirm": _confirm,
}


@login_required
@require_http_methods(["GET", "POST"])
def activate_page(request: SignedIn) -> HttpResponse:
    """The first and the last label of a roll are scanned: all between are on their cartons."""
    form = ScanForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            spans = activate_between(by=request.user, at=timezone.localtime(), **form.cleaned_data)
            _say_active(request, sum(span.last - span.first + 1 for span in spans))
            return redirect("labels:activate")
    return render(request, "labels/activate.html", {"form": form}, status=answer_status(form))


def _say_active(request: SignedIn, labels: int) -> None:
    said = ngettext("%(labels)s label is active.", "%(labels)s labels are active.", labels)
    messages.success(request, said % {"labels": f"{labels:,}"})


@login_required
@require_GET
def download(request: SignedIn, pk: int) -> HttpResponseBase:
    """Labels of a run as a file, for those whose run it is; each taking is written down."""
    run = get_object_or_404(LabelRun.objects.visible_to(request.user).with_names(), pk=pk)
    again = _reprint_asked(request, run)
    wanted = {"kind": "pdf", "first": 1, "last": run.count} | (
        {"first": again.first, "last": again.last} if again else {}
    )
    form = FileForm({**wanted, **request.GET.dict()}, run=run)
    if not form.is_valid():
        return render(request, "labels/file.html", {"run": run, "form": form}, status=422)
    kind, first, last = (form.cleaned_data[name] for name in ("kind", "first", "last"))
    whole = (first, last) == (1, run.count)
    if not run.file:
        raise Http404
    with refused_into(form):
        write_down(
            run=run, output=kind, first=first, last=last, by=request.user, at=timezone.localtime(), reprint=again
        )
    if form.errors:
        return render(request, "labels/file.html", {"run": run, "form": form}, status=422)
    return _file(run, kind, first, last, whole=whole)


def _reprint_asked(request: SignedIn, run: LabelRun) -> Reprint | None:
    wanted = request.GET.get("reprint", "")
    return get_object_or_404(run.reprints, pk=int(wanted)) if wanted.isdigit() else None


def _file(run: LabelRun, kind: str, first: int, last: int, *, whole: bool) -> HttpResponseBase:
    part = "" if whole else f"-{first}-{last}"
    name = f"{run.lot_code}-{run.pk}{part}"
    private = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    if kind == "pdf" and whole and str(run.file.name).endswith(".pdf"):
        return FileResponse(
            run.file.open("rb"),
            as_attachment=True,
            filename=f"{name}.pdf",
            content_type="application/pdf",
            headers=private,
        )
    made = output_of(kind, run)
    dpi = f"-{kind.split('-')[1]}dpi" if "-" in kind else ""
    return StreamingHttpResponse(
        _stream(made, first, last),
        content_type=made.media_type,
        headers=private | {"Content-Disposition": f'attachment; filename="{name}{dpi}{made.suffix}"'},
    )


def _stream(made: Output, first: int, last: int) -> Iterator[bytes]:
    yield made.head()
    yield from made.labels(first, last)
    yield made.tail()
