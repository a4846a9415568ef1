"""The desk of registered links, and of codes that were printed wrong."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from traceability.lots.requests import organisation_of, own_lot
from traceability.parties.requests import SignedIn
from traceability.provenance.registry.acts.recognise import recognise as recognise_code
from traceability.provenance.registry.acts.register_link import register_link
from traceability.provenance.registry.acts.retire_link import retire_link
from traceability.provenance.registry.forms import LinkForm, RecogniseForm
from traceability.provenance.registry.models import PartnerLink
from traceability.web.forms import answer_status, refused_into

ON_A_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def links(request: SignedIn) -> HttpResponse:
    """The links in use, and a form for one more; ?code= is the code that it is for."""
    organisation_of(request)
    form = LinkForm(request.POST or None, initial={"identifier": request.GET.get("code", "")[:500]})
    if form.is_valid():
        with refused_into(form):
            register_link(**form.cleaned_data, by=request.user, at=timezone.localtime())
            messages.success(request, _("Registered. Whoever asks for it finds it at once."))
            return redirect("registry:links")
    mine = PartnerLink.objects.visible_to(request.user).in_use().select_related("owner").order_by("-pk")
    page = Paginator(mine, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "registry/links.html", {"page": page, "form": form}, status=answer_status(form))


@login_required
@require_POST
def retire(request: SignedIn, pk: int) -> HttpResponse:
    """Let a link lead nowhere any more."""
    link = get_object_or_404(PartnerLink.objects.visible_to(request.user), pk=pk)
    retire_link(link=link, by=request.user, at=timezone.localtime())
    messages.success(request, _("Retired. Nobody is sent there any more."))
    return redirect("registry:links")


@login_required
@require_http_methods(["GET", "POST"])
def recognise(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """A code was printed wrong: whoever scans it comes to this lot."""
    lot = own_lot(request, gtin, code)
    form = RecogniseForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            recognise_code(lot=lot, **form.cleaned_data, by=request.user, at=timezone.localtime())
            messages.success(request, _("Recognised. Whoever scans that code comes to this lot."))
            return redirect(lot)
    context = {"lot": lot, "form": form, "aliases": lot.aliases.order_by("pk")}
    return render(request, "registry/recognise.html", context, status=answer_status(form))
