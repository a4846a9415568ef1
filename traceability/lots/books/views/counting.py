"""The stocktake: one lot, or all of a place on one page, and what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from traceability.lots.books.acts.count import count as count_act
from traceability.lots.books.acts.take_stock import MOST, ROLES
from traceability.lots.books.acts.take_stock import take_stock as take_stock_act
from traceability.lots.books.forms import StocktakeForm
from traceability.lots.books.models import StockCount
from traceability.lots.books.views.books import house_of
from traceability.lots.models import Lot
from traceability.lots.queries import with_sources
from traceability.lots.requests import own_lot
from traceability.parties.models import Organisation, Place
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

LOTS_ON_A_PAGE = 100
COUNTS_ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
@login_required
def count(request: SignedIn, gtin: str, code: str) -> HttpResponse:
    """What is there of one lot. What the books say is not shown before it was counted."""
    lot = own_lot(request, gtin, code)
    form = StocktakeForm(request.POST or None, lots=[lot], alone=True)
    if form.is_valid():
        with refused_into(form):
            [(_lot, counted_g)] = form.counts
            told = {"note": form.cleaned_data["note"], "seen_g": form.seen_g.get(lot.pk)}
            made = count_act(lot=lot, counted_g=counted_g, **told, by=request.user, at=timezone.localtime())
            return redirect(made)
    return render(request, "books/count.html", {"form": form, "lot": lot}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@login_required
def take_stock(request: SignedIn) -> HttpResponse:
    """Every lot in stock at ?place=; saved all or nothing."""
    owner = house_of(request)
    places = _places_with_stock(owner)
    place = _chosen(request, places)
    page = _lots_at(owner, place, request.GET.get("page"))
    lots = _named(owner, request.POST) if request.method == "POST" else list(page.object_list)
    form = StocktakeForm(request.POST or None, lots=lots)
    if form.is_valid():
        with refused_into(form):
            told = {"note": form.cleaned_data["note"], "seen_g": form.seen_g}
            made = take_stock_act(counts=form.counts, **told, by=request.user, at=timezone.localtime())
            messages.success(request, _found(made))
            return redirect("books:counts")
    context = {
        "form": form,
        "places": places,
        "place": place,
        "page": page,
        "may": may_act_for(request.user, owner, *ROLES),
    }
    return render(request, "books/take_stock.html", context, status=answer_status(form))


@require_GET
@login_required
def counts(request: SignedIn) -> HttpResponse:
    """Every count, newest first; ?show=differences those that found one."""
    own = StockCount.objects.visible_to(request.user).with_names().order_by("-counted_at", "-pk")
    short = request.GET.get("show") == "missing"
    page = Paginator(own.short() if short else own, COUNTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "books/counts.html", {"page": page, "short": short})


@require_GET
@login_required
def counted(request: SignedIn, digest: str) -> HttpResponse:
    """What one count found, and what to do about it."""
    event_id = f"ni:///sha-256;{digest}?ver=CBV2.0"
    found = get_object_or_404(StockCount.objects.visible_to(request.user).with_names(), event__event_id=event_id)
    return render(request, "books/counted.html", {"count": found, "lot": found.lot})


def _places_with_stock(owner: Organisation) -> list[Place]:
    """Places of the organisation where something is, the fullest first, each with its number of `lots`."""
    stock = Lot.objects.filter(owner=owner).in_stock().order_by().values_list("place").annotate(lots=Count("pk"))
    numbers = dict(stock)
    places = Place.objects.filter(pk__in=numbers)
    for place in places:
        place.in_stock = numbers[place.pk]  # type: ignore[attr-defined]
        place.address = f"{place.gln}-{place.extension}".rstrip("-")  # type: ignore[attr-defined]
    return sorted(places, key=lambda place: (-numbers[place.pk], place.pk))


def _chosen(request: SignedIn, places: Sequence[Place]) -> Place | None:
    """The place that the address names, else the only one. 404 for a place at which nothing of theirs stands.

    What was typed for a place that is empty by now is still heard.
    """
    asked = request.GET.get("place", "")
    if not asked:
        return places[0] if len(places) == 1 else None
    for place in places:
        if place.address == asked:  # type: ignore[attr-defined]
            return place
    if request.method == "POST":
        return None
    raise Http404


def _lots_at(owner: Organisation, place: Place | None, number: str | None) -> Page[Lot]:
    """What stands at a place, variety by variety, in the order of the codes: as people walk along the crates."""
    lots: QuerySet[Lot] = with_sources(Lot.objects.filter(owner=owner, place=place).in_stock().with_names())
    ordered = lots.order_by("product__variety", "units", "code", "pk")
    return Paginator(ordered if place else ordered.none(), LOTS_ON_A_PAGE).get_page(number)


def _named(owner: Organisation, typed: Mapping[str, str]) -> list[Lot]:
    """The lots of the page that was sent, in its order, also those that were used up while they were counted."""
    names = [name for name in typed if name.startswith(StocktakeForm.PREFIX)][:MOST]
    keys = [tuple(name.removeprefix(StocktakeForm.PREFIX).partition("-")[::2]) for name in names]
    mine = Lot.objects.filter(owner=owner, product__gtin__in={gtin for gtin, _ in keys}, code__in={c for _, c in keys})
    found = {(lot.product.gtin, lot.code): lot for lot in with_sources(mine.with_names())}
    return [found[key] for key in keys if key in found]


def _found(made: Sequence[StockCount]) -> str:
    """How many were counted, and how many of them differ."""
    differ = sum(1 for each in made if each.difference_g)
    first = ngettext("One lot counted.", "%(count)s lots counted.", len(made)) % {"count": len(made)}
    if not differ:
        return f"{first} " + _("Each is what the books say.")
    second = ngettext("One differs from the books.", "%(count)s differ from the books.", differ) % {"count": differ}
    return f"{first} {second}"
