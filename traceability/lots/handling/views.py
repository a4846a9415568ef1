"""Treat, store, move: one lot, one form, one act."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traceability.lots.handling.acts.move import move as move_act
from traceability.lots.handling.acts.store import store as store_act
from traceability.lots.handling.acts.treat import treat as treat_act
from traceability.lots.handling.forms import MoveForm, StoreForm, TreatForm
from traceability.lots.requests import own_lot
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@login_required
def treat(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """A treatment after harvest."""
    lot = own_lot(request, gtin, code)
    form = TreatForm(request.POST or None, request.FILES or None, lot=lot)
    if form.is_valid():
        with refused_into(form):
            made = treat_act(lot=lot, **form.told(), by=request.user)
            messages.success(request, _("Recorded: %(kind)s.") % {"kind": made.kind})
            return redirect(lot)
    return render(request, "handling/treat.html", {"form": form, "lot": lot}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def store(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """Into store, or looked at there."""
    lot = own_lot(request, gtin, code)
    form = StoreForm(request.POST or None, request.FILES or None, lot=lot)
    if form.is_valid():
        with refused_into(form):
            made = store_act(lot=lot, **form.told(), by=request.user)
            messages.success(request, _("In store at %(place)s.") % {"place": made.place})
            return redirect(lot)
    return render(request, "handling/store.html", {"form": form, "lot": lot}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def move(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """To another place of the house."""
    lot = own_lot(request, gtin, code)
    form = MoveForm(request.POST or None, lot=lot)
    if form.is_valid():
        with refused_into(form):
            move_act(lot=lot, **form.cleaned_data, by=request.user, at=timezone.localtime())
            messages.success(request, _("Lot %(code)s is at %(place)s now.") % {"code": lot.code, "place": lot.place})
            return redirect(lot)
    places = form.fields["place"].queryset.exists()  # type: ignore[attr-defined]
    context = {"form": form, "lot": lot, "has_places": places}
    return render(request, "handling/move.html", context, status=answer_status(form))
