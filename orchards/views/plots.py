"""One plot at the desk: enter it, put it right, give it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orchards.acts.edit_plot import edit_plot
from orchards.acts.register_plot import register_plot
from orchards.acts.retire_plot import retire_plot
from orchards.land_doubts import land_of
from orchards.land_map import plot_map
from orchards.models import Plot
from orchards.plot_forms import PlotForm, as_typed
from orchards.views.desk import cooperative_desk, grower_of
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@cooperative_desk
def new_plot(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """Give a grower a plot; the county is found from its position."""
    whose = grower_of(request, pseudonym)
    form = PlotForm(request.POST or None, request.FILES or None, initial={"village": whose.village_id})
    if form.is_valid():
        with refused_into(form):
            made = register_plot(grower=whose, by=request.user, **form.told)
            messages.success(request, _entered(made))
            if made.place.outline:
                return redirect("orchards:plot", extension=made.place.extension)
            return redirect("orchards:grower", pseudonym=pseudonym)
    context = {"form": form, "grower": whose, "start": whose.village.township}
    return render(request, "orchards/desk/plot.html", context, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@cooperative_desk
def plot(request: SignedIn, *, cooperative: Organisation, extension: str) -> HttpResponse:
    """What is said of a plot, what its outline says, and the form that puts it right."""
    found = plot_of(request, cooperative, extension)
    form = PlotForm(request.POST or None, request.FILES or None, initial=as_typed(found))
    if form.is_valid():
        with refused_into(form):
            edit_plot(plot=found, by=request.user, **form.told)
            messages.success(request, _("Plot %(number)s is kept as you wrote it.") % {"number": found.number})
            return redirect("orchards:plot", extension=extension)
    land = land_of(found, on=timezone.localdate())
    context = {
        "form": form,
        "plot": found,
        "grower": found.grower,
        "land": land,
        "drawing": plot_map(found, land.overlaps) if land else "",
        "registered": found.registered.select_related("registration").order_by("-valid_from")[:20],
        "start": found.place,
    }
    return render(request, "orchards/desk/plot.html", context, status=answer_status(form))


@require_POST
@cooperative_desk
def retire(request: SignedIn, *, cooperative: Organisation, extension: str) -> HttpResponse:
    """Give a plot up. What was picked on it stays."""
    found = plot_of(request, cooperative, extension)
    retire_plot(plot=found, by=request.user)
    messages.success(request, _("Plot %(number)s is given up. Its harvests stay.") % {"number": found.number})
    return redirect("orchards:grower", pseudonym=found.grower.pseudonym)


def plot_of(request: SignedIn, cooperative: Organisation, extension: str) -> Plot:
    """A plot of the cooperative by the extension of its GLN. Raises Http404."""
    rows = Plot.objects.visible_to(request.user).with_names().select_related("grower__village__township")
    return get_object_or_404(rows, place__owner=cooperative, place__extension=extension)


def _entered(made: Plot) -> str:
    county = made.place.county
    if county:
        return _("Plot %(number)s is entered. It lies in %(county)s.") % {"number": made.number, "county": county}
    return _("Plot %(number)s is entered. It lies outside every county of Baise.") % {"number": made.number}
