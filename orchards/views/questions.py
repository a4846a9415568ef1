"""The desk's questions about harvests: what does not look right, and what to do about it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orchards.models import Conflict, Harvest
from orchards.questions.asking import Asked, with_questions
from orchards.questions.kinds import ADVICE, Kind
from orchards.questions.versions import TwoVersions, of_correction, side_by_side
from orchards.views.desk import cooperative_desk
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn

ON_A_PAGE = 25
LOOKED_AT = 1_000
"""Harvests that one page looks through; older ones are a click away."""
MOST_TREATMENTS = 50


@require_GET
@cooperative_desk
def questions(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """Harvests that raise a question, newest first. `?kind=` shows those of one kind, `?until=` looks further back."""
    harvests = _looked_at(cooperative, _asked_day(request))
    asked = [(harvest, doubts) for harvest, doubts in with_questions(harvests) if doubts]
    counts = Counter(code for _harvest, doubts in asked for code in {doubt.code for doubt in doubts})
    kind = Kind(request.GET["kind"]) if request.GET.get("kind") in Kind.values else None
    if kind:
        asked = [(harvest, doubts) for harvest, doubts in asked if any(doubt.code == kind for doubt in doubts)]
    page = Paginator(asked, ON_A_PAGE).get_page(request.GET.get("page"))
    more = harvests[-1].picked_on if len(harvests) == LOOKED_AT else None
    context = {
        "page": page,
        "rows": _rows(list(page)),
        "kinds": [(one, counts[one]) for one in Kind if counts[one]],
        "kind": kind,
        "looked_at": len(harvests),
        "further_back": more,
        "treatments": _treatments(cooperative) if kind in (None, Kind.CONFLICT) else [],
    }
    return render(request, "orchards/desk/questions.html", context)


def _looked_at(cooperative: Organisation, until: date | None) -> list[Harvest]:
    own = Harvest.objects.filter(plot__grower__cooperative=cooperative)
    if until:
        own = own.filter(picked_at__lte=timezone.make_aware(datetime.combine(until, time.max)))
    return list(own.with_names().newest_first()[:LOOKED_AT])


def _rows(asked: Asked) -> list[dict[str, object]]:
    """Each harvest with what to ask, what to do, and where there are two records both of them."""
    conflicts = Conflict.objects.filter(client_id__in=[harvest.client_id for harvest, _ in asked], kind="harvest")
    versions: dict[object, list[TwoVersions]] = {}
    for two in side_by_side(conflicts.select_related("plot").order_by("received_at")):
        versions.setdefault(two.conflict.client_id, []).append(two)
    return [
        {
            "harvest": harvest,
            "asked": [(doubt, ADVICE.get(Kind(doubt.code))) for doubt in doubts],
            "versions": versions.get(harvest.client_id, []),
            "corrected": of_correction(harvest),
        }
        for harvest, doubts in asked
    ]


def _treatments(cooperative: Organisation) -> list[TwoVersions]:
    own = Conflict.objects.filter(plot__grower__cooperative=cooperative).exclude(kind="harvest")
    with_names = own.select_related("plot__grower__user", "plot__place__village__township")
    return side_by_side(with_names.order_by("-received_at")[:MOST_TREATMENTS])


def _asked_day(request: SignedIn) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("until", ""))
    except ValueError:
        return None
