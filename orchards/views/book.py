"""What every page of the grower's book begins with: whose it is, in which unit, and which plot is meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from orchards.models import Grower, Plot
from orchards.refusals import NoPlotsYet, NotAGrower, PlotIsMissing
from orchards.weights import GRAMS, Unit

Page = Callable[..., HttpResponse]


def own_book(view: Page) -> Page:
    """The page of a grower, who is handed to it. Others are asked for a card, or told where growers stand.

    Never cached: a page kept by the browser would bring a record's identifier a second time.
    """

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"{reverse('field:card')}?{urlencode({'next': request.get_full_path()})}")
        grower = Grower.objects.filter(user=request.user).select_related("user", "cooperative", "village").first()
        if grower is None:
            raise NotAGrower()
        return view(request, grower=grower, **kwargs)

    return page


def unit_of(request: HttpRequest) -> Unit:
    """斤, unless kilograms were chosen last."""
    kept: Unit = request.session.get("unit", "jin")
    return kept if kept in GRAMS else "jin"


def own_plots(grower: Grower) -> list[Plot]:
    """The grower's plots, the one that was used last first; their treatments along with them. Two queries."""
    plots = Plot.objects.filter(grower=grower, retired_at=None).with_names().prefetch_related("treatments")
    used = plots.annotate(last_picked=Max("harvests__picked_at"))
    return list(used.order_by(F("last_picked").desc(nulls_last=True), "pk"))


def chosen(plots: list[Plot], key: str) -> Plot:
    """The plot of that key (the extension of its place's GLN), or without a key the first.

    Raises PlotIsMissing when it is not among them, NoPlotsYet when there is none.
    """
    if not plots:
        raise NoPlotsYet()
    if not key:
        return plots[0]
    found = next((plot for plot in plots if plot.place.extension == key), None)
    if found is None:
        raise PlotIsMissing(plot=key[:20])
    return found


def onward(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponseRedirect:
    """To another page of the book, in the language that the reader chose by the address."""
    language = getattr(request, "chosen_language", "")
    address = reverse(f"field:{name}", kwargs=kwargs)
    return HttpResponseRedirect(f"{address}?{urlencode({'lang': language})}" if language else address)
