"""The importer's own firm: who acts for it, and what customs and the tax office know it by."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exports.inviting.acts.end_access import end_access
from exports.inviting.acts.enter_numbers import enter_numbers
from exports.inviting.acts.invite_colleague import invite_colleague
from exports.inviting.acts.take_back import take_back
from exports.inviting.forms import ColleagueForm, NumbersForm
from exports.inviting.links import link_to
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

Role = Membership.Role


def firms_of(user: User) -> QuerySet[Organisation]:
    """The importers for which somebody acts."""
    return user.organisations().filter(kind=Organisation.Kind.IMPORTER).distinct().order_by("pk")


def own_firm(request: SignedIn, gln: str) -> Organisation:
    """One of them; another firm is 404."""
    return get_object_or_404(firms_of(request.user), gln=gln)


@require_GET
@login_required
def own(request: SignedIn) -> HttpResponseRedirect:
    """To the first firm for which somebody acts."""
    first = get_object_or_404(firms_of(request.user)[:1])
    return redirect("imports:people", first.gln)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def people(request: SignedIn, gln: str) -> HttpResponse:
    """Who acts for the firm, and a form by which a manager lets the next one in."""
    firm = own_firm(request, gln)
    form = ColleagueForm(request.POST or None, initial={"language": get_language()})
    if form.is_valid():
        with refused_into(form):
            made = invite_colleague(importer=firm, by=request.user, **form.cleaned_data)
            messages.success(request, _("A letter is on its way to %(email)s.") % {"email": made.email})
            return redirect("imports:people", gln)
    return _page(request, firm, colleague=form)


def _page(
    request: SignedIn, firm: Organisation, *, colleague: ColleagueForm | None = None, numbers: NumbersForm | None = None
) -> HttpResponse:
    standing = firm.trade_numbers.first()
    known = {"eori": standing.eori, "vat": standing.vat} if standing else None
    invited = [(one, link_to(one)) for one in firm.invitations.select_related("invited_by") if one.is_open]
    form = numbers or colleague
    context = {
        "firm": firm,
        "others": firms_of(request.user).exclude(pk=firm.pk),
        "colleagues": colleagues_of(firm),
        "invited": invited,
        "manages": may_act_for(request.user, firm),
        "enters": may_act_for(request.user, firm, Role.CLERK, Role.BUYER),
        "standing": standing,
        "colleague": colleague or ColleagueForm(initial={"language": get_language()}),
        "numbers": numbers or NumbersForm(initial=known),
    }
    return render(request, "inviting/firm.html", context, status=answer_status(form) if form else 200)


def colleagues_of(firm: Organisation) -> list[tuple[User, list[str]]]:
    """Everybody who acts for a firm, by name, with what they are there."""
    held = firm.memberships.select_related("user").order_by("user__name", "user", "pk")
    return [(user, [one.get_role_display() for one in ones]) for user, ones in groupby(held, key=lambda one: one.user)]


@require_POST
@login_required
def numbers(request: SignedIn, gln: str) -> HttpResponse:
    """Enter EORI and VAT number."""
    firm, form = own_firm(request, gln), NumbersForm(request.POST)
    if form.is_valid():
        with refused_into(form):
            enter_numbers(importer=firm, by=request.user, **form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("imports:people", gln)
    return _page(request, firm, numbers=form)


@require_POST
@login_required
def end(request: SignedIn, gln: str, pk: int) -> HttpResponseRedirect:
    """End somebody's access."""
    firm = own_firm(request, gln)
    user = get_object_or_404(User, pk=pk, memberships__organisation=firm)
    end_access(importer=firm, user=user, by=request.user)
    messages.success(request, _("%(name)s acts for you no more.") % {"name": user.name})
    return redirect("imports:coming" if user == request.user else "imports:firm")


@require_POST
@login_required
def uninvite(request: SignedIn, gln: str, pk: int) -> HttpResponseRedirect:
    """Take an invitation back."""
    firm = own_firm(request, gln)
    take_back(invitation=get_object_or_404(firm.invitations, pk=pk), by=request.user)
    return redirect("imports:people", gln)
