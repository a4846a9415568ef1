"""Days as the reader's language writes them: the month in words, no ambiguous numbers."""

from datetime import date, datetime, timedelta, timezone

from django.utils import timezone as django_timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language

FORMATS = {  # language: day, day without year, month with year behind a range of days, between days, between dates
    "en": ("j F Y", "j F", "j", "–", " – "),
    "zh-hans": ("Y年n月j日", "n月j日", "Y年n月j", "—", "—"),
    "de": ("j. F Y", "j. F", "j.", "–", " – "),
    "fr": ("j F Y", "j F", "j", "–", " – "),
    "nl": ("j F Y", "j F", "j", "–", " – "),
    "es": (r"j \d\e F \d\e Y", r"j \d\e F", "j", "–", " – "),
    "it": ("j F Y", "j F", "j", "–", " – "),
}
FIRST_OF_MONTH = {"fr": r"j\e\r", "it": "jº"}
"""The first of a month is an ordinal: 1er juin, 1º giugno."""
SMALL_MONTHS = frozenset({"fr", "nl", "es", "it"})
"""Languages that write months small; Django's own lists begin some of them with a capital."""


def _formats() -> tuple[str, str, str, str, str]:
    return FORMATS.get(get_language() or "en", FORMATS["en"])


def written(value: date, form: str) -> str:
    """A day in one of the forms above, as the reader's language writes it."""
    language = get_language() or "en"
    if value.day == 1 and language in FIRST_OF_MONTH:
        form = form.replace("j", FIRST_OF_MONTH[language])
    words = format_date(value, form)
    return words.lower() if language in SMALL_MONTHS else words


def calendar_day(value: date | datetime) -> date:
    """The day of a moment in the current zone; a date as it is."""
    if not isinstance(value, datetime):
        return value
    return django_timezone.localtime(value).date() if django_timezone.is_aware(value) else value.date()


def day(value: date, *, short: bool = False) -> str:
    """30 June 2026 · 2026年6月30日 · 30. Juni 2026 · 1er juillet 2026; `short` without the year."""
    return written(value, _formats()[1 if short else 0])


def day_range(first: date, last: date) -> str:
    """21–24 June 2026 · 28 June – 2 July 2026 · 2026年6月21—24日."""
    full, short, bare, between_days, between_dates = _formats()
    year_first = full.startswith("Y")
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        tail = format_date(last, "j日") if year_first else day(last)
        return f"{written(first, bare)}{between_days}{tail}"
    if first.year == last.year:
        opening, closing = (full, short) if year_first else (short, full)
        return f"{written(first, opening)}{between_dates}{written(last, closing)}"
    return f"{day(first)}{between_dates}{day(last)}"


def moment(at: datetime, offset: int | None = None) -> str:
    """Day and minute; `offset` in minutes east of UTC, else in the current zone. 24 June 2026, 16:20."""
    zone = None if offset is None else timezone(timedelta(minutes=offset))
    there = django_timezone.localtime(at, zone)
    gap = " " if _formats()[0].startswith("Y") else ", "
    return f"{day(there)}{gap}{there:%H:%M}"
