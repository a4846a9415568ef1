"""Somebody answers for a fact of a batch, from the line of readiness that asks for it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from exports.acts.state import question, state
from exports.stating_forms import StatementForm
from exports.views.batches import own_batch
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@login_required
def say(request: SignedIn, code: str, topic: str) -> HttpResponse:
    """Say that it is so, or that it is not; what was said before stands below."""
    batch = own_batch(request, code)
    rule = question(batch, topic)
    earlier = list(batch.statements.filter(topic=topic).select_related("by").order_by("-pk")[:5])
    form = StatementForm(request.POST or None, request.FILES or None, rule=rule, before=earlier[0] if earlier else None)
    if form.is_valid():
        with refused_into(form):
            state(batch=batch, topic=topic, by=request.user, at=timezone.localtime(), **form.said)
            return redirect("exports:batch", code)
    context = {"batch": batch, "rule": rule, "form": form, "earlier": earlier}
    return render(request, "exports/say.html", context, status=answer_status(form))


@require_GET
@login_required
def photo(request: SignedIn, code: str, picture: str) -> FileResponse:
    """The photo of a statement about one's own batch."""
    said = own_batch(request, code).statements.filter(sha256=picture).first()
    if said is None:
        raise Http404
    answer = FileResponse(said.photo.open("rb"), content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
