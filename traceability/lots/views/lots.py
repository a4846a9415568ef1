"""The list of lots, and one lot with everything that is known of it."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from traceability.lots import panels
from traceability.lots.acts.correct import may_be_corrected
from traceability.lots.family import family_of
from traceability.lots.holding.queries import holds_of
from traceability.lots.life import life_of
from traceability.lots.models import Lot, LotOrigin
from traceability.lots.queries import origins_of, with_sources
from traceability.lots.requests import lot_of
from traceability.parties.models import Membership
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn
from traceability.web.templatetags.look import kg

A_PAGE = 50
KINDS = {"stock": Q(remaining_g__gt=0, units=None), "packed": Q(units__isnull=False), "all": Q()}


@require_GET
@login_required
def lots(request: SignedIn) -> HttpResponse:
    """Lots that the person may see: loose and in stock, packed, or all; ?q= finds by code or variety."""
    kind = request.GET.get("show", "")
    query = request.GET.get("q", "").strip()
    kind = kind if kind in KINDS else "all" if query else "stock"
    page = Paginator(_found(request, kind, query), A_PAGE).get_page(request.GET.get("page"))
    choices = [("stock", _("Loose, in stock")), ("packed", _("Packed")), ("all", _("All"))]
    context = {"page": page, "query": query, "kind": kind, "kinds": choices}
    return render(request, "lots/lots.html", context)


def _found(request: SignedIn, kind: str, query: str) -> QuerySet[Lot]:
    found = Lot.objects.visible_to(request.user).with_names().filter(KINDS[kind])
    for word in query.split()[:5]:
        variety = "product__variety__name_"
        found = found.filter(
            Q(code__icontains=word) | Q(**{f"{variety}en__icontains": word}) | Q(**{f"{variety}zh__icontains": word})
        )
    return with_sources(found).order_by("-making__made_at", "-pk")


@require_GET
@login_required
def lot(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """One lot: the answer first, then facts, acts, family, claims and life."""
    found = lot_of(request, gtin, code)
    shares = origins_of(found)
    steps = life_of(found)
    days = sorted(share.origin.picked_on for share in shares)
    origin = shares[0].origin if len(shares) == 1 else None
    set_aside = _set_aside(found, [share.origin for share in shares])
    owned = request.user.organisations().filter(pk=found.owner_id).exists()
    family = family_of(found)
    actions = _actions(request, found, set_aside=set_aside is not None, held=bool(holds_of([found])))
    context = {
        "lot": found,
        "headline": panels.lot_headline.first(request, found) or _headline(found),
        "family": family if owned else family.without_links(),
        "owned": owned,
        "steps": steps,
        "shares": shares,
        "picked": (days[0], days[-1]) if days else None,
        "set_aside": set_aside,
        "origin": origin,
        "actions": actions,
        "seldom": any(action.seldom for action in actions),
        "panels": panels.lot_panel.results(request, found),
    }
    return render(request, "lots/lot.html", context)


def _headline(lot: Lot) -> str:
    facts = {"code": lot.code, "left": kg(lot.remaining_g, "unit"), "whole": kg(lot.weight_g, "unit")}
    if lot.remaining_g == 0:
        return _("Lot %(code)s is used up: nothing of its %(whole)s is left.") % facts
    if lot.remaining_g == lot.weight_g:
        return _("Lot %(code)s is whole: %(whole)s in stock.") % facts
    return _("Of lot %(code)s, %(left)s of %(whole)s is left.") % facts


def _set_aside(lot: Lot, origins: list[LotOrigin]) -> LotOrigin | None:
    """The picking for which nothing may be made of the lot."""
    return next((origin for origin in origins if origin.is_inside_interval), None) if lot.remaining_g else None


def _actions(request: SignedIn, lot: Lot, *, set_aside: bool, held: bool) -> list[panels.Action]:
    """What may be done with the lot, ours first; one loud button a page. What is stopped goes into nothing."""
    actions: list[panels.Action] = []
    may = may_act_for(request.user, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    if may and lot.remaining_g and not lot.is_packed:
        here = [lot.product.gtin, lot.code]
        chosen = f"?variety={lot.product.variety_id}&lot={lot.product.gtin}/{lot.code}"
        grade = panels.Action(_("Grade"), reverse("lots:grade", args=here))
        split = panels.Action(_("Split"), reverse("lots:split", args=here))
        pack = panels.Action(_("Pack"), reverse("lots:pack", args=here), main=True)
        blend = panels.Action(_("Blend"), reverse("lots:blend") + chosen)
        loss = panels.Action(_("Record a loss"), reverse("lots:waste", args=here))
        correct = panels.Action(_("Correct the weight"), reverse("lots:correct", args=here), seldom=True)
        actions = [loss] if held else [split, loss] if set_aside else [pack, split, grade, blend, loss]
        if may_be_corrected(lot):
            actions.append(correct)
    for more in panels.lot_actions.results(request, lot):
        actions += more
    loud = next((action for action in actions if action.main), None)
    return [replace(action, main=action is loud) for action in actions]
