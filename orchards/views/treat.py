"""Log a treatment, and see from when the plot may be picked again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from uuid6 import uuid7

from orchards.acts.log_treatment import log_treatment
from orchards.forms import TreatmentForm
from orchards.models import Grower, Pesticide, Plot, Treatment
from orchards.refusals import IntervalIsMissing, ProductIsMissing
from orchards.views.book import chosen, onward, own_book, own_plots
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@own_book
def treat(request: SignedIn, *, grower: Grower) -> HttpResponse:
    """What was sprayed on which plot. The list proposes an interval; the label in the grower's hand decides."""
    plots = own_plots(grower)
    plot = chosen(plots, (request.POST if request.method == "POST" else request.GET).get("plot", ""))
    listed = {
        str(pesticide.pk): pesticide for pesticide in Pesticide.objects.filter(crop=plot.crop).order_by("name_zh")
    }
    last = Treatment.objects.filter(plot__grower=grower, plot__in=plots).order_by("-applied_on", "-pk").first()
    if request.method == "POST":
        form = TreatmentForm(request.POST)
        if form.is_valid():
            with refused_into(form):
                treatment = log_treatment(plot=plot, by=request.user, **_body(form.cleaned_data, listed))
                return onward(request, "treated", client_id=treatment.client_id)
    else:
        form = TreatmentForm(initial=_initial(last, listed))
    context = {"form": form, "plot": plot, "listed": listed, "targets": targets(plot), "now": timezone.localtime()}
    return render(request, "orchards/field/treat.html", context, status=answer_status(form))


@require_GET
@own_book
def treated(request: SignedIn, *, grower: Grower, client_id: UUID) -> HttpResponse:
    """One treatment, with the first day on which the plot may be picked again."""
    own = Treatment.objects.filter(plot__grower=grower).select_related("plot__place__village__township")
    treatment = get_object_or_404(own, client_id=client_id)
    return render(request, "orchards/field/treated.html", {"treatment": treatment, "today": timezone.localdate()})


def targets(plot: Plot) -> list[tuple[str, str]]:
    """What is sprayed against most, as (what is stored, what is shown)."""
    mango = [("炭疽病", _("anthracnose")), ("蓟马", _("thrips"))]
    citrus = [("红蜘蛛", _("red mite")), ("蚜虫", _("aphids"))]
    return [*(mango if plot.crop == Pesticide.Crop.MANGO else citrus), ("", _("other"))]


def _initial(last: Treatment | None, listed: dict[str, Pesticide]) -> dict[str, Any]:
    """What was used last, which is what is used next."""
    start: dict[str, Any] = {
        "client_id": uuid7(),
        "at": timezone.localtime().isoformat(timespec="milliseconds"),
        "day": "today",
        "target": "",
    }
    if last is None:
        return start
    key = next((key for key, row in listed.items() if str(row) == last.product), TreatmentForm.OTHER)
    return start | {
        "pesticide": key,
        "product": last.product if key == TreatmentForm.OTHER else "",
        "registration_number": last.registration_number,
        "target": last.target,
        "dilution": int(number) if (number := last.dose.removesuffix("×")).isdecimal() else None,
        "interval_days": last.interval_days,
    }


def _body(typed: dict[str, Any], listed: dict[str, Pesticide]) -> dict[str, Any]:
    """The arguments of the act. Raises ProductIsMissing or IntervalIsMissing."""
    row = listed.get(typed["pesticide"])
    if row is None and not typed["product"]:
        raise ProductIsMissing()
    days = typed["interval_days"] if typed["interval_days"] is not None else row and row.interval_days
    if days is None:
        raise IntervalIsMissing()
    return {
        "client_id": typed["client_id"],
        "product": str(row) if row else typed["product"],
        "registration_number": typed["registration_number"],
        "substances": [row.substance] if row else [],
        "dose": f"{typed['dilution']}×" if typed["dilution"] else "",
        "target": typed["target"],
        "applied_on": typed["applied_on"],
        "interval_days": days,
        "at": typed["at"],
    }
