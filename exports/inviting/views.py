"""Inviting at the exporter's desk, and the page that the link leads to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exports.inviting.acts.accept import accept
from exports.inviting.acts.invite import invite
from exports.inviting.forms import InviteForm, JoinForm
from exports.inviting.links import invitation_behind, link_to
from exports.inviting.models import Invitation
from traceability.parties.models import User
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def importers(request: SignedIn) -> HttpResponse:
    """Who was invited, and a form to invite the next one."""
    form = InviteForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refused_into(form):
            made = invite(by=request.user, **form.cleaned_data)
            messages.success(request, _("A letter is on its way to %(email)s.") % {"email": made.email})
            return redirect("exports:importers")
    sent = [(each, link_to(each) if each.is_open else "") for each in Invitation.objects.sent_by(request.user)]
    return render(request, "inviting/importers.html", {"form": form, "sent": sent}, status=answer_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What an invited person finds: who invites, and two fields."""
    invitation = invitation_behind(token)
    reader = request.user if isinstance(request.user, User) else None
    form = JoinForm(request.POST or None) if reader is None else None
    context = {
        "invitation": invitation,
        "form": form,
        "known": reader is None and User.objects.filter(email__iexact=invitation.email).exists(),
        "fits": reader is not None and (reader.email or "").lower() == invitation.email,
        "here": request.path,
    }
    if form is None:
        if request.method == "POST":
            accept(invitation=invitation, by=reader)
            return redirect("imports:coming")
    elif form.is_valid():
        with refused_into(form):
            login(request, accept(invitation=invitation, **form.cleaned_data))
            return redirect("imports:coming")
    return render(request, "inviting/join.html", context, status=answer_status(form) if form else 200)
