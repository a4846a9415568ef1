"""What lots and their days are called, in the reader's language."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from traceability.lots.models import Lot, LotOrigin
from traceability.web.numbers import localised


class Named(Protocol):
    """Anything with a name in Chinese and one in English."""

    name_zh: str
    name_en: str


def local(row: Named | None) -> str:
    """The name in the reader's language."""
    if row is None:
        return ""
    return row.name_zh if (get_language() or "").startswith("zh") else row.name_en


def grown_at(origin: LotOrigin | None) -> str:
    """Township and plot of a picking: "Napo, plot 12"."""
    if origin is None:
        return ""
    township = origin.village.township if origin.village else None
    plot = _("plot %(number)s") % {"number": origin.plot_number}
    return _(", ").join([local(township), plot]) if township else plot


def what(lot: Lot) -> str:
    """Variety and where it is from; needs `sources`, the number of lots it was made of."""
    variety = local(lot.product.variety)
    origin = getattr(lot, "origin", None)
    if origin is not None and origin.village:
        return _(", ").join([variety, local(origin.village.township)])
    sources = getattr(lot, "sources", 0)
    if sources > 1:
        return ngettext("%(variety)s, a blend of %(count)s", "%(variety)s, a blend of %(count)s", sources) % {
            "variety": variety,
            "count": localised(sources),
        }
    return variety


def spoken(zh: str, en: str) -> str:
    """Chinese words of law, with their meaning behind them for who reads another language."""
    return zh if (get_language() or "").startswith("zh") else f"{en} ({zh})"
