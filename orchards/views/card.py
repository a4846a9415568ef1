"""A grower signs in with the printed card."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from orchards.forms import CardForm
from orchards.views.book import onward
from traceability.parties.acts.cards import open_card, open_numbered_card
from traceability.parties.models import User
from traceability.web.forms import answer_status, refused_into

SEASON = 60 * 60 * 24 * 180
"""Seconds for which a phone stays signed in: from the first flower to the last orange nobody looks for the card."""


@sensitive_post_parameters("secret", "pin")
@never_cache
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest) -> HttpResponse:
    """Reads the card's secret from the fragment of the address, which no server ever sees, and asks for the PIN."""
    onwards = request.POST.get("next") or request.GET.get("next", "")
    form = CardForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            login(request, _opened(form), backend=settings.AUTHENTICATION_BACKENDS[0])
            request.session.set_expiry(SEASON)
            return redirect(onwards) if _is_ours(request, onwards) else onward(request, "home")
    return render(request, "orchards/field/card.html", {"form": form, "next": onwards}, status=answer_status(form))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The phone forgets who holds it."""
    logout(request)
    return onward(request, "card")


def _opened(form: CardForm) -> User:
    if secret := form.cleaned_data["secret"]:
        return open_card(secret=secret, pin=form.cleaned_data["pin"])
    return open_numbered_card(number=form.cleaned_data["number"], pin=form.cleaned_data["pin"])


def _is_ours(request: HttpRequest, address: str) -> bool:
    return address.startswith("/field/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}
    )
