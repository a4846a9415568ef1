"""The scale at the packing house."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orchards.acts.weigh_in import weigh_in
from orchards.desk_forms import WeighInForm
from orchards.models import Harvest
from orchards.queries import named
from orchards.questions.asking import with_questions
from orchards.thresholds import Thresholds
from orchards.views.desk import cooperative_desk
from orchards.weights import with_unit
from traceability.lots.conformity.forms import promise_at_the_scale
from traceability.parties.models import Organisation, Place
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

ON_A_PAGE = 50


@require_GET
@cooperative_desk
def waiting(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """Harvests that wait for the scale, newest first; `?grower=` a grower's alone.

    `?q=` finds a lot code, a grower or a village; one hit opens.
    """
    query = request.GET.get("q", "").strip()
    own = Harvest.objects.visible_to(request.user).filter(plot__grower__cooperative=cooperative).waiting()
    if pseudonym := request.GET.get("grower", ""):
        own = own.filter(plot__grower__pseudonym=pseudonym)
    if query:
        if hit := own.filter(lot_code__iexact=query).first():
            return redirect("orchards:weigh-in", client_id=hit.client_id)
        own = named(own, query)
    page = Paginator(own.with_names().newest_first(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": with_questions(list(page)), "q": query}
    return render(request, "orchards/desk/waiting.html", context)


@require_http_methods(["GET", "POST"])
@cooperative_desk
def weigh_in_page(request: SignedIn, *, cooperative: Organisation, client_id: UUID) -> HttpResponse:
    """One harvest on the scale: the weight, the difference, and if it is large the reason."""
    own = Harvest.objects.visible_to(request.user).filter(plot__grower__cooperative=cooperative)
    harvest = get_object_or_404(own.with_names(), client_id=client_id)
    places = Place.objects.filter(owner=cooperative, kind=Place.Kind.PACKING_HOUSE).order_by("pk")
    form = WeighInForm(
        request.POST or None,
        request.FILES or None,
        places=places,
        initial={"conformity": promise_at_the_scale(cooperative)},
    )
    if form.is_valid():
        with refused_into(form):
            conformity = form.promised()
            lot = weigh_in(
                harvest=harvest,
                by=request.user,
                at=timezone.localtime(),
                conformity=conformity,
                **form.cleaned_data,
            )
            words = _("%(code)s is weighed in with %(weight)s, difference %(difference)s.")
            difference = with_unit(lot.weight_g - harvest.weight_g, "kg", signed=True)
            facts = {"code": lot.code, "weight": with_unit(lot.weight_g, "kg"), "difference": difference}
            messages.success(request, words % facts)
            return redirect("orchards:waiting")
    if form.refusal:
        form.ask_why()
    thresholds = Thresholds()
    [(_harvest, doubts)] = with_questions([harvest], thresholds)
    context = {
        "harvest": harvest,
        "form": form,
        "doubts": doubts,
        "tolerance_g": thresholds.tolerance_g(harvest.weight_g, on=harvest.picked_on),
        "has_places": bool(places),
    }
    return render(request, "orchards/desk/weigh_in.html", context, status=answer_status(form))
