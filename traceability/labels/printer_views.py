"""The printers of a packing house."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from traceability.labels.acts.add_printer import add_printer
from traceability.labels.acts.edit_printer import edit_printer
from traceability.labels.acts.retire_printer import retire_printer
from traceability.labels.acts.try_printer import try_printer
from traceability.labels.models import Printer
from traceability.labels.run_forms import PrinterForm
from traceability.parties.models import Membership, Organisation
from traceability.parties.refusals import NotYourOrganisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import LookForm, answer_status, refused_into


@login_required
@require_http_methods(["GET", "POST"])
def printers(request: SignedIn) -> HttpResponse:
    """The printers in use, and a form for one more."""
    form = PrinterForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            made = add_printer(owner=_house(request), by=request.user, **form.cleaned_data)
            return redirect("labels:printer", made.pk)
    mine = Printer.objects.visible_to(request.user).in_use().order_by("name")
    return render(request, "labels/printers.html", {"printers": mine, "form": form}, status=answer_status(form))


@login_required
@require_http_methods(["GET", "POST"])
def printer(request: SignedIn, pk: int) -> HttpResponse:
    """One printer: change it."""
    found = get_object_or_404(Printer.objects.visible_to(request.user), pk=pk)
    form = _form_of(found, request.POST or None)
    if form.is_valid():
        with refused_into(form):
            edit_printer(printer=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("labels:printer", found.pk)
    return render(request, "labels/printer.html", {"printer": found, "form": form}, status=answer_status(form))


@login_required
@require_POST
def try_one(request: SignedIn, pk: int) -> HttpResponse:
    """Print a specimen."""
    found = get_object_or_404(Printer.objects.visible_to(request.user), pk=pk)
    trial = LookForm({})
    trial.full_clean()
    with refused_into(trial):
        if try_printer(printer=found, by=request.user):
            messages.success(request, _("A specimen was sent, and the printer says that it is well."))
        else:
            messages.warning(request, _("A specimen was sent. The printer does not say how it is: look at the paper."))
    if not trial.errors:
        return redirect("labels:printer", found.pk)
    context = {"printer": found, "form": _form_of(found, None), "trial": trial}
    return render(request, "labels/printer.html", context, status=422)


def _form_of(found: Printer, data: Any) -> PrinterForm:
    kept = {name: getattr(found, name) for name in ("name", "language", "dpi", "host", "port", "answers")}
    return PrinterForm(data, initial=kept)


def _house(request: SignedIn) -> Organisation:
    """The organisation whose labels the person prints. Raises NotYourOrganisation where there is none."""
    roles = (Membership.Role.MANAGER, Membership.Role.CLERK, Membership.Role.PACKER)
    own = request.user.roles().filter(role__in=roles).select_related("organisation").order_by("pk").first()
    if own is None:
        raise NotYourOrganisation(organisation=request.user.name)
    return own.organisation


@login_required
@require_POST
def retire(request: SignedIn, pk: int) -> HttpResponse:
    """Use a printer no more."""
    retire_printer(
        printer=get_object_or_404(Printer.objects.visible_to(request.user), pk=pk),
        by=request.user,
        at=timezone.localtime(),
    )
    return redirect("labels:printers")
