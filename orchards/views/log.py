"""Log a harvest, and see that it is saved."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from uuid6 import uuid7

from orchards.acts.log_harvest import log_harvest
from orchards.doubts import doubts_about, season_yield
from orchards.forms import HarvestForm
from orchards.models import Grower, Harvest, Plot
from orchards.queries import Interval, interval_running
from orchards.thresholds import Thresholds
from orchards.views.book import chosen, onward, own_book, own_plots, unit_of
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@own_book
def log(request: SignedIn, *, grower: Grower) -> HttpResponse:
    """One number and a tap. Inside an interval the page says so first, and logs all the same when it was picked."""
    plots = own_plots(grower)
    if request.method == "POST":
        return _save(request, plots)
    plot = chosen(plots, request.GET.get("plot", ""))
    now = timezone.localtime()
    interval, is_picked = interval_running(plot, now.date()), "picked" in request.GET
    if interval and not is_picked:
        return render(request, "orchards/field/shut.html", {"plot": plot, "interval": interval, "plots": plots})
    form = HarvestForm(
        initial={
            "client_id": uuid7(),
            "at": now.isoformat(timespec="milliseconds"),
            "unit": unit_of(request),
            "crates": 0,
            "picked": is_picked or None,
        }
    )
    return _page(request, form, plot, interval)


def _save(request: SignedIn, plots: list[Plot]) -> HttpResponse:
    plot = chosen(plots, request.POST.get("plot", ""))
    form = HarvestForm(request.POST)
    interval = None
    if form.is_valid():
        body = form.cleaned_data
        interval = interval_running(plot, timezone.localtime(body["at"]).date())
        if interval and not body["picked"]:
            # The interval came in between: say so now, keep what was typed, and take it at the next tap.
            form.data = {**request.POST.dict(), "picked": "1"}
            return _page(request, form, plot, interval, status=422)
        with refused_into(form):
            harvest = log_harvest(
                client_id=body["client_id"],
                plot=plot,
                weight_g=body["weight_g"],
                crates=body["crates"] or 0,
                embryo_less=body["embryo_less"],
                device_clock=body["device_clock"],
                by=request.user,
                at=body["at"],
            )
            request.session["unit"] = body["unit"]
            return onward(request, "saved", client_id=harvest.client_id)
    return _page(request, form, plot, interval, status=answer_status(form))


def _page(
    request: SignedIn,
    form: HarvestForm,
    plot: Plot,
    interval: Interval | None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "plot": plot,
        "interval": interval,
        "now": timezone.localtime(),
    }
    return render(request, "orchards/field/log.html", context, status=status)


@require_GET
@own_book
def saved(request: SignedIn, *, grower: Grower, client_id: UUID) -> HttpResponse:
    """One harvest: where it is, and what the scale said."""
    own = Harvest.objects.filter(plot__grower=grower).with_names()
    harvest = get_object_or_404(own, client_id=client_id)
    thresholds = Thresholds()
    doubts = doubts_about(harvest, thresholds)
    if asked := season_yield(harvest.plot, harvest.picked_on, thresholds):
        doubts.append(asked)
    return render(
        request,
        "orchards/field/saved.html",
        {
            "harvest": harvest,
            "doubts": doubts,
            "unit": unit_of(request),
            "stored_at": timezone.localtime(harvest.stored_at),
        },
    )
