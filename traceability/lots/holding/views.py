"""The desk of holds and recalls: stop, release, find everything that a fault has reached."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from traceability.lots.holding.acts.hold import hold as hold_act
from traceability.lots.holding.acts.recall import recall as recall_act
from traceability.lots.holding.acts.release import release as release_act
from traceability.lots.holding.forms import HoldForm, RecallForm, ReleaseForm
from traceability.lots.holding.models import Hold
from traceability.lots.holding.reach import Reach, reach_of, reach_of_hold
from traceability.lots.holding.starts import Start, recall_start
from traceability.lots.requests import own_lot
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into
from traceability.web.tables.writing import csv_answer

ON_A_PAGE = 50


@require_GET
@login_required
def holds(request: SignedIn) -> HttpResponse:
    """What is stopped now, then what was; `?show=all` shows both."""
    own = Hold.objects.visible_to(request.user).with_names().order_by("-pk")
    shows_all = request.GET.get("show") == "all"
    page = Paginator(own if shows_all else own.open(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "holding/holds.html", {"page": page, "shows_all": shows_all})


@require_http_methods(["GET", "POST"])
@login_required
def hold_lot(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """Stop a lot and everything that was made of it."""
    lot = own_lot(request, gtin, code)
    form = HoldForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            made = hold_act(lot=lot, **form.cleaned_data, by=request.user, at=timezone.localtime())
            count = made.lots.count()
            words = ngettext("Held: %(count)s lot moves no more.", "Held: %(count)s lots move no more.", count)
            messages.success(request, words % {"count": count})
            return redirect(made)
    context = {"form": form, "lot": lot, "reach": reach_of([lot])}
    return render(request, "holding/hold_lot.html", context, status=answer_status(form))


@require_GET
@login_required
def hold(request: SignedIn, pk: int) -> HttpResponse:
    """One hold or recall: why, what it stops, and who has received of it."""
    found = _own(request, pk)
    return render(request, "holding/hold.html", {"hold": found, "reach": reach_of_hold(found)})


@require_http_methods(["GET", "POST"])
@login_required
def release(request: SignedIn, pk: int) -> HttpResponse:
    """Let it move again, and say why."""
    found = _own(request, pk)
    form = ReleaseForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            release_act(hold=found, **form.cleaned_data, by=request.user, at=timezone.localtime())
            messages.success(request, _("Released. The lots may be used again, unless another hold stops them."))
            return redirect(found)
    return render(request, "holding/release.html", {"hold": found, "form": form}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def recall(request: SignedIn) -> HttpResponse:
    """`?q=` a lot, plot, treatment, test or label; what it has reached; and the recall itself."""
    text = request.GET.get("q", "").strip()[:500]
    starts = [start for found in recall_start.results(request.user, text) for start in found] if text else []
    chosen = _chosen(starts, request.GET.get("start", ""))
    form = RecallForm(request.POST or None)
    if chosen and form.is_valid():
        with refused_into(form):
            told = {"lots": chosen.lots, "started_from": chosen.title, **form.cleaned_data}
            made = recall_act(**told, by=request.user, at=timezone.localtime())
            messages.success(request, _("Recalled. The list below says who has received of it: call them now."))
            return redirect(made)
    context = {
        "text": text,
        "starts": starts,
        "chosen": chosen,
        "form": form,
        "reach": reach_of(chosen.lots) if chosen else None,
    }
    status = 404 if text and not starts else answer_status(form)
    return render(request, "holding/recall.html", context, status=status)


@require_GET
@login_required
def table(request: SignedIn, pk: int) -> HttpResponse:
    """Everything that a hold or recall has reached, as a CSV that Excel opens."""
    found = _own(request, pk)
    return csv_answer(f"{found.kind}-{found.pk}.csv", _table_of(reach_of_hold(found)))


def _table_of(reach: Reach) -> Iterator[list[object]]:
    """A line a receiver of a lot, and one for each lot that nobody received."""
    lots = [_("Lot"), _("GTIN"), _("Product"), _("Weight, kg"), _("Left here, kg"), _("Place")]
    yield [*lots, _("Received by"), _("In"), _("By"), _("Cartons"), _("Their weight, kg"), _("Day"), _("State")]
    for lot, receivers in reach.rows:
        here: list[object] = [
            lot.code,
            lot.product.gtin,
            str(lot.product.variety),
            f"{lot.weight_g / 1000:.3f}",
            f"{lot.remaining_g / 1000:.3f}",
            str(lot.place),
        ]
        if not receivers:
            yield here
        for one in receivers:
            yield [*here, one.who, one.where, one.by, one.cartons, f"{one.weight_g / 1000:.3f}", one.on, one.state]


def _own(request: SignedIn, pk: int) -> Hold:
    return get_object_or_404(Hold.objects.visible_to(request.user).with_names(), pk=pk)


def _chosen(starts: list[Start], number: str) -> Start | None:
    """The start that is meant: the only one, or the one whose number was chosen."""
    if len(starts) == 1:
        return starts[0]
    return starts[int(number)] if number.isdigit() and int(number) < len(starts) else None
