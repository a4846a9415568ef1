"""What a laboratory found, against the limits of a destination on a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traceability.certification.coverage import covering_all, family
from traceability.certification.findings import Finding
from traceability.certification.models import ResidueLimit, ResidueResult, ResidueTest
from traceability.certification.places import UNION, members_of_the_union, place_name
from traceability.certification.sayings import Said
from traceability.certification.sayings import on as of
from traceability.certification.verdicts import Verdict
from traceability.lots.models import Lot
from traceability.parties.dated import in_force

ANY_SUBSTANCE = "*"
"""The row of the general default, which holds for what has no entry of its own."""
Status = ResidueLimit.Status
_WHOLE = frozenset({Status.CURRENT, Status.EXEMPT})
"""An entry of the Union's own, beside which the general default does not hold."""
Limits = dict[str, list[ResidueLimit]]


def reports_covering(lot: Lot, fails: Callable[[ResidueTest], bool] = lambda _report: False) -> list[ResidueTest]:
    """Reports that together cover all fruit of a lot: its own, or one on every lot it was made of; else none.

    A report on an input of a blend that `fails` stands among them, whatever else was found.
    """
    keys, parents = family(lot)
    tests = ResidueTest.objects.filter(sample__lot__in=keys).select_related("sample").prefetch_related("results")
    newest = {test.sample.lot_id: test for test in tests.order_by("reported_at", "pk")}
    return covering_all([lot.pk], parents, newest, fails)[lot.pk]


def judge_residues(lot: Lot, *, destination: str, on: date) -> Verdict:
    """Whether the lot is within the limits of a country (ISO 3166-1 alpha-2, or EU) that hold on a day.

    Regulation (EC) No 396/2005; a member state's own limits apply beside the Union's. Nothing measured is not zero:
    it is below what the laboratory can measure, and where that lies above a limit, nothing is known. What was over a
    limit before it was mixed is over it for good (Article 19).
    """
    limits = limits_for(lot.product.variety.species.eu_product_code, destination=destination, on=on)
    judged = cache(partial(judge_report, limits=limits))
    reports = reports_covering(lot, fails=lambda report: _carried(judged(report)) is False)
    if not reports:
        return Verdict(None, _("No laboratory has reported on all of it."))
    if not limits:
        return Verdict(
            None, _("Not judged: no limits of %(country)s are loaded.") % {"country": place_name(destination)}
        )
    results = [result for report in reports for result in report.results.all()]
    findings = [finding for report in reports for finding in judged(report)]
    findings += _never_looked_for(reports, limits)
    measured = len({result.substance for result in results if result.found_mg_kg is not None})
    return Verdict(_carried(findings), _headline(findings, destination, measured), findings)


def limits_for(eu_product_code: str, *, destination: str, on: date) -> Limits:
    """The limits that hold for a product, by substance; drafts are among them and only warn."""
    places = {destination}
    if destination in members_of_the_union():
        places.add(UNION)
    rows = in_force(ResidueLimit.objects.all(), on).filter(eu_product_code=eu_product_code, destination__in=places)
    newest: dict[tuple[str, str, bool], ResidueLimit] = {}
    for row in rows.exclude(status=Status.LEGACY).order_by("valid_from", "pk"):
        newest[row.substance, row.destination, row.status == Status.DRAFT] = row
    limits: Limits = {}
    for row in newest.values():
        limits.setdefault(row.substance, []).append(row)
    return limits


def judge_report(report: ResidueTest, limits: Limits) -> list[Finding]:
    """Every substance of a report against the limits that hold for it."""
    return [finding for result in report.results.all() for finding in judge_result(result, limits)]


def judge_result(result: ResidueResult, limits: Limits) -> list[Finding]:
    """One substance against every limit that holds for it; where none does, what was found of it is not known to be
    allowed."""
    rows = holding(result.substance, limits)
    if not rows and result.found_mg_kg is not None:
        return [_unlimited(result)]
    return [_against(result, row) for row in rows]


def holding(substance: str, limits: Limits) -> list[ResidueLimit]:
    """The limits that hold for a substance: its own, and the general default where the Union has no entry for it."""
    own = limits.get(substance, [])
    if any(row.destination == UNION and row.status in _WHOLE for row in own):
        return own
    return [*own, *limits.get(ANY_SUBSTANCE, [])]


def _never_looked_for(reports: list[ResidueTest], limits: Limits) -> list[Finding]:
    named = [{result.substance for result in report.results.all()} for report in reports]
    return [finding for _row, finding in unsought(named, limits)]


def unsought(named: Sequence[Collection[str]], limits: Limits) -> list[tuple[ResidueLimit, Finding]]:
    """Substances that a country forbids altogether and that a report does not name: of those nothing is known.

    `named` are the substances of each report.
    """
    return [
        (
            row,
            Finding(
                step="residue",
                ok=None,
                said=Said(
                    "residue.unsought", {"substance": {"substance": substance}, "place": {"place": row.destination}}
                ),
                law=_rule(row),
                source=row.source,
                provisional=row.is_provisional,
                row=f"certification.residuelimit:{row.pk}",
            ),
        )
        for substance, rows in limits.items()
        for row in rows
        if row.limit_mg_kg is None and row.status != Status.EXEMPT and not all(substance in names for names in named)
    ]


def _unlimited(result: ResidueResult) -> Finding:
    facts = {"substance": {"substance": result.substance}, "found": plain(result.found_mg_kg)}
    return Finding(step="residue", ok=None, said=Said("residue.unlimited", facts))


def _against(result: ResidueResult, row: ResidueLimit) -> Finding:
    found, limit = result.found_mg_kg, row.limit_mg_kg
    over: bool | None
    if row.status == Status.EXEMPT:
        over = False
    elif limit is None:
        over = found is not None
    elif found is not None:
        over = found > limit
    else:
        over = None if result.loq_mg_kg > limit else False
    ok = None if over is None else not over
    draft = row.status == Status.DRAFT
    return Finding(
        step="residue",
        ok=True if draft and ok is False else ok,
        said=_said(result, row, ok, draft),
        law=_rule(row),
        source=row.source,
        provisional=row.is_provisional or draft,
        row=f"certification.residuelimit:{row.pk}",
        warns=draft and ok is False,
    )


def _said(result: ResidueResult, row: ResidueLimit, ok: bool | None, draft: bool) -> Said:
    facts = {
        "substance": {"substance": result.substance},
        "found": plain(result.found_mg_kg),
        "loq": plain(result.loq_mg_kg),
        "limit": plain(row.limit_mg_kg),
        "place": {"place": row.destination},
    }
    return Said(f"residue.{_slug(result, row, ok, draft)}", facts)


def _slug(result: ResidueResult, row: ResidueLimit, ok: bool | None, draft: bool) -> str:
    cases = (
        (row.status == Status.EXEMPT, "exempt"),
        (draft and ok is False, "draft"),
        (row.limit_mg_kg is None and not ok, "forbidden"),
        (ok is None, "blind"),
        (result.found_mg_kg is None, "below"),
        (row.limit_mg_kg is None, "none"),
    )
    return next((slug for holds, slug in cases if holds), "measured")


def _rule(row: ResidueLimit) -> Said:
    if row.destination == UNION:
        return Said("rule.union", {"day": of(row.valid_from)})
    return Said("rule.national", {"place": {"place": row.destination}, "day": of(row.valid_from)})


def plain(amount: Decimal | None) -> str:
    """A decimal without trailing zeros: 0.01."""
    return "" if amount is None else format(amount.normalize(), "f")


def _carried(findings: Iterable[Finding]) -> bool | None:
    answers = [finding.ok for finding in findings]
    return False if False in answers else None if None in answers else True


def _headline(findings: list[Finding], destination: str, measured: int) -> str:
    """The first that fails or is not known; else how many were measured, and a draft that would change it."""
    verdict = Verdict(_carried(findings), "", findings)
    if verdict.carried is False and verdict.first_failure:
        return _("Not for %(place)s: %(why)s") % {"place": place_name(destination), "why": verdict.first_failure.words}
    if verdict.first_failure:
        return verdict.first_failure.words
    warning = next((finding.words for finding in findings if finding.warns), "")
    if warning:
        return warning
    if not measured:
        return _("Nothing was found that the laboratory can measure.")
    return ngettext(
        "%(count)s substance was measured, within its limit.",
        "%(count)s substances were measured, each within its limit.",
        measured,
    ) % {"count": measured}
