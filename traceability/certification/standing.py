"""Where many lots stand with the name at once, for tables: the same few queries for any number of lots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from traceability.certification.coverage import covering_all
from traceability.certification.models import Certificate, GIScheme, Inspection, Sample
from traceability.certification.naming import inspections_by_lot
from traceability.certification.opening import opening, openings_of
from traceability.certification.queries import certificates_in_force
from traceability.certification.rulebook import Rulebook, rulebook
from traceability.lots.models import Lot, LotInput, LotOrigin
from traceability.lots.queries import families
from traceability.lots.words import local
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg


@dataclass(frozen=True)
class Standing:
    """The sign and a few words for a cell; `strong` what stops."""

    state: str
    words: str
    strong: str = ""


def standings(lots: Sequence[Lot], *, scheme: GIScheme, on: date) -> dict[int, Standing]:
    """Where each lot stands with the scheme's name on a day: certified, lost, passed, waiting, or nobody knows yet."""
    if not lots:
        return {}
    kin = families(lot.pk for lot in lots)
    keys = {key for family in kin.values() for key in family}
    parents: dict[int, list[int]] = {}
    for child, parent in LotInput.objects.filter(child__in=keys).values_list("child", "parent"):
        parents.setdefault(child, []).append(parent)
    certificates = {
        certificate.lot_id: certificate for certificate in certificates_in_force(on).filter(scheme=scheme, lot__in=keys)
    }
    certified = covering_all(kin, parents, certificates)
    inspections = inspections_by_lot(keys, scheme=scheme, on=on)
    inspected = covering_all(kin, parents, inspections, fails=lambda inspection: not inspection.passed)
    origins = {
        origin.lot_id: origin
        for origin in LotOrigin.objects.filter(lot__in=keys).select_related("lot__product", "village__township")
    }
    lost = _lost(origins, rulebook(scheme, on, lots[0].owner), scheme)
    waiting = set(Sample.objects.waiting().filter(lot__in=keys, purpose="inspection").values_list("lot", flat=True))
    table = {}
    for lot in lots:
        pickings = kin[lot.pk] & origins.keys()
        why = next((lost[key] for key in sorted(pickings) if key in lost), "") or _failed(inspected[lot.pk])
        blended = len(pickings) > 1
        table[lot.pk] = (
            _of_another_species(lot, scheme)
            or (Standing("no", why, _("Lost.") if blended else _("Not under the name.")) if why else None)
            or (_certified(certified[lot.pk]) if certified[lot.pk] else None)
            or (Standing("wait", _("Passed; waits for its certificate")) if inspected[lot.pk] else None)
            or (Standing("wait", _("Waits for inspection")) if waiting & kin[lot.pk] else None)
            or Standing("dunno", _("Not inspected"))
        )
    return table


def _failed(inspections: Iterable[Inspection]) -> str:
    """The inspection that was not passed, in a few words."""
    failed = next((inspection for inspection in inspections if not inspection.passed), None)
    if failed is None:
        return ""
    day = in_words(localdate(failed.inspected_at), short=True)
    return _("It did not pass the inspection of %(day)s.") % {"day": day}


def _lost(origins: dict[int, LotOrigin], book: Rulebook, scheme: GIScheme) -> dict[int, str]:
    """Pickings that cannot carry the name, and why in a few words."""
    varieties = {origin.lot.product.variety_id for origin in origins.values()}
    rows = openings_of(scheme, varieties, {origin.picked_on.year for origin in origins.values()})
    lost = {}
    for key, origin in origins.items():
        variety = origin.lot.product.variety_id
        plot = {"number": origin.plot_number, "picked": in_words(origin.picked_on, short=True)}
        opened = opening(
            rows.get((variety, origin.picked_on.year)), origin.picked_on.year, embryo_less=origin.embryo_less
        )
        if (origin.county_id or "") not in book.areas:
            lost[key] = _("Plot %(number)s lies outside the area.") % plot
        elif variety not in book.varieties:
            lost[key] = _("Its variety is not on the list of the name.")
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
