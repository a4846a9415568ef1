"""The books of any days, by product, grower or day, as a page and as a table to take along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from traceability.lots.books.periods import Period, asked_period, named_periods
from traceability.lots.books.queries import Books, books_of
from traceability.lots.books.tables import cells_of, columns_with_something, lines_of, named
from traceability.lots.requests import organisation_of
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.dates import day as in_words
from traceability.web.failures import Invalid
from traceability.web.tables.writing import csv_answer
from traceability.web.templatetags.look import kg


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `refusal` when its days are not understood, and the season is shown instead."""

    by: str
    name: str
    period: Period
    refusal: Invalid | None


@require_GET
@login_required
def books(request: SignedIn) -> HttpResponse:
    """?by=product|grower|day, and ?for=today|week|season or ?from= and ?to=."""
    owner = house_of(request)
    asked = _asked(request)
    found = books_of(owner, asked.period, asked.by)
    columns = columns_with_something(found)
    context = {
        "asked": asked,
        "books": found,
        "columns": columns,
        "rows": [(row, *named(row, found.by), cells_of(row, columns)) for row in found.rows],
        "total": cells_of(found.total, columns),
        "headline": _headline(found),
        "query": _query(asked),
        "ways": [("product", _("By product")), ("grower", _("By grower")), ("day", _("By day"))],
        "periods": [("today", _("Today")), ("week", _("This week")), ("season", _("Season"))],
        "ends_now": asked.period.last >= timezone.localdate(),
    }
    return render(request, "books/books.html", context, status=422 if asked.refusal else 200)


@require_GET
@login_required
def table(request: SignedIn) -> HttpResponse:
    """The same as a CSV that Excel opens. Days that are not understood are refused."""
    owner = house_of(request)
    asked = _asked(request)
    if asked.refusal:
        raise asked.refusal
    days = f"{asked.period.first.isoformat()}-{asked.period.last.isoformat()}"
    return csv_answer(f"books-{asked.by}-{days}.csv", lines_of(books_of(owner, asked.period, asked.by)))


def house_of(request: SignedIn) -> Organisation:
    """The cooperative at whose desk the person sits; 404 for everybody else, who has no packing house."""
    owner = organisation_of(request)
    if owner.kind != Organisation.Kind.COOPERATIVE:
        raise Http404
    return owner


def _asked(request: SignedIn) -> Asked:
    by = request.GET.get("by", "")
    by = by if by in {"product", "grower", "day"} else "product"
    today = timezone.localdate()
    try:
        return Asked(by, *asked_period(request.GET.dict(), today), None)
    except Invalid as refusal:
        return Asked(by, "season", named_periods(today)["season"], refusal)


def _query(asked: Asked) -> dict[str, Any]:
    """The period as parts of an address."""
    if asked.name:
        return {"for": asked.name}
    return {"from": asked.period.first.isoformat(), "to": asked.period.last.isoformat()}


def _headline(books: Books) -> str:
    """The answer in one sentence."""
    facts = {
        "stock": kg(books.total.closing, "unit"),
        "missing": kg(books.total.unexplained, "unit"),
        "error": kg(books.error_g, "unit"),
        "day": in_words(books.period.last),
    }
    if not books.add_up:
        return _("The books do not add up: %(error)s cannot be accounted for.") % facts
    if books.is_empty:
        return _("Nothing was in the house, and nothing came in.")
    if books.total.unexplained:
        return _("All that came in is accounted for but %(missing)s: %(stock)s in stock.") % facts
    return _("Everything that came in is accounted for: %(stock)s in stock, nothing unexplained.") % facts
