"""What the orchard adds to the cooperative's board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from orchards.acts.weigh_in import check_weight
from orchards.models import Harvest, RegisteredPlot
from orchards.queries import interval_running
from orchards.questions.asking import with_questions
from orchards.weights import with_unit
from traceability.lots.models import Lot, LotOrigin
from traceability.lots.panels import (
    Alert,
    BlendClaim,
    Mark,
    Registered,
    blend_claims,
    board_alert,
    board_day,
    board_panel,
    board_sentence,
    orchard_numbers,
    weight_check,
)
from traceability.lots.queries import families, newest_day
from traceability.parties.models import Organisation
from traceability.web.dates import day as in_words

LINES = 12


@weight_check(order=10)
def believable(lot: Lot, weight_g: int) -> None:
    """A corrected weight is one that a harvest can have, as at the scale."""
    check_weight(weight_g, on=lot.origin.picked_on)


@board_day(order=10)
def last_picked(request: HttpRequest, organisation: Organisation) -> date | None:
    """The day of the newest harvest: what is logged now opens the board before anything is weighed."""
    own = Harvest.objects.filter(plot__grower__cooperative=organisation)
    picked = own.order_by("-picked_at").values_list("picked_at", flat=True).first()
    return timezone.localtime(picked).date() if picked else None


@board_sentence(order=5)
def waits_for_the_scale(request: HttpRequest, organisation: Organisation) -> str:
    """How many harvests are logged and not weighed."""
    count = Harvest.objects.filter(plot__grower__cooperative=organisation).waiting().count()
    words = ngettext("One harvest waits for the scale.", "%(count)s harvests wait for the scale.", count)
    return words % {"count": count} if count else ""


@board_panel(order=10, column="left")
def came_in(request: HttpRequest, organisation: Organisation) -> str:
    """What was picked or weighed on the board's day: both weights, the difference, and what to ask."""
    if organisation.kind != Organisation.Kind.COOPERATIVE:
        return ""
    day, harvests = _of_the_day(request, organisation)
    return render_to_string(
        "orchards/desk/came_in.html",
        {
            "rows": with_questions(harvests[:LINES]),
            "foot": _sums(harvests),
            "day": day,
            "is_today": day == timezone.localdate(),
            "more": max(0, len(harvests) - LINES),
        },
        request,
    )


@board_alert(order=10)
def picked_inside_an_interval(request: HttpRequest, organisation: Organisation) -> list[Alert]:
    """Fruit of the day that an interval forbids: set aside before it is blended."""
    alerts = []
    for harvest in _of_the_day(request, organisation)[1]:
        if interval := interval_running(harvest.plot, harvest.picked_on):
            words = _("%(name)s picked inside an interval. %(product)s on %(day)s; from %(allowed)s.") % {
                "name": harvest.plot.grower.user.name,
                "product": interval.treatment.product,
                "day": in_words(interval.treatment.applied_on, short=True),
                "allowed": in_words(interval.allowed_from, short=True),
            }
            grams = harvest.weigh_in.lot.weight_g if hasattr(harvest, "weigh_in") else harvest.weight_g
            link = _("Set aside %(weight)s") % {"weight": with_unit(grams, "kg")}
            alerts.append(Alert("no", words, reverse("orchards:grower", args=[harvest.plot.grower.pseudonym]), link))
    return alerts


def _of_the_day(request: HttpRequest, organisation: Organisation) -> tuple[date, list[Harvest]]:
    """The board's day, and what was picked or weighed on it, newest first."""
    own = Harvest.objects.filter(plot__grower__cooperative=organisation)
    days = [last_picked(request, organisation), newest_day(organisation)]
    day = _asked_day(request) or max(filter(None, days), default=timezone.localdate())
    start = timezone.make_aware(datetime.combine(day, time.min))
    hours = (start, start + timedelta(days=1))
    picked = Q(picked_at__gte=hours[0], picked_at__lt=hours[1])
    weighed = Q(weigh_in__lot__making__made_at__gte=hours[0], weigh_in__lot__making__made_at__lt=hours[1])
    return day, list(own.filter(picked | weighed).with_names().newest_first())


def _asked_day(request: HttpRequest) -> date | None:
    """?day=2026-06-30, as the board takes it; anything else is no day."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def _sums(harvests: list[Harvest]) -> dict[str, object] | None:
    """Both weights of those that were on the scale, so that the difference compares like with like."""
    weighed = [harvest for harvest in harvests if hasattr(harvest, "weigh_in")]
    if not weighed:
        return None
    waiting = len(harvests) - len(weighed)
    words = ngettext("One weighed", "%(count)s weighed", len(weighed)) % {"count": len(weighed)}
    if waiting:
        words += ngettext(", one to come", ", %(count)s to come", waiting) % {"count": waiting}
    return {
        "words": words,
        "logged_g": sum(harvest.weight_g for harvest in weighed),
        "weighed_g": sum(harvest.weigh_in.lot.weight_g for harvest in weighed),
        "difference_g": sum(harvest.weigh_in.difference_g for harvest in weighed),
    }


@blend_claims(order=40)
def registered(request: HttpRequest, inputs: Sequence[tuple[Lot, int]]) -> list[BlendClaim]:
    """Orchards registered with customs on the day of picking: without it nothing of the blend leaves the country."""
    kin = families(lot.pk for lot, _grams in inputs)
    origins = {
        row.lot_id: row for row in LotOrigin.objects.filter(lot__in={key for keys in kin.values() for key in keys})
    }
    numbers = _registrations(origins.values())
    marks, kept = {}, set()
    for lot, _grams in inputs:
        found = [numbers[key] for key in kin[lot.pk] & origins.keys()]
        kept |= {number for number in found if number}
        words = pgettext("between names", ", ").join(sorted({number for number in found if number}))
        marks[lot.pk] = Mark("ok", words) if all(found) else Mark("no", _("A plot is not registered."))
    takers = [lot.code for lot, _grams in inputs if marks[lot.pk].state == "no"]
    by = {"codes": pgettext("between names", ", ").join(takers)}
    count = ngettext("Kept: one number.", "Kept: %(count)s numbers.", len(kept)) % {"count": len(kept)}
    blend = Mark("no", _("by %(codes)s: not for export.") % by) if takers else Mark("ok", count)
    return [BlendClaim(_("Registered orchards"), marks, blend)]


@orchard_numbers(order=10)
def stands_under(lot: Lot) -> Registered:
    """The numbers under which a lot's orchards stood with customs when they were picked, for its labels."""
    origins = list(LotOrigin.objects.filter(lot__in=families([lot.pk])[lot.pk]).order_by("pk"))
    numbers = _registrations(origins)
    lacking = dict.fromkeys(origin.plot_number for origin in origins if not numbers[origin.lot_id])
    found = sorted({number for number in numbers.values() if number})
    return Registered(tuple(found), tuple(lacking), reverse("orchards:registrations"))


def _registrations(origins: Iterable[LotOrigin]) -> dict[int, str]:
    """By key of the lot, the number under which its plot stood on the day of picking, or nothing."""
    rows = RegisteredPlot.objects.filter(plot__place__in={origin.plot_id for origin in origins})
    periods = list(rows.values_list("plot__place", "valid_from", "valid_to", "registration__number"))
    found = {}
    for origin in origins:
        day = origin.picked_on
        holds = (n for place, a, z, n in periods if place == origin.plot_id and a <= day and (z is None or day <= z))
        found[origin.lot_id] = min(holds, default="")
    return found
