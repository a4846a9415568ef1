"""The board: what came in, what waits, what may be packed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from traceability.lots import panels
from traceability.lots.models import Lot, Making
from traceability.lots.queries import lots_on_board, makings_on, newest_day, packable, work_day_beside
from traceability.lots.requests import organisation_of
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.dates import day as in_words
from traceability.web.numbers import localised
from traceability.web.templatetags.look import kg

LINES = 12


@require_GET
@login_required
def board(request: SignedIn) -> HttpResponse:
    """The desk's first page, of ?day= or of the newest day with work."""
    organisation = organisation_of(request)
    if organisation.kind != Organisation.Kind.COOPERATIVE:
        return redirect("parties:home")
    today = timezone.localdate()
    newest = max(
        filter(None, [newest_day(organisation), *panels.board_day.results(request, organisation)]), default=None
    )
    day = _asked_day(request) or newest or today
    makings = list(makings_on(organisation, day))
    received = [making for making in makings if making.act == Making.Act.RECEIVE]
    lots = list(lots_on_board(organisation)[:LINES])
    stock = packable(organisation).aggregate(grams=Coalesce(Sum("remaining_g"), 0), count=Count("pk"))
    context = {
        "organisation": organisation,
        "day": day,
        "is_today": day == today,
        "earlier": work_day_beside(organisation, day, later=False),
        "later": work_day_beside(organisation, day, later=True) or (newest if newest and newest > day else None),
        "sentences": [_came_in(received, day, today), *panels.board_sentence.results(request, organisation)],
        "nothing": not makings,
        "made": [making for making in makings if making.act != Making.Act.RECEIVE],
        "lots": lots,
        "columns": _columns(request, lots),
        "count": stock["count"],
        "stock_g": stock["grams"],
        "alerts": [alert for alerts in panels.board_alert.results(request, organisation) for alert in alerts],
        **{side: panels.board_panel.results(request, organisation, column=side) for side in ("left", "right", "wide")},
    }
    if stock["count"]:
        context["sentences"].append(_may_be_packed(stock["count"], stock["grams"]))
    return render(request, "lots/board.html", context)


def _asked_day(request: SignedIn) -> date | None:
    """?day=2026-06-30; anything else is no day."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def _came_in(received: Sequence[Making], day: date, today: date) -> str:
    if not received:
        return (
            _("Nothing has come in yet today.")
            if day == today
            else _("Nothing came in on %(day)s.") % {"day": in_words(day)}
        )
    grams = sum(making.lot.weight_g for making in received)
    words = ngettext("One harvest came in, %(weight)s.", "%(count)s harvests came in, %(weight)s.", len(received))
    return words % {"count": _spelt(len(received)), "weight": kg(grams, "unit")}


def _may_be_packed(count: int, grams: int) -> str:
    words = ngettext("One lot may be packed, %(weight)s.", "%(count)s lots may be packed, %(weight)s.", count)
    return words % {"count": _spelt(count), "weight": kg(grams, "unit")}


def _spelt(count: int) -> str:
    """Small numbers as words, as a person would begin a sentence."""
    words = {
        2: _("Two"),
        3: _("Three"),
        4: _("Four"),
        5: _("Five"),
        6: _("Six"),
        7: _("Seven"),
        8: _("Eight"),
        9: _("Nine"),
        10: _("Ten"),
        11: _("Eleven"),
        12: _("Twelve"),
    }
    return words.get(count, localised(count))


def _columns(request: SignedIn, lots: Sequence[Lot]) -> list[panels.Column]:
    """What other rooms say of the lots, and cells in the order of the rows."""
    columns = panels.board_column.results(request, lots) if lots else []
    for lot in lots:
        lot.cells = [(column.title, column.cells.get(lot.pk, "")) for column in columns]  # type: ignore[attr-defined]
    return columns
