"""Filters and tags of every page. They are builtins: no `{% load %}` is needed in a page.

Numbers and days, in the reader's language
    {{ lot.weight_g|kg }}                     12,000.0
    {{ lot.weight_g|kg:"unit" }}              12,000.0 kg          (never breaks between number and unit)
    {{ 2160|number }}                         2,160
    {{ 62|percent }}                          62%                  de: 62 %, which does not break
    {{ 29|days }}                             29 days
    {{ lot.packed_on|day }}                   30 June 2026         (a date, or a datetime in the server's zone)
    {{ lot.packed_on|day:"short" }}           30 June
    {% day_range first last %}                21–24 June 2026      zh: 2026年6月21—24日
    {% moment event.at event.at_offset %}     24 June 2026, 16:20  (offset in minutes east of UTC; None: server's zone)

Words and codes
    {{ lot.code|nb }}                         <span class="nb">TY260624A</span>, does not break
    {{ "7K4M2QXP9DHV"|serial_groups }}        7K4M 2QXP 9DHV
    {{ organisation.name|han }}               <span lang="zh-Hans">右岸芒果专业合作社</span>
    {{ recall.reason|as_written }}            words of somebody, marked as Chinese or as of no known language
    {{ lot.place|both_names }}                Packing house Tianzhou 田州包装厂; the reader's own first

Judgements and drawings (names: ok no warn dunno wait none; icons also: back, away, print, file, erase)
    {% icon "ok" %}                           an icon of the sprite, 20 × 20; {% icon "back" 24 %}
    {% state "no" %}<b>Six days early</b>{% endstate %}
    {% state lot.verdict "small" %}…{% endstate %}       second argument: more classes
    {% share_bar shares label %}              shares: [(name, share 0..1), …]; label: the same in words

Addresses
    {% keep_lang url %}                       url with ?lang=… when the reader chose a language by the address
    {% lang_links %}                          this page in every language that it speaks
    {% html_lang %}                           BCP 47 tag of the page's language: en, zh-Hans, de
    {% querystring page=2 %}                  Django's own
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from traceability.web import dates, numbers
from traceability.web.language import OWN_NAMES, own_name, spoken_at

register = template.Library()

STATES = frozenset({"ok", "no", "warn", "dunno", "wait", "none"})
NBSP = "\N{NO-BREAK SPACE}"
HAN = re.compile("[\u3400-\u9fff]")


@register.filter
def kg(grams: int | str | None, form: str = "") -> str:
    """Grams as kilograms with one decimal, rounded half up; with `unit` the unit behind it. Nothing for nothing."""
    if grams is None or grams == "":
        return ""
    kilograms = (Decimal(grams) / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)
    number_ = numbers.localised(kilograms)
    return _("%(number)s kg").replace(" ", NBSP) % {"number": number_} if form == "unit" else number_


@register.filter
def number(value: int | Decimal | None) -> str:
    """A number grouped by thousands."""
    return "" if value is None else numbers.localised(value)


@register.filter
def percent(value: int) -> str:
    """Hundredths as the reader's language writes them."""
    return numbers.percent(value)


@register.filter
def days(count: int | timedelta) -> str:
    """So many days, in words."""
    count = count.days if isinstance(count, timedelta) else int(count)
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": numbers.localised(count)}


@register.filter
def day(value: date | datetime | None, form: str = "") -> str:
    """A calendar day; `short` leaves the year out."""
    return "" if not value else dates.day(dates.calendar_day(value), short=form == "short")


@register.simple_tag
def day_range(first: date | None, last: date | None) -> str:
    """From day to day, saying month and year once."""
    if not first or not last:
        return day(first or last)
    return dates.day_range(dates.calendar_day(first), dates.calendar_day(last))


@register.simple_tag
def moment(at: datetime | None, offset: int | None = None) -> str:
    """Day and minute on the clock of the place where it happened."""
    return "" if at is None else dates.moment(at, offset)


@register.filter
def nb(value: Any) -> SafeString:
    """Text that does not break."""
    return format_html('<span class="nb">{}</span>', value)


@register.filter
def han(value: Any) -> SafeString:
    """Chinese text on a page that may be in another language."""
    return format_html('<span lang="zh-Hans">{}</span>', value) if value else mark_safe("")


@register.filter
def tongue(words: str) -> str:
    """The language tag of words whose language no record names: Chinese by its script, else HTML's "not known"."""
    return "zh-Hans" if HAN.search(words) else ""


@register.filter
def as_written(words: str) -> SafeString:
    """Words that somebody wrote, marked for voices and fonts (WCAG 2.2, 3.1.2)."""
    return format_html('<span lang="{}">{}</span>', tongue(words), words)


@register.filter
def may_be_foreign(words: str) -> bool:
    """Whether words that somebody wrote may be in another language than the page."""
    return tongue(words).casefold() != get_language()


@register.filter
def both_names(row: Any) -> SafeString:
    """What the reader calls it, then what stands on the crate or the seal: both names, once each."""
    chinese = getattr(row, "name_zh", "") or getattr(row, "name", "")
    latin = getattr(row, "name_en", "") or getattr(row, "name_latin", "")
    first = own_name(chinese, latin)
    names = [first, *(name for name in (chinese, latin) if name and name != first)]
    return format_html_join(" ", "{}", ((han(name) if name == chinese else name,) for name in names))


@register.filter
def serial_groups(serial: str) -> str:
    """A serial in groups of four, as it is printed; the spaces do not break."""
    return NBSP.join(serial[i : i + 4] for i in range(0, len(serial), 4))


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with its column (used by ui/table.html)."""
    return list(zip(cells, columns, strict=True))


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """An icon of the page's sprite, hidden from readers' ears: the word beside it says the same."""
    return format_html('<svg width="{0}" height="{0}" aria-hidden="true"><use href="#{1}"/></svg>', size, name)


@register.simple_block_tag
def state(content: str, kind: str, classes: str = "") -> SafeString:
    """A judgement: shape, word, colour. `kind` is one of ok, no, warn, dunno, wait, none."""
    if kind not in STATES:
        raise ValueError(f"{kind!r} is no state; choose of {', '.join(sorted(STATES))}")
    return format_html(
        '<span class="{}">{}{}</span>', f"state {kind} {classes}".rstrip(), icon(kind), mark_safe(content.strip())
    )


@register.inclusion_tag("web/ui/share.html")
def share_bar(shares: Iterable[tuple[str, float]], label: str = "") -> dict[str, Any]:
    """Shares of a whole as a bar with numbers. Without shares: the dashed bar that says they are unknown."""
    whole = [(name, max(0.0, min(1.0, float(share)))) for name, share in shares]
    ends = [round(100 * sum(share for _name, share in whole[: i + 1]), 2) for i in range(len(whole))]
    return {
        "parts": [{"name": name, "percent": round(100 * share)} for name, share in whole],
        "first": ends[0] if ends else None,
        "cuts": ends[:-1],
        "label": label or ", ".join(f"{numbers.percent(round(100 * share))} {name}" for name, share in whole),
    }


def chosen_language(context: template.Context) -> str:
    """The language that the reader chose by the address, or nothing."""
    request = context.get("request")
    return getattr(request, "chosen_language", "") if request else ""


@register.simple_tag(takes_context=True)
def keep_lang(context: template.Context, url: str) -> str:
    """The address with the language that the reader chose, so that it holds without a cookie."""
    chosen = chosen_language(context)
    if not chosen:
        return url
    address, hash_, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'lang': chosen})}{hash_}{fragment}"


@register.simple_tag
def html_lang(code: str = "") -> str:
    """BCP 47 tag of a language code, of the active language when none is given."""
    return to_locale(code or get_language() or settings.LANGUAGE_CODE).replace("_", "-")


@register.inclusion_tag("web/ui/languages.html", takes_context=True)
def lang_links(context: template.Context) -> dict[str, Any]:
    """This page in every language that it is translated into."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    links = []
    for code in spoken_at(request.path_info if request else ""):
        if query is not None:
            query["lang"] = code
        address = f"?{query.urlencode()}" if query is not None else f"?lang={code}"
        links.append(
            {"url": address, "tag": html_lang(code), "name": OWN_NAMES[code], "current": code == get_language()}
        )
    return {"links": links}
