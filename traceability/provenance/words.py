"""Small turns of phrase that the pages share, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from traceability.parties.models import Organisation
from traceability.provenance.names import Name
from traceability.web import dates
from traceability.web.numbers import localised

Words = str | Promise

FRUIT: dict[str, Words] = {
    "mango": gettext_lazy("Mango"),
    "orange": gettext_lazy("Orange"),
    "mandarin": gettext_lazy("Mandarin"),
}
FRUITS: dict[str, Words] = {
    "mango": gettext_lazy("Mangoes"),
    "orange": gettext_lazy("Oranges"),
    "mandarin": gettext_lazy("Mandarins"),
}
COUNTRIES: dict[str, Words] = {
    "AT": gettext_lazy("Austria"),
    "BE": gettext_lazy("Belgium"),
    "BG": gettext_lazy("Bulgaria"),
    "CH": gettext_lazy("Switzerland"),
    "CN": gettext_lazy("China"),
    "CY": gettext_lazy("Cyprus"),
    "CZ": gettext_lazy("Czechia"),
    "DE": gettext_lazy("Germany"),
    "DK": gettext_lazy("Denmark"),
    "EE": gettext_lazy("Estonia"),
    "ES": gettext_lazy("Spain"),
    "FI": gettext_lazy("Finland"),
    "FR": gettext_lazy("France"),
    "GB": gettext_lazy("United Kingdom"),
    "GR": gettext_lazy("Greece"),
    "HR": gettext_lazy("Croatia"),
    "HU": gettext_lazy("Hungary"),
    "IE": gettext_lazy("Ireland"),
    "IT": gettext_lazy("Italy"),
    "LT": gettext_lazy("Lithuania"),
    "LU": gettext_lazy("Luxembourg"),
    "LV": gettext_lazy("Latvia"),
    "MT": gettext_lazy("Malta"),
    "NL": gettext_lazy("Netherlands"),
    "NO": gettext_lazy("Norway"),
    "PL": gettext_lazy("Poland"),
    "PT": gettext_lazy("Portugal"),
    "RO": gettext_lazy("Romania"),
    "SE": gettext_lazy("Sweden"),
    "SI": gettext_lazy("Slovenia"),
    "SK": gettext_lazy("Slovakia"),
}
MOST_NAMED = 3


@dataclass(frozen=True)
class Address(Name):
    """An address as its owner wrote it, but for the country, which is told in the reader's language."""

    country: str = ""

    def __str__(self) -> str:
        written = super().__str__()
        with translation.override("en"):
            english = country(self.country)
        ends = bool(english) and written.endswith(f", {english}")
        return written.removesuffix(english) + country(self.country) if ends else written


def address_of(organisation: Organisation) -> Address:
    return Address(organisation.address, organisation.address_latin, organisation.country)


def fruit(species: str, name: Name) -> str:
    """What kind of fruit, for one of it."""
    return str(FRUIT.get(species, name))


def fruits(species: str, name: Name) -> str:
    """What kind of fruit, for many."""
    return str(FRUITS.get(species, name))


def country(code: str) -> str:
    """A country by its ISO 3166-1 code, the code itself where it is none that we ship to."""
    return str(COUNTRIES.get(code, code))


def listed(names: Iterable[object], most: int = MOST_NAMED) -> str:
    """Napo · Napo and Pohong · Napo, Pohong and Wucun · Napo, Pohong, Wucun and 4 more."""
    words = [str(name) for name in names]
    if len(words) > most + 1:
        more = len(words) - most
        words = [*words[:most], ngettext("%(count)s more", "%(count)s more", more) % {"count": more}]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": pgettext("between names", ", ").join(words[:-1]), "last": words[-1]}


def short_days(first: date, last: date) -> str:
    """Days of the timeline, without the year and with short months: 24 June · 21–24 June · 28 June – 2 Nov."""
    _full, short, bare, between_days, between_dates = dates.FORMATS.get(get_language() or "en", dates.FORMATS["en"])
    short = short.replace("F", "N")
    closing = dates.written(last, short)
    if first == last:
        return closing
    if (first.year, first.month) != (last.year, last.month):
        return f"{dates.written(first, short)}{between_dates}{closing}"
    if bare.startswith("Y"):
        return f"{dates.written(first, short).removesuffix('日')}{between_days}{last.day}日"
    return f"{dates.written(first, bare)}{between_days}{closing}"


def clock(at: datetime, offset: int) -> str:
    """A moment on the clock of where it happened, and which clock that is: 24 June 2026, 16:20 (UTC+8)."""
    hours, minutes = divmod(abs(offset), 60)
    zone = f"UTC{'−' if offset < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")
    return f"{dates.moment(at, offset)} ({zone})"


def weight(grams: int) -> str:
    """A carton's weight as it is printed: 5 kg, 4.5 kg."""
    kilograms = (Decimal(grams) / 1000).normalize()
    number = localised(kilograms.quantize(Decimal(1)) if kilograms == kilograms.to_integral_value() else kilograms)
    return _("%(number)s kg").replace(" ", "\N{NO-BREAK SPACE}") % {"number": number}


def span(least: str, most: str) -> str:
    """From number to number of an event; one number where both are the same."""
    ends = dict.fromkeys((decimal(least), decimal(most)))
    return "–".join(ends)


def decimal(text: str) -> str:
    """A number of an event with the reader's decimal sign; what is no number as it stands."""
    try:
        return localised(Decimal(text))
    except InvalidOperation:
        return text
