"""Signing in, signing out, and the door that leads everybody to their own page."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from traceability.parties.desks import desks_of
from traceability.parties.forms import SignInForm


class SignIn(LoginView):
    """The staff's sign-in page."""

    template_name = "parties/sign_in.html"
    authentication_form = SignInForm


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view()


def home(request: HttpRequest) -> HttpResponse:
    """Lead a signed-in person to their first desk or to the phone page; everybody else is told what this is."""
    if not request.user.is_authenticated:
        return render(request, "parties/front.html")
    memberships = list(request.user.memberships.select_related("organisation"))
    links = desks_of(memberships)
    if links:
        return redirect(links[0].url)
    if any(membership.role == "grower" for membership in memberships):
        return redirect("field:home")
    return render(request, "parties/front.html")
