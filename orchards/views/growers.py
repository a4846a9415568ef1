"""The desk's growers: find, enter, give a plot, hand out a card."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Max, Prefetch, Q, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orchards.acts.register_grower import register_grower
from orchards.card_sheet import card_sheet
from orchards.consents import lines_of
from orchards.desk_forms import GrowerForm, PinForm
from orchards.models import Grower, Harvest, Plot
from orchards.permissions import must_grow_here
from orchards.qr import svg_path
from orchards.queries import interval_running, picked_by_plot
from orchards.questions.asking import with_questions
from orchards.views.cards import pdf, printed
from orchards.views.desk import cooperative_desk, grower_of
from traceability.parties.acts.cards import issue_card
from traceability.parties.acts.register import register_person
from traceability.parties.models import Organisation
from traceability.parties.permissions import must_act_for
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

ON_A_PAGE = 50
LAST_HARVESTS = 20


@require_GET
@cooperative_desk
def growers(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """The growers with their plots and what this season gave; `?retired=1` those who left.

    `?q=` finds name, phone, pseudonym or village.
    """
    query, retired = request.GET.get("q", "").strip(), request.GET.get("retired") == "1"
    own = Grower.objects.visible_to(request.user).filter(cooperative=cooperative, retired_at__isnull=not retired)
    if query:
        words = Q(user__name__icontains=query) | Q(user__phone__contains=query) | Q(pseudonym__icontains=query)
        own = own.filter(words | Q(village__name_zh__contains=query) | Q(village__township__name_en__icontains=query))
    in_use = Prefetch("plots", queryset=Plot.objects.filter(retired_at=None).select_related("variety"))
    rows = (
        own.select_related("user", "village__township").prefetch_related(in_use).order_by("village__code", "user__name")
    )
    page = Paginator(rows.annotate(last_picked=Max("plots__harvests__picked_at")), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    picked = picked_by_plot((plot for grower in page for plot in grower.plots.all()), timezone.localdate())
    lines = [
        {
            "grower": grower,
            "plots": grower.plots.all(),
            "area_mu": sum((plot.area_mu for plot in grower.plots.all()), Decimal(0)),
            "varieties": sorted({plot.variety for plot in grower.plots.all()}, key=lambda variety: variety.code),
            "picked_g": sum(picked.get(plot.pk, 0) for plot in grower.plots.all()),
        }
        for grower in page
    ]
    totals = Plot.objects.filter(grower__cooperative=cooperative, grower__retired_at=None, retired_at=None)
    return render(
        request,
        "orchards/desk/growers.html",
        {
            "page": page,
            "lines": lines,
            "q": query,
            "retired": retired,
            "totals": totals.aggregate(count=Count("pk"), area_mu=Sum("area_mu")),
        },
    )


@require_http_methods(["GET", "POST"])
@cooperative_desk
def new_grower(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """Enter a person as a grower."""
    form = GrowerForm(request.POST or None, initial={"language": "zh-hans"})
    if form.is_valid():
        typed = form.cleaned_data
        with refused_into(form), transaction.atomic():
            person = register_person(name=typed["name"], phone=typed["phone"] or None, language=typed["language"])
            grower = register_grower(cooperative=cooperative, user=person, village=typed["village"], by=request.user)
            messages.success(request, _("%(name)s is entered. Give the first plot next.") % {"name": person.name})
            return redirect("orchards:new-plot", pseudonym=grower.pseudonym)
    return render(request, "orchards/desk/new_grower.html", {"form": form}, status=answer_status(form))


@require_GET
@cooperative_desk
def grower(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """One grower: plots, intervals, the last harvests, what buyers may see, the card."""
    return _grower_page(request, grower_of(request, pseudonym), PinForm())


@never_cache
@require_POST
@cooperative_desk
def card(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """Issue a card: its secret is drawn once, on this answer, and known to nobody afterwards."""
    whose = grower_of(request, pseudonym)
    must_act_for(request.user, whose.cooperative, "clerk")
    form = PinForm(request.POST)
    if form.is_valid():
        with refused_into(form), transaction.atomic():
            must_grow_here(whose)
            issued = issue_card(user=whose.user, pin=form.cleaned_data["pin"], by=request.user)
            if request.POST.get("as") == "pdf":
                return pdf(card_sheet([printed(whose, issued, cooperative)]))
            path, size = svg_path(f"{settings.PUBLIC_ORIGIN}{reverse('field:home')}#{issued.secret}")
            context = {"grower": whose, "card": issued.card, "path": path, "size": size, "cooperative": cooperative}
            return render(request, "orchards/desk/card.html", context)
    return _grower_page(request, whose, form)


def _grower_page(request: SignedIn, whose: Grower, form: PinForm) -> HttpResponse:
    today = timezone.localdate()
    plots = list(whose.plots.filter(retired_at=None).with_names().prefetch_related("treatments").order_by("pk"))
    picked = picked_by_plot(plots, today)
    harvests = Harvest.objects.filter(plot__grower=whose).with_names().newest_first()[:LAST_HARVESTS]
    context = {
        "grower": whose,
        "plots": [(plot, picked.get(plot.pk, 0), interval_running(plot, today)) for plot in plots],
        "area_mu": sum((plot.area_mu for plot in plots), Decimal(0)),
        "picked_g": sum(picked.values()),
        "harvests": with_questions(list(harvests)),
        "lines": lines_of(whose, today),
        "card": whose.user.cards.filter(revoked_at=None).order_by("-pk").first(),
        "form": form,
    }
    return render(request, "orchards/desk/grower.html", context, status=answer_status(form))
