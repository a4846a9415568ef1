"""Blend: choose lots, see what would be made and lost, then do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from traceability.lots import panels
from traceability.lots.acts.blend import blend as blend_act
from traceability.lots.acts.blend import why_not
from traceability.lots.blend_claims import plain_claims
from traceability.lots.conformity.mixing import owes_a_new_one
from traceability.lots.family import Family, Line, draw, line_of
from traceability.lots.forms import BlendForm
from traceability.lots.models import Lot, Variety
from traceability.lots.panels import BlendClaim
from traceability.lots.queries import Share, lots_on_board, origins_of_blend, packable
from traceability.lots.refusals import NothingToBlend
from traceability.lots.requests import organisation_of
from traceability.lots.words import local
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into
from traceability.web.templatetags.look import kg

MOST = 100
"""Lots offered at once, and lots in one blend: an event names at most 500 identifiers."""


@dataclass(frozen=True)
class Way:
    """A choice beside the whole blend: leave out what would take a claim away."""

    lots: Sequence[Lot]
    left_out: Sequence[Lot]
    grams: int


@require_http_methods(["GET", "POST"])
@login_required
def blend(request: SignedIn) -> HttpResponse:
    """?lot=<gtin>/<code> once for each chosen lot; with fewer than two the page offers what there is."""
    owner = organisation_of(request)
    candidates = lots_on_board(owner)
    asked = request.GET.getlist("lot")[:MOST]
    lots = _named(candidates, asked)
    if len(lots) < 2 or "choose" in request.GET:
        return _choose(request, owner, lots)
    form = BlendForm(request.POST or None, lots=lots)
    if form.is_valid() and request.POST.get("do") == "blend":
        with refused_into(form):
            made = blend_act(
                inputs=form.inputs,
                place=form.cleaned_data["place"],
                loss_g=form.lost_g,
                by=request.user,
                at=timezone.localtime(),
            )
            facts = {"count": len(lots), "code": made.code, "weight": kg(made.weight_g, "unit")}
            messages.success(request, _("Blended: %(count)s lots are now lot %(code)s, %(weight)s.") % facts)
            return redirect(made)
    return render(request, "lots/blend.html", _preview(request, form), status=answer_status(form))


def _named(candidates: QuerySet[Lot], asked: Iterable[str]) -> list[Lot]:
    """The candidates that an address names, in its order."""
    keys = [tuple(name.split("/", 1)) for name in dict.fromkeys(asked) if "/" in name]
    if not keys:
        return []
    wanted = Q(pk=None)
    for gtin, code in keys:
        wanted |= Q(product__gtin=gtin, code=code)
    found = {(lot.product.gtin, lot.code): lot for lot in candidates.filter(wanted)}
    return [found[key] for key in keys if key in found]


def _choose(request: SignedIn, owner: Organisation, chosen: list[Lot]) -> HttpResponse:
    by_variety = {
        row["product__variety"]: row
        for row in packable(owner).values("product__variety").annotate(count=Count("pk"), grams=Sum("remaining_g"))
    }
    known = list(Variety.objects.filter(pk__in=by_variety).order_by("species", "season", "code"))
    asked = chosen[0].product.variety_id if chosen else request.GET.get("variety", "")
    variety = next((each for each in known if each.pk == asked), None)
    lots = list(lots_on_board(owner).filter(product__variety=variety)[:MOST]) if variety else []
    context = {
        "varieties": [{"variety": each, **by_variety[each.pk]} for each in known],
        "variety": variety,
        "lots": lots,
        "chosen": {lot.pk for lot in chosen},
        "refusal": NothingToBlend() if len(chosen) < 2 and ("go" in request.GET or request.method == "POST") else None,
    }
    return render(request, "lots/choose.html", context, status=422 if context["refusal"] else 200)


def _preview(request: SignedIn, form: BlendForm) -> dict[str, object]:
    inputs, loss_g = form.inputs, form.lost_g
    whole_g = sum(grams for _lot, grams in inputs)
    refusal = why_not(form.lots)
    shares = origins_of_blend(inputs, loss_g=loss_g) if whole_g > loss_g else []
    owes_promise = owes_a_new_one([share.origin for share in shares], on=timezone.localdate())
    claims = [] if refusal else _claims(request, inputs, shares, owes_promise=owes_promise)
    lost = [claim for claim in claims if claim.costs and claim.taken_by]
    takers = {key for claim in lost for key in claim.taken_by}
    return {
        "form": form,
        "inputs": inputs,
        "owes_promise": owes_promise,
        "whole_g": whole_g,
        "made_g": whole_g - loss_g,
        "refusal": refusal,
        "lost": lost,
        "claims": [(claim, [(lot.code, claim.inputs.get(lot.pk)) for lot, _grams in inputs]) for claim in claims],
        "headline": _headline(form.lots, lost, whole_g - loss_g),
        "way": _way(inputs, takers),
        "family": _family(inputs, shares, takers, loss_g),
    }


def _claims(
    request: SignedIn, inputs: Sequence[tuple[Lot, int]], shares: Sequence[Share], *, owes_promise: bool
) -> list[BlendClaim]:
    """What rooms above judge first, then what every blend is asked."""
    judged = [claim for claims in panels.blend_claims.results(request, inputs) for claim in claims]
    return [*judged, *plain_claims([lot for lot, _grams in inputs], shares, owes_promise=owes_promise)]


def _headline(lots: Sequence[Lot], lost: Sequence[BlendClaim], grams: int) -> str:
    if not lost:
        return _("%(count)s lots would be one of %(weight)s.") % {"count": len(lots), "weight": kg(grams, "unit")}
    codes = [lot.code for lot in lots if lot.pk in lost[0].taken_by]
    return _("This blend would lose %(claim)s, by %(codes)s.") % {
        "claim": lost[0].claim,
        "codes": pgettext("between names", ", ").join(codes),
    }


def _way(inputs: Sequence[tuple[Lot, int]], takers: set[int]) -> Way | None:
    """The blend without those who take a claim away, if a blend is left."""
    kept = [(lot, grams) for lot, grams in inputs if lot.pk not in takers]
    if not takers or len(kept) < 2:
        return None
    left_out = [lot for lot, _grams in inputs if lot.pk in takers]
    return Way([lot for lot, _grams in kept], left_out, sum(grams for _lot, grams in kept))


def _family(inputs: Sequence[tuple[Lot, int]], shares: Sequence[Share], takers: set[int], loss_g: int) -> Family:
    """Inputs on the left, the townships that buyers will read on the right."""
    left = [line_of(lot, grams, kind="no" if lot.pk in takers else "") for lot, grams in inputs]
    townships: dict[str, int] = {}
    for share in shares:
        name = local(share.origin.village.township) if share.origin.village else _("Elsewhere")
        townships[name] = townships.get(name, 0) + share.grams
    total = sum(townships.values()) or 1
    right = [
        Line(name, grams, detail=_("Buyers read this share."), note=f"{round(100 * grams / total)} %")
        for name, grams in sorted(townships.items(), key=lambda item: -item[1])
    ]
    if loss_g:
        right.append(Line(_("Recorded loss"), loss_g, detail=_("sorted out and thrown away")))
    return draw(left, right)
