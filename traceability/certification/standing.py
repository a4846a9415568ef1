"""Where many lots stand with the name at once, for tables: the same few queries for any number of lots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from traceability.certification.models import Certificate, GIScheme, Sample, SchemeArea, in_force
from traceability.certification.opening import opening, openings_of
from traceability.certification.queries import certificates_in_force
from traceability.lots.models import Lot, LotOrigin
from traceability.lots.words import local
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg

_FAMILIES = """
    WITH RECURSIVE up(root, pk) AS (
        SELECT id, id FROM lots_lot WHERE id IN ({roots})
        UNION
        SELECT up.root, i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
    ) SELECT root, pk FROM up
"""


@dataclass(frozen=True)
class Standing:
    """The sign and a few words for a cell; `strong` what stops."""

    state: str
    words: str
    strong: str = ""


def families(lots: Iterable[int]) -> dict[int, set[int]]:
    """By key of each lot, the keys of itself and of all it was made of: one query."""
    found: dict[int, set[int]] = {key: set() for key in lots}
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_FAMILIES.format(roots=",".join(["%s"] * len(found))), list(found))
            for root, key in cursor.fetchall():
                found[root].add(key)
    return found


def standings(lots: Sequence[Lot], *, scheme: GIScheme, on: date) -> dict[int, Standing]:
    """Where each lot stands with the scheme's name on a day: certified, lost, waiting, or nobody knows yet."""
    kin = families(lot.pk for lot in lots)
    keys = {key for family in kin.values() for key in family}
    certificates = {
        certificate.lot_id: certificate for certificate in certificates_in_force(on).filter(scheme=scheme, lot__in=keys)
    }
    origins = {
        origin.lot_id: origin
        for origin in LotOrigin.objects.filter(lot__in=keys).select_related("lot__product", "village__township")
    }
    lost = _lost(origins, scheme, on)
    waiting = set(Sample.objects.waiting().filter(lot__in=keys, purpose="inspection").values_list("lot", flat=True))
    reach = families(certificates)
    table = {}
    for lot in lots:
        pickings = kin[lot.pk] & origins.keys()
        certified = [one for key, one in certificates.items() if key in kin[lot.pk]]
        covered = pickings <= {key for one in certified for key in reach[one.lot_id]}
        why = next((lost[key] for key in sorted(pickings) if key in lost), "")
        blended = len(pickings) > 1
        table[lot.pk] = (
            _of_another_species(lot, scheme)
            or (Standing("no", why, _("Lost.") if blended else _("Not under the name.")) if why else None)
            or (_certified(certified) if certified and covered else None)
            or (Standing("wait", _("Waits for inspection")) if waiting & kin[lot.pk] else None)
            or Standing("dunno", _("Not inspected"))
        )
    return table


def _lost(origins: dict[int, LotOrigin], scheme: GIScheme, on: date) -> dict[int, str]:
    """Pickings that cannot carry the name, and why in a few words."""
    counties = set(in_force(SchemeArea.objects.all(), on).filter(scheme=scheme).values_list("county", flat=True))
    varieties = {origin.lot.product.variety_id for origin in origins.values()}
    rows = openings_of(scheme, varieties, {origin.picked_on.year for origin in origins.values()})
    lost = {}
    for key, origin in origins.items():
        plot = {"number": origin.plot_number, "picked": in_words(origin.picked_on, short=True)}
        row = rows.get((origin.lot.product.variety_id, origin.picked_on.year))
        opened = opening(row, origin.picked_on.year, embryo_less=origin.embryo_less)
        if origin.county_id not in counties:
            lost[key] = _("Plot %(number)s lies outside the area.") % plot
        elif opened and origin.picked_on < opened.day:
            early = {**plot, "day": in_words(opened.day, short=True)}
            lost[key] = _("Plot %(number)s was picked on %(picked)s; from %(day)s.") % early
    return lost


def _of_another_species(lot: Lot, scheme: GIScheme) -> Standing | None:
    species = lot.product.variety.species
    if species.pk == scheme.species_id:
        return None
    names = {"fruit": local(species), "kind": local(scheme.species)}
    return Standing("none", _("For %(kind)s only; this is %(fruit)s.") % names)


def _certified(certificates: Iterable[Certificate]) -> Standing:
    return Standing("ok", _("%(kg)s kg certified") % {"kg": kg(sum(each.certified_g for each in certificates))})
