"""The desk takes in the file of a phone that finds no network."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from orchards.acts.take_in_outbox import take_in_outbox
from orchards.batch import Answer
from orchards.desk_forms import OutboxForm
from orchards.models import Grower
from orchards.refusals.phone import NobodysOutbox
from orchards.views.desk import cooperative_desk
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

SHOWN = 1_000
"""Answers on the page; those that need a look come first."""
STATES = {
    "refused": ("no", _("Not taken in")),
    "conflict": ("warn", _("Another version was here")),
    "accepted": ("ok", _("Taken in")),
    "known": ("none", _("Was here already")),
}


@transaction.non_atomic_requests
@never_cache
@require_http_methods(["GET", "POST"])
@cooperative_desk
def outbox(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """Choose the file; the answer tells what became of each record."""
    form = OutboxForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused_into(form):
            told = form.cleaned_data["file"]
            own = Grower.objects.visible_to(request.user).filter(cooperative=cooperative).exclude(user=request.user)
            grower = own.select_related("user", "cooperative").filter(pseudonym=told.grower).first()
            if grower is None:
                raise NobodysOutbox(grower=told.grower)
            answers = take_in_outbox(grower=grower, records=told.records, saved_at=told.saved_at, by=request.user)
            return render(request, "orchards/desk/outbox_taken.html", _context(grower, answers, told.records))
    return render(request, "orchards/desk/outbox.html", {"form": form}, status=answer_status(form))


def _context(grower: Grower, answers: list[Answer], records: list[object]) -> dict[str, object]:
    order = list(STATES)
    told = sorted(zip(answers, records, strict=True), key=lambda pair: order.index(pair[0].status))
    counts = Counter(answer.status for answer in answers)
    return {
        "grower": grower,
        "count": len(answers),
        "sums": [(kind, words, counts[status]) for status, (kind, words) in STATES.items() if counts[status]],
        "rows": [(*STATES[answer.status], answer, _words(record)) for answer, record in told[:SHOWN]],
        "left_off": max(0, len(told) - SHOWN),
    }


def _words(record: object) -> dict[str, object]:
    """What a row says of a record that may hold anything: its kind, its weight or product, its time as it was said."""
    if not isinstance(record, dict):
        return {}
    grams = record.get("weight_g")
    said = record.get("picked_at") or record.get("applied_on") or record.get("logged_at")
    return {
        "kind": record.get("kind") if record.get("kind") in ("harvest", "treatment", "correction") else "",
        "weight_g": grams if isinstance(grams, int) and 0 < grams < 10**9 else None,
        "product": str(record.get("product") or "")[:80],
        "said": str(said or "")[:16].replace("T", " "),
    }
