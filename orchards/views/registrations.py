"""Registrations of exit-fruit orchards with customs, and the plots under them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orchards.acts.add_registered_plots import add_registered_plots
from orchards.acts.edit_registration import edit_registration
from orchards.acts.register_orchards import register_orchards
from orchards.acts.release_plot import release_plot
from orchards.models import OrchardRegistration
from orchards.plot_forms import PlotsForm, RegistrationForm, ReleaseForm
from orchards.views.desk import cooperative_desk
from orchards.views.plots import plot_of
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import LookForm, answer_status, refused_into

ON_A_PAGE = 50


@require_GET
@cooperative_desk
def registrations(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """All registrations, newest first, with how many plots stand under each today."""
    today = timezone.localdate()
    own = OrchardRegistration.objects.visible_to(request.user).filter(organisation=cooperative)
    rows = own.with_plots_on(today).order_by("-valid_from", "number")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "orchards/desk/registrations.html", {"page": page, "today": today})


@require_http_methods(["GET", "POST"])
@cooperative_desk
def new_registration(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """Enter a registration as customs wrote it; its plots come next."""
    form = RegistrationForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            made = register_orchards(organisation=cooperative, plots=[], by=request.user, **form.cleaned_data)
            messages.success(request, _("Registration %(number)s is entered. Add its plots.") % {"number": made.number})
            return redirect("orchards:registration", number=made.number)
    return render(request, "orchards/desk/new_registration.html", {"form": form}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@cooperative_desk
def registration(request: SignedIn, *, cooperative: Organisation, number: str) -> HttpResponse:
    """A registration with the plots under it, and the form that puts it right or prolongs it."""
    found = _registration_of(request, cooperative, number)
    told = {"number": found.number, "valid_from": found.valid_from, "valid_to": found.valid_to}
    form = RegistrationForm(request.POST or None, initial=told)
    if form.is_valid():
        with refused_into(form):
            made = edit_registration(registration=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Registration %(number)s is kept as you wrote it.") % {"number": made.number})
            return redirect("orchards:registration", number=made.number)
    return _page(request, found, form=form, plots=_plots_form(request, found))


@require_POST
@cooperative_desk
def add_plots(request: SignedIn, *, cooperative: Organisation, number: str) -> HttpResponse:
    """Put plots under the registration, from a day on."""
    found = _registration_of(request, cooperative, number)
    form = PlotsForm(request.POST, registration=found)
    if form.is_valid():
        with refused_into(form):
            add_registered_plots(registration=found, by=request.user, **form.cleaned_data)
            return redirect("orchards:registration", number=number)
    told = {"number": found.number, "valid_from": found.valid_from, "valid_to": found.valid_to}
    return _page(request, found, form=RegistrationForm(initial=told), plots=form)


@require_POST
@cooperative_desk
def release(request: SignedIn, *, cooperative: Organisation, number: str, extension: str) -> HttpResponse:
    """A plot leaves the registration at the end of a day."""
    found = _registration_of(request, cooperative, number)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        plot = plot_of(request, cooperative, extension)
        release_plot(registration=found, plot=plot, by=request.user, **form.cleaned_data)
    else:
        messages.error(request, _("Choose the last day on which the plot is covered."))
    return redirect("orchards:registration", number=number)


def _plots_form(request: SignedIn, found: OrchardRegistration) -> PlotsForm:
    days = {"valid_from": max(found.valid_from, timezone.localdate()), "valid_to": found.valid_to}
    return PlotsForm(registration=found, query=request.GET.get("q", "").strip(), initial=days)


def _registration_of(request: SignedIn, cooperative: Organisation, number: str) -> OrchardRegistration:
    """Raises Http404."""
    own = OrchardRegistration.objects.visible_to(request.user).select_related("organisation")
    return get_object_or_404(own, organisation=cooperative, number=number)


def _page(request: SignedIn, found: OrchardRegistration, *, form: LookForm, plots: LookForm) -> HttpResponse:
    covers = found.covers.select_related("plot__place__village", "plot__grower__user", "plot__variety")
    page = Paginator(covers.order_by("plot__grower__pseudonym", "plot", "valid_from"), ON_A_PAGE)
    context = {
        "registration": found,
        "page": page.get_page(request.GET.get("page")),
        "form": form,
        "plots": plots,
        "today": timezone.localdate(),
        "q": request.GET.get("q", ""),
    }
    status = max(answer_status(form), answer_status(plots))
    return render(request, "orchards/desk/registration.html", context, status=status)
