"""Whether a lot has earned a protected name: the chain of tests of DESIGN.md section 4, each a dated row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from traceability.certification.coverage import covering_all, family
from traceability.certification.findings import Finding
from traceability.certification.models import GIScheme, Inspection
from traceability.certification.opening import opening, openings_of
from traceability.certification.rulebook import Row, Rulebook, row_of, rulebook
from traceability.certification.sayings import Said, called, named
from traceability.certification.sayings import on as of
from traceability.certification.verdicts import Verdict
from traceability.lots.models import Lot
from traceability.lots.queries import Edge, Share, edges_of, origins_of
from traceability.parties.models import Organisation


def judge_name(lot: Lot, *, scheme: GIScheme, on: date, packer: Organisation | None = None) -> Verdict:
    """Whether the lot may be certified under the scheme's name on a day, for a packer (default: its owner).

    One share without the name, and the lot has lost it. Species, area, variety and opening day are read from what
    weigh-in copied; the packer's right and the inspection from their own rows. Five queries for any number of sources.
    """
    findings = [_species(lot, scheme)]
    if findings[0].ok:
        edges, packer = edges_of(lot), packer or lot.owner
        shares, book = origins_of(lot, edges), rulebook(scheme, on, packer)
        findings += [
            _area(shares, book),
            _variety(lot, book),
            _opening_day(shares, scheme),
            _packer(packer, book, on),
            _inspection(lot, scheme, edges, on),
        ]
    return Verdict(_carried(findings), _headline(lot, scheme, findings), findings)


def _carried(findings: Iterable[Finding]) -> bool | None:
    answers = [finding.ok for finding in findings]
    return False if False in answers else None if None in answers else True


def _headline(lot: Lot, scheme: GIScheme, findings: list[Finding]) -> str:
    name = f"{scheme.name_zh} {scheme.name_en}"
    verdict = Verdict(_carried(findings), "", findings)
    failure = verdict.first_failure
    if verdict.carried:
        return _("The lot has earned the name %(name)s.") % {"name": name}
    if verdict.carried is None:
        return _("The lot may still earn the name. %(why)s") % {"why": failure.words if failure else ""}
    return _("%(why)s The lot is marketable, without the name.") % {"why": failure.words if failure else ""}


def _finding(step: str, ok: bool | None, said: Said, law: Said, rows: Iterable[Row] = ()) -> Finding:
    used = list(rows)
    return Finding(
        step=step,
        ok=ok,
        said=said,
        law=law,
        source=used[0].source if used else "",
        provisional=any(row.provisional for row in used),
        row=", ".join(row.row for row in used[:3]),
    )


def _species(lot: Lot, scheme: GIScheme) -> Finding:
    species = lot.product.variety.species
    ok = species.pk == scheme.species_id
    facts = {"fruit": named(species), "name": scheme.name_zh, "kind": named(scheme.species)}
    return _finding(
        "species", ok, Said("species.ok" if ok else "species.other", facts), Said("rule.species"), [row_of(scheme)]
    )


def _area(shares: list[Share], book: Rulebook) -> Finding:
    law = Said("rule.area")
    outside = next((share for share in shares if (share.origin.county_id or "") not in book.areas), None)
    if outside:
        return _finding(
            "area", False, Said("area.outside", {"plot": _of(outside, shares)}), law, list(book.areas.values())[:1]
        )
    counties = {share.origin.county_id: named(share.origin.county) for share in shares}
    said = Said("area.ok", {"counties": {"all": list(counties.values())}})
    return _finding("area", True, said, law, [book.areas[code] for code in counties if code])


def _variety(lot: Lot, book: Rulebook) -> Finding:
    variety = lot.product.variety
    row = book.varieties.get(variety.pk)
    said = Said("variety.ok" if row else "variety.missing", {"variety": named(variety)})
    return _finding("variety", row is not None, said, Said("rule.varieties"), [row] if row else [])


def _opening_day(shares: list[Share], scheme: GIScheme) -> Finding:
    law = Said("rule.opening")
    varieties = {share.origin.lot.product.variety_id for share in shares}
    rows = openings_of(scheme, varieties, {share.origin.picked_on.year for share in shares})
    in_order = sorted(shares, key=lambda share: share.origin.picked_on)
    latest = None
    for share in in_order:
        origin, variety = share.origin, share.origin.lot.product.variety
        year = origin.picked_on.year
        found = opening(rows.get((variety.pk, year)), year, embryo_less=origin.embryo_less)
        if found is None:
            return _finding("opening", None, Said("opening.unknown", {"variety": named(variety)}), law)
        latest = found
        if origin.picked_on < found.day:
            facts = {
                "plot": _of(share, shares),
                "picked": of(origin.picked_on),
                "variety": named(variety),
                "name": scheme.name_zh,
                "day": of(found.day),
                "basis": _basis(found.follows),
            }
            return _finding("opening", False, Said("opening.early", facts), law, [_with(found.provisional, found.row)])
    if latest is None:
        return _finding("opening", None, Said("opening.nowhere"), law)
    facts = {"picked": of(in_order[0].origin.picked_on), "day": of(latest.day), "basis": _basis(latest.follows)}
    return _finding("opening", True, Said("opening.ok", facts), law, [_with(latest.provisional, latest.row)])


def _with(provisional: bool, rule: Any) -> Row:
    row = row_of(rule)
    return Row(row.row, row.source, provisional)


def _basis(follows: int | None) -> Any:
    return "" if follows is None else {**Said("opening.follows", {"year": follows}).as_json(), "before": " "}


def _packer(packer: Organisation, book: Rulebook, on: date) -> Finding:
    row = book.users.get(str(packer.pk))
    facts = {"packer": called(packer), "code": packer.uscc, "day": of(on)}
    slug = "missing" if row is None else "ok" if packer.uscc else "codeless"
    said = Said(f"packer.{slug}", facts)
    return _finding("packer", bool(row and packer.uscc), said, Said("rule.sign"), [row] if row else [])


def _inspection(lot: Lot, scheme: GIScheme, edges: list[Edge], on: date) -> Finding:
    keys, parents = family(lot, edges)
    newest = inspections_by_lot(keys, scheme=scheme, on=on)
    found = covering_all([lot.pk], parents, newest, fails=lambda inspection: not inspection.passed)[lot.pk]
    law = Said("rule.quality")
    if not found:
        return _finding("inspection", None, Said("inspection.missing"), law)
    worst = next((inspection for inspection in found if not inspection.passed), found[-1])
    said = Said("inspection.ok" if worst.passed else "inspection.failed", {"day": of(localdate(worst.inspected_at))})
    provisional = any(finding.provisional for finding in worst.told())
    return _finding(
        "inspection", worst.passed, said, law, [Row(f"certification.inspection:{worst.pk}", "", provisional)]
    )


def inspections_by_lot(lots: Iterable[int], *, scheme: GIScheme, on: date) -> dict[int, Inspection]:
    """By key of each of these lots, its last inspection under a scheme up to a day: one query."""
    done = Inspection.objects.filter(sample__lot__in=lots, scheme=scheme, inspected_at__date__lte=on)
    in_order = done.select_related("sample").order_by("inspected_at", "pk")
    return {inspection.sample.lot_id: inspection for inspection in in_order}


def _of(share: Share, shares: list[Share]) -> dict[str, Any]:
    """A picking as a fact: plot and township, and its part of a blend."""
    origin = share.origin
    town = {"town": named(origin.village.township)} if origin.village else {}
    plot = Said("plot.town" if town else "plot", {"number": origin.plot_number, **town}).as_json()
    if len(shares) == 1:
        return plot
    whole = sum(each.grams for each in shares)
    return Said("plot.part", {"plot": plot, "kg": {"g": share.grams}, "whole_kg": {"g": whole}}).as_json()
