"""The importer's systems: where they listen, what was sent there, and what they answered."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exports.news import Kind
from exports.webhooks.acts.listen import Opened, listen, rotate_secret, stop_listening
from exports.webhooks.acts.owe import TRIAL, owe_a_trial
from exports.webhooks.forms import HookForm
from exports.webhooks.models import Hook
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

MOST_SHOWN = 50


def importer_of(request: SignedIn) -> Organisation:
    """The importer at whose desk somebody sits; for others there is nothing here."""
    own = request.user.organisations().filter(kind=Organisation.Kind.IMPORTER).order_by("pk").first()
    if own is None:
        raise Http404
    return own


def hook_of(request: SignedIn, pk: int) -> Hook:
    """An address of the signed-in person's own organisation, or 404."""
    return get_object_or_404(Hook.objects.visible_to(request.user).select_related("organisation"), pk=pk)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def systems(request: SignedIn) -> HttpResponse:
    """The addresses that listen, and a form for another one; its secret is on the answer, and nowhere afterwards."""
    importer, form = importer_of(request), HookForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            return _opened(request, listen(organisation=importer, by=request.user, **form.cleaned_data))
    hooks = list(Hook.objects.visible_to(request.user).filter(organisation=importer))
    context = {"form": form, "lines": [(hook, hook.deliveries.first()) for hook in hooks]}
    return render(request, "webhooks/systems.html", context, status=answer_status(form))


@require_GET
@login_required
def system(request: SignedIn, pk: int) -> HttpResponse:
    """One address and its deliveries, the newest first, each with what was answered."""
    hook = hook_of(request, pk)
    context = {
        "hook": hook,
        "hears": [Kind(kind).label for kind in hook.kinds if kind in Kind.values],
        "deliveries": list(hook.deliveries.prefetch_related("attempts")[:MOST_SHOWN]),
        "names": dict(Kind.choices) | {TRIAL: _("A trial")},
    }
    return render(request, "webhooks/system.html", context)


@never_cache
@require_POST
@login_required
def secret(request: SignedIn, pk: int) -> HttpResponse:
    """Another secret."""
    return _opened(request, rotate_secret(hook=hook_of(request, pk), by=request.user))


@require_POST
@login_required
def trial(request: SignedIn, pk: int) -> HttpResponse:
    """Send a message about nothing."""
    owe_a_trial(hook=hook_of(request, pk), by=request.user)
    messages.info(request, _("A trial message is on its way. Open this page again to see the answer."))
    return redirect("imports:hook", pk)


@require_POST
@login_required
def remove(request: SignedIn, pk: int) -> HttpResponse:
    """Listen no more."""
    hook = stop_listening(hook=hook_of(request, pk), by=request.user)
    messages.info(request, _("Nothing more is sent to %(url)s.") % {"url": hook.url})
    return redirect("imports:systems")


def _opened(request: SignedIn, opened: Opened) -> HttpResponse:
    return render(request, "webhooks/secret.html", {"opened": opened}, status=201)
