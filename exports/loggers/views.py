"""How warm it was on the way, at the desks of both firms."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from exports.desk import desk_of
from exports.loggers.acts.add_logger_file import add_logger_file
from exports.loggers.downloads import answer
from exports.loggers.drawing import drawn
from exports.loggers.forms import LoggerForm
from exports.loggers.models import LoggerFile
from exports.models import ExportBatch
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


def batch_at(request: SignedIn, code: str) -> ExportBatch:
    """A batch of the desk that is asked; 404 for everybody else."""
    batches = ExportBatch.objects
    theirs = batches.coming_to(request.user) if desk_of(request) == "imports" else batches.exported_by(request.user)
    return get_object_or_404(theirs.with_names(), code=code)


@require_http_methods(["GET", "POST"])
@login_required
def temperature(request: SignedIn, code: str) -> HttpResponse:
    """What loggers measured, and a form for the next file."""
    batch, desk = batch_at(request, code), desk_of(request)
    form = LoggerForm(request.POST or None, request.FILES or None, batch=batch)
    if form.is_valid():
        given = form.cleaned_data
        zone = ZoneInfo(given["clock"]) if given["clock"] else None
        with refused_into(form):
            add_logger_file(batch=batch, file=given["file"], pallet=given["pallet"], zone=zone, by=request.user)
            return redirect(f"{desk}:temperature", code)
    context = {
        "batch": batch,
        "form": form,
        "logged": drawn(batch),
        "imports": desk == "imports",
        "back": f"{desk}:batch",
        "file_url": f"{desk}:logger-file",
    }
    return render(request, "loggers/temperature.html", context, status=answer_status(form))


@require_GET
@login_required
def file(request: SignedIn, code: str, sha256: str) -> FileResponse:
    """The file as it came."""
    batch = batch_at(request, code)
    return answer(get_object_or_404(LoggerFile.objects.select_related("batch"), batch=batch, sha256=sha256))
