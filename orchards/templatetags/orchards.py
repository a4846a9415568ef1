"""Filters of the orchard's pages: {% load orchards %}

{{ harvest.weight_g|weight:unit }}         86.5 斤       the grower's unit, never parted from its number
{{ weigh_in.difference_g|signed:unit }}    −0.5 斤
{{ harvest.picked_local|when }}            今天 09:12 · 昨天 17:40 · 6月22日
"""

from datetime import datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from orchards import weights
from traceability.lots.models import Variety
from traceability.web.dates import day
from traceability.web.templatetags.look import kg, number

register = template.Library()


@register.filter
def weight(grams: int, unit: weights.Unit) -> str:
    """Grams in the unit that the grower chose last, with the unit."""
    return weights.with_unit(grams, unit)


@register.filter
def signed(grams: int, unit: weights.Unit) -> str:
    """A difference in that unit, with its sign."""
    return weights.with_unit(grams, unit, signed=True)


@register.filter
def change(percent: Decimal) -> str:
    """A difference in per cent with its sign: +41.2 %, −3 %."""
    sign = "+" if percent > 0 else "−" if percent < 0 else "±"
    return f"{sign}{number(abs(percent))}\u00a0%"


@register.filter
def amount(grams: int, unit: weights.Unit) -> str:
    """The number alone, where the unit stands beside it in another size."""
    return weights.shown(grams, unit)


@register.filter
def when(moment: datetime) -> str:
    """A moment as people say it: today and yesterday with the clock, other days by their name."""
    clock, gone = moment.strftime("%H:%M"), (timezone.localdate() - moment.date()).days
    if gone == 0:
        return _("Today %(clock)s") % {"clock": clock}
    if gone == 1:
        return _("Yesterday %(clock)s") % {"clock": clock}
    return day(moment.date(), short=moment.year == timezone.localdate().year)


@register.filter
def clock(moment: datetime) -> str:
    """Hours and minutes on the clock of where it was."""
    return moment.strftime("%H:%M")


@register.filter
def squares(total: int, gone: int) -> list[dict[str, str | bool]]:
    """The days of an interval as squares of field/days.html: two rows of fourteen; longer ones show their share."""
    count = min(total, 28)
    filled = round(gone * count / total) if total else 0
    return [{"x": f"{1.5 + 23 * (i % 14)}", "y": str(2 + 23 * (i // 14)), "gone": i < filled} for i in range(count)]


@register.filter
def signed_kg(grams: int | None) -> str:
    """A difference in kilograms with one decimal and its sign: −38.0; nothing for nothing."""
    if grams is None:
        return ""
    sign = "\N{MINUS SIGN}" if grams < 0 else "+" if grams else ""
    return f"{sign}{kg(abs(grams))}"


@register.filter
def named(variety: Variety) -> str:
    """A variety as the reader knows it: 台农1号, or Tainong No. 1."""
    return variety.name_zh if (get_language() or "").startswith("zh") else variety.name_en
