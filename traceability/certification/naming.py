"""Whether a lot has earned a protected name: the chain of tests of DESIGN.md section 4, each a dated row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from traceability.certification.coverage import covering, family
from traceability.certification.models import AuthorisedUser, GIScheme, Inspection, SchemeArea, SchemeVariety, in_force
from traceability.certification.opening import opening, openings_of
from traceability.certification.verdicts import Finding, Verdict
from traceability.lots.models import Lot
from traceability.lots.queries import Share, origins_of
from traceability.lots.words import local
from traceability.parties.models import Organisation, Sourced
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg


def judge_name(lot: Lot, *, scheme: GIScheme, on: date, packer: Organisation | None = None) -> Verdict:
    """Whether the lot may be certified under the scheme's name on a day, for a packer (default: its owner).

    One share without the name, and the lot has lost it. Species, area, variety and opening day are read from what
    weigh-in copied; the packer's right and the inspection from their own rows.
    """
    shares = origins_of(lot)
    findings = [_species(lot, scheme)]
    if findings[0].ok:
        findings += [
            _area(shares, scheme, on),
            _variety(lot, scheme, on),
            _opening_day(shares, scheme),
            _packer(packer or lot.owner, scheme, on),
            _inspection(lot, scheme),
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


def _row(row: Sourced) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _finding(step: str, ok: bool | None, words: str, rule: str, rows: Iterable[Sourced] = ()) -> Finding:
    used = list(rows)
    return Finding(
        step=step,
        ok=ok,
        words=words,
        rule=rule,
        source=used[0].source if used else "",
        provisional=any(row.is_provisional for row in used),
        row=", ".join(_row(row) for row in used[:3]),
    )


def _species(lot: Lot, scheme: GIScheme) -> Finding:
    variety = lot.product.variety
    ok = variety.species_id == scheme.species_id
    names = {"fruit": local(variety.species), "name": scheme.name_zh, "kind": local(scheme.species)}
    words = _("It is %(fruit)s.") if ok else _("This is %(fruit)s; the name %(name)s is for %(kind)s only.")
    return _finding("species", ok, words % names, _("Specification of the name: species"), [scheme])


def _area(shares: list[Share], scheme: GIScheme, on: date) -> Finding:
    rows = {row.county_id: row for row in in_force(SchemeArea.objects.all(), on).filter(scheme=scheme)}
    rule = _("Specification of the name: area")
    outside = next((share for share in shares if share.origin.county_id not in rows), None)
    if outside:
        words = _("%(plot)s lies outside the area of the name.") % {"plot": _of(outside, shares)}
        return _finding("area", False, words, rule, list(rows.values())[:1])
    counties = {share.origin.county_id: local(share.origin.county) for share in shares}
    words = _("All fruit grew in %(counties)s.") % {"counties": pgettext("between names", ", ").join(counties.values())}
    return _finding("area", True, words, rule, [rows[code] for code in counties if code])


def _variety(lot: Lot, scheme: GIScheme, on: date) -> Finding:
    variety = lot.product.variety
    row = in_force(SchemeVariety.objects.all(), on).filter(scheme=scheme, variety=variety).first()
    listed = _("%(variety)s is on the list.") if row else _("%(variety)s is not on the list of varieties.")
    words = listed % {"variety": local(variety)}
    return _finding("variety", row is not None, words, _("Specification of the name: varieties"), [row] if row else [])


def _opening_day(shares: list[Share], scheme: GIScheme) -> Finding:
    rule = _("百色市芒果产业发展条例 (in force 2024-05-01): the city's yearly notice of opening days")
    varieties = {share.origin.lot.product.variety_id for share in shares}
    years = {share.origin.picked_on.year for share in shares}
    rows = openings_of(scheme, varieties, years)
    first = min((share.origin.picked_on for share in shares), default=None)
    latest = None
    for share in sorted(shares, key=lambda s: s.origin.picked_on):
        origin, variety = share.origin, share.origin.lot.product.variety
        year = origin.picked_on.year
        found = opening(rows.get((variety.pk, year)), year, embryo_less=origin.embryo_less)
        if found is None:
            words = _("No opening day of %(variety)s is known.") % {"variety": local(variety)}
            return _finding("opening", None, words, rule)
        latest = found
        if origin.picked_on < found.day:
            words = _(
                "%(plot)s was picked on %(picked)s; %(variety)s may be sold as %(name)s from %(day)s%(basis)s."
            ) % {
                "plot": _of(share, shares),
                "picked": in_words(origin.picked_on),
                "variety": local(variety),
                "name": scheme.name_zh,
                "day": in_words(found.day),
                "basis": _basis(found.follows),
            }
            return Finding("opening", False, words, rule, found.row.source, found.provisional, _row(found.row))
    if latest is None or first is None:
        return _finding("opening", None, _("Nothing is known of where this lot grew."), rule)
    words = _("First picked on %(picked)s; the opening day was %(day)s%(basis)s.") % {
        "picked": in_words(first),
        "day": in_words(latest.day),
        "basis": _basis(latest.follows),
    }
    return Finding("opening", True, words, rule, latest.row.source, latest.provisional, _row(latest.row))


def _basis(follows: int | None) -> str:
    return "" if follows is None else " " + _("(provisional, follows %(year)s)") % {"year": follows}


def _packer(packer: Organisation, scheme: GIScheme, on: date) -> Finding:
    rule = _("地理标志专用标志使用管理办法: authorised users with their credit code at the sign")
    row = in_force(AuthorisedUser.objects.all(), on).filter(scheme=scheme, organisation=packer).first()
    names = {"packer": str(packer), "code": packer.uscc, "day": in_words(on)}
    if row is None:
        words = _("%(packer)s is no authorised user of the sign on %(day)s.") % names
    elif not packer.uscc:
        words = _("%(packer)s has no credit code entered, which must stand at the sign.") % names
    else:
        words = _("%(packer)s is an authorised user, %(code)s.") % names
    return _finding("packer", bool(row and packer.uscc), words, rule, [row] if row else [])


def _inspection(lot: Lot, scheme: GIScheme) -> Finding:
    keys, parents = family(lot)
    done = (
        Inspection.objects.filter(sample__lot__in=keys, scheme=scheme).select_related("sample").order_by("inspected_at")
    )
    found = covering(lot.pk, parents, {inspection.sample.lot_id: inspection for inspection in done})
    rule = _("Specification of the name: quality of ripe fruit")
    if not found:
        return _finding("inspection", None, _("No inspection on ripe fruit covers all of it yet."), rule)
    worst = next((inspection for inspection in found if not inspection.passed), found[-1])
    words = _("Inspected ripe on %(day)s, passed.") if worst.passed else _("Inspected on %(day)s, not passed.")
    findings = worst.findings
    return Finding(
        step="inspection",
        ok=worst.passed,
        words=words % {"day": in_words(worst.inspected_at)},
        rule=rule,
        provisional=any(finding.get("provisional") for finding in findings),
        row=f"certification.inspection:{worst.pk}",
    )


def _of(share: Share, shares: list[Share]) -> str:
    """A picking in words: plot and township, and its part of a blend."""
    origin = share.origin
    town = local(origin.village.township) if origin.village else ""
    plot = (_("Plot %(number)s of %(town)s") if town else _("Plot %(number)s")) % {
        "number": origin.plot_number,
        "town": town,
    }
    if len(shares) == 1:
        return plot
    whole = sum(each.grams for each in shares)
    return _("%(plot)s, %(kg)s of %(whole_kg)s kg,") % {"plot": plot, "kg": kg(share.grams), "whole_kg": kg(whole)}
