"""Small numbers as words, and the sentence that opens a batch's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from exports.models import ExportBatch, Movement
from exports.readiness.answers import Outcome, Result
from traceability.web import dates, numbers
from traceability.web.language import run_on

_SMALL = [
    gettext_noop("none"),
    gettext_noop("one"),
    gettext_noop("two"),
    gettext_noop("three"),
    gettext_noop("four"),
    gettext_noop("five"),
    gettext_noop("six"),
    gettext_noop("seven"),
    gettext_noop("eight"),
    gettext_noop("nine"),
    gettext_noop("ten"),
    gettext_noop("eleven"),
    gettext_noop("twelve"),
]


def in_words(count: int) -> str:
    """Two, for 2; beyond twelve the figures."""
    return _(_SMALL[count]) if 0 <= count < len(_SMALL) else numbers.localised(count)


def headline(batch: ExportBatch, held: Sequence[Result], today: date, *, empty: bool) -> str:
    """What to know first about a batch that has not left: does it leave, and when. `held` is what holds it back."""
    verdict = _("Not ready: nothing is loaded yet.") if empty else _verdict(batch, held)
    return run_on(verdict, _departure(batch, today))


def _verdict(batch: ExportBatch, held: Sequence[Result]) -> str:
    broken = sum(1 for result in held if result.stops and result.outcome == Outcome.FAIL)
    warned = sum(1 for result in held if not result.stops)
    open_ = len(held) - broken - warned
    if broken and open_:
        first = ngettext(
            "Not ready: %(broken)s check stops this batch", "Not ready: %(broken)s checks stop this batch", broken
        )
        rest = ngettext(", and of %(open)s nobody knows yet.", ", and of %(open)s nobody knows yet.", open_)
        return first % {"broken": in_words(broken)} + rest % {"open": in_words(open_)}
    if broken:
        return ngettext(
            "Not ready: %(count)s check stops this batch.", "Not ready: %(count)s checks stop this batch.", broken
        ) % {"count": in_words(broken)}
    if open_:
        return ngettext(
            "Not ready: of %(count)s check nobody knows yet.", "Not ready: of %(count)s checks nobody knows yet.", open_
        ) % {"count": in_words(open_)}
    if warned:
        return ngettext(
            "Not ready: %(count)s warning is to be mended or taken on.",
            "Not ready: %(count)s warnings are to be mended or taken on.",
            warned,
        ) % {"count": in_words(warned)}
    if batch.state == ExportBatch.State.LOADED:
        return _("Loaded: nothing stops this batch.")
    return _("Ready: nothing stops this batch.")


def _departure(batch: ExportBatch, today: date) -> str:
    days, day = (batch.leaves_on - today).days, dates.day(batch.leaves_on, short=batch.leaves_on.year == today.year)
    if days < 0:
        return _("It was to leave on %(day)s.") % {"day": day}
    if days == 0:
        return _("It leaves today.")
    return ngettext("It leaves on %(day)s, in %(count)s day.", "It leaves on %(day)s, in %(count)s days.", days) % {
        "day": day,
        "count": in_words(days),
    }


def expectation(pallets: int, batch: ExportBatch | None, missing: int, today: date, *, ever: bool) -> str:
    """What an importer should know first: what comes next and when, and how many papers of its own are missing."""
    if batch is None:
        return _("Nothing is on its way.") if ever else _("Nothing has come to you yet.")
    words = {"count": pallets, "port": batch.to_port, "day": dates.day(batch.arrives_on, short=True)}
    if batch.state == ExportBatch.State.ARRIVED:
        first = ngettext("%(count)s pallet waits in %(port)s.", "%(count)s pallets wait in %(port)s.", pallets) % words
    elif batch.arrives_on < today:
        first = (
            ngettext("%(count)s pallet was due on %(day)s.", "%(count)s pallets were due on %(day)s.", pallets) % words
        )
    else:
        first = ngettext("%(count)s pallet comes on %(day)s.", "%(count)s pallets come on %(day)s.", pallets) % words
    if not missing:
        return first
    papers = ngettext(
        "%(papers)s paper is missing, and it is yours.", "%(papers)s papers are missing, and they are yours.", missing
    )
    return run_on(first, capfirst(papers % {"papers": in_words(missing)}))


def whereabouts(batch: ExportBatch, movements: dict[str, Movement]) -> str:
    """What to know first about a batch that has left: where it is."""
    words = {"from": batch.from_port, "to": batch.to_port}
    days = {step: dates.day(movement.event.local_time.date(), short=True) for step, movement in movements.items()}
    if received := days.get("received"):
        return _("Received in %(to)s on %(day)s.") % (words | {"day": received})
    if refused := days.get("refused"):
        return _("Refused in %(to)s on %(day)s.") % (words | {"day": refused})
    if arrived := days.get("arrived"):
        return _("In %(to)s since %(day)s, not yet received.") % (words | {"day": arrived})
    return _("At sea: left %(from)s on %(day)s, due in %(to)s on %(due)s.") % (
        words | {"day": days.get("shipped", ""), "due": dates.day(batch.arrives_on, short=True)}
    )
