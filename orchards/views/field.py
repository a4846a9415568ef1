"""The grower's book: home, plots, and what was logged."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orchards import plot_map
from orchards.doubts import doubts_about
from orchards.models import Grower, Harvest, Plot
from orchards.queries import Interval, interval_running, picked_by_plot
from orchards.thresholds import Thresholds
from orchards.views.book import own_book, own_plots, unit_of
from traceability.parties.requests import SignedIn

ON_A_PAGE = 20
ON_THE_MAP = 4


@require_GET
@own_book
def home(request: SignedIn, *, grower: Grower) -> HttpResponse:
    """What was logged and where it is, the plots, and the two acts; so many queries, however long the season."""
    today = timezone.localdate()
    plots = own_plots(grower)
    shapes = [(shape, interval_running(shape.plot, today)) for shape in plot_map.draw(plots[:ON_THE_MAP])]
    return render(
        request,
        "orchards/field/home.html",
        {
            "grower": grower,
            "plots": plots,
            "shapes": shapes,
            "picked_g": sum(picked_by_plot(plots, today).values()),
            "state": _state_of(grower),
            "unit": unit_of(request),
            "today": today,
        },
    )


@require_GET
@own_book
def plots(request: SignedIn, *, grower: Grower) -> HttpResponse:
    """The grower's plots with what they gave; with `?for=log` or `?for=treat` the page on which one is chosen."""
    today = timezone.localdate()
    own = own_plots(grower)
    picked = picked_by_plot(own, today)
    rows: list[tuple[Plot, int, Interval | None]] = [
        (plot, picked.get(plot.pk, 0), interval_running(plot, today)) for plot in own
    ]
    purpose = request.GET.get("for", "")
    return render(
        request,
        "orchards/field/plots.html",
        {"rows": rows, "unit": unit_of(request), "target": purpose if purpose in {"log", "treat"} else ""},
    )


@require_GET
@own_book
def harvests(request: SignedIn, *, grower: Grower) -> HttpResponse:
    """Every harvest with where it is: at the cooperative, or weighed in and with which difference."""
    own = Harvest.objects.filter(plot__grower=grower)
    page = Paginator(own.with_names().newest_first(), ON_A_PAGE).get_page(request.GET.get("page"))
    thresholds = Thresholds()
    rows = [(harvest, doubts_about(harvest, thresholds)) for harvest in page]
    return render(
        request,
        "orchards/field/harvests.html",
        {
            "page": page,
            "rows": rows,
            "asked": sum(1 for _harvest, doubts in rows if doubts),
            "state": _state_of(grower),
            "unit": unit_of(request),
        },
    )


def _state_of(grower: Grower) -> dict[str, int]:
    """How many records of the grower's are where, and what the scale says about them all: one query."""
    found = Harvest.objects.filter(plot__grower=grower).aggregate(
        logged=Count("pk"),
        weighed=Count("weigh_in"),
        logged_g=Sum("weight_g", filter=Q(weigh_in__isnull=False)),
        weighed_g=Sum(F("weigh_in__lot__weight_g")),
    )
    return {
        "logged": found["logged"],
        "weighed": found["weighed"],
        "waiting": found["logged"] - found["weighed"],
        "difference_g": (found["weighed_g"] or 0) - (found["logged_g"] or 0),
    }
