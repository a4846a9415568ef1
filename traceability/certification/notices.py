"""Before a variety's opening day a grower reads that the fruit cannot be sold under the name yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from traceability.certification.models import GIScheme
from traceability.certification.opening import Opening, opening, openings_of
from traceability.lots.models import Variety
from traceability.lots.notices import SaleNotice, sale_notice_source
from traceability.parties.dated import in_force
from traceability.web.dates import day as in_words


@sale_notice_source(order=10)
def not_yet(varieties: Collection[Variety], on: date) -> dict[str, SaleNotice]:
    """Varieties of the species of the scheme that is printed on cartons, before their opening day: two queries.

    百色市芒果产业发展条例 (in force 2024-05-01): the city's yearly notice of opening days. Fruit without embryo has a
    day of its own, which is later known than the grower's tap: the usual fruit is spoken of.
    """
    scheme = in_force(GIScheme.objects.filter(on_cartons=True), on).order_by("code").first()
    codes = {variety.code for variety in varieties if scheme and variety.species_id == scheme.species_id}
    if scheme is None or not codes:
        return {}
    rows = openings_of(scheme, codes, {on.year})
    found = {code: opening(rows.get((code, on.year)), on.year, embryo_less=False) for code in codes}
    return {
        code: SaleNotice(known.day, _sentence(scheme, known))
        for code, known in found.items()
        if known and on < known.day
    }


def _sentence(scheme: GIScheme, known: Opening) -> str:
    facts = {"name": scheme.name_zh, "day": in_words(known.day, short=True), "year": known.follows}
    if known.follows:
        return (
            _("It cannot be sold as %(name)s yet: from %(day)s, the day of %(year)s; this year’s is not out.") % facts
        )
    return _("It cannot be sold as %(name)s yet: from %(day)s.") % facts
