"""Pack, split, throw away: one lot, one form, one act."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from traceability.lots.acts.correct import correct as correct_act
from traceability.lots.acts.grade import grade as grade_act
from traceability.lots.acts.pack import pack as pack_act
from traceability.lots.acts.register_product import register_product
from traceability.lots.acts.split import split as split_act
from traceability.lots.acts.waste import waste as waste_act
from traceability.lots.forms import CartonForm, CorrectForm, GradeForm, PackForm, SplitForm, WasteForm, packings_of
from traceability.lots.requests import own_lot
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into
from traceability.web.templatetags.look import kg


@require_http_methods(["GET", "POST"])
@login_required
def pack(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """Cartons of one trade item out of a loose lot."""
    lot = own_lot(request, gtin, code)
    if not packings_of(lot):
        return redirect("lots:carton", gtin, code)
    form = PackForm(request.POST or None, lot=lot)
    if form.is_valid():
        with refused_into(form):
            packed = pack_act(lot=lot, **form.cleaned_data, by=request.user, at=timezone.localtime())
            facts = {"count": packed.units, "weight": kg(packed.weight_g, "unit"), "code": packed.code}
            messages.success(request, _("Packed: %(count)s cartons, %(weight)s, as lot %(code)s.") % facts)
            return redirect(packed)
    packings = [(product, lot.remaining_g // (product.unit_weight_g or 1)) for product in packings_of(lot)]
    context = {"form": form, "lot": lot, "packings": packings}
    return render(request, "lots/pack.html", context, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def carton(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """A new carton for the variety of a loose lot, which is packed into it next."""
    lot = own_lot(request, gtin, code)
    form = CartonForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            made = register_product(owner=lot.owner, variety=lot.product.variety, **form.cleaned_data, by=request.user)
            messages.success(request, _("The carton has the number %(gtin)s.") % {"gtin": made.gtin})
            return redirect("lots:pack", gtin, code)
    context = {"form": form, "lot": lot, "packings": packings_of(lot)}
    return render(request, "lots/carton.html", context, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def split(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """Parts of a lot that go different ways."""
    lot = own_lot(request, gtin, code)
    form = SplitForm(request.POST or None, lot=lot)
    if form.is_valid():
        with refused_into(form):
            parts = split_act(lot=lot, weights_g=form.weights_g, by=request.user, at=timezone.localtime())
            codes = pgettext("between names", ", ").join(part.code for part in parts)
            messages.success(request, _("Split off: %(codes)s.") % {"codes": codes})
            return redirect(lot)
    return render(request, "lots/split.html", {"form": form, "lot": lot}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def grade(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """What came off the grading line, by class."""
    lot = own_lot(request, gtin, code)
    form = GradeForm(request.POST or None, lot=lot)
    if form.is_valid():
        with refused_into(form):
            parts = grade_act(lot=lot, **form.graded, by=request.user, at=timezone.localtime())
            codes = pgettext("between names", ", ").join(
                f"{part.code} ({part.product.quality_class})" for part in parts
            )
            messages.success(request, _("Graded: %(codes)s.") % {"codes": codes})
            return redirect(parts[0] if len(parts) == 1 else lot)
    return render(request, "lots/grade.html", {"form": form, "lot": lot}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def correct(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """What the scale really showed."""
    lot = own_lot(request, gtin, code)
    form = CorrectForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            made = correct_act(lot=lot, **form.cleaned_data, by=request.user, at=timezone.localtime())
            facts = {"before": kg(made.before_g, "unit"), "weight": kg(made.weight_g, "unit")}
            messages.success(request, _("Corrected: %(weight)s instead of %(before)s. Both stay on record.") % facts)
            return redirect(lot)
    return render(request, "lots/correct.html", {"form": form, "lot": lot}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def waste(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """Fruit of a lot that is gone."""
    lot = own_lot(request, gtin, code)
    form = WasteForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            loss = waste_act(lot=lot, **form.cleaned_data, by=request.user, at=timezone.localtime())
            messages.success(request, _("Recorded: %(weight)s thrown away.") % {"weight": kg(loss.weight_g, "unit")})
            return redirect(lot)
    return render(request, "lots/waste.html", {"form": form, "lot": lot}, status=answer_status(form))
