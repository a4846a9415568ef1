"""What a laboratory found, against the limits of the destination on the day of arrival."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exports.readiness.answers import Answer, evaluator, fails, not_needed, passes, unknown
from exports.readiness.checks.origin import no_cartons
from exports.readiness.facts import BatchFacts
from traceability.certification.models import ResidueLimit, in_force
from traceability.certification.places import place_name
from traceability.certification.queries import Finding
from traceability.certification.substances import in_words
from traceability.lots.models import Lot
from traceability.web import dates


@evaluator("residues-reported")
def residues_reported(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """All fruit of every lot is covered by laboratory reports, each dated before departure."""
    if not facts.lots:
        return no_cartons()
    numbers: dict[str, None] = {}
    for lot in facts.lots:
        reports = facts.residue_reports(lot)
        if not reports:
            return fails(
                _("No laboratory has reported on all of lot %(lot)s.") % {"lot": lot.code},
                _("Have it sampled and tested before it leaves."),
            )
        late = next(
            (report for report in reports if dates.calendar_day(report.reported_at) > facts.batch.leaves_on), None
        )
        if late:
            return fails(
                _("Report %(number)s is of a day after departure.") % {"number": late.report_number},
                _("Wait for the report before the batch leaves."),
            )
        numbers |= dict.fromkeys(report.report_number for report in reports)
    return passes(_("Report %(numbers)s") % {"numbers": pgettext("between names", ", ").join(numbers)})


@evaluator("residues-within")
def residues_within(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """No residue of any lot is over the `limits` (EU) in force on the day of arrival."""
    return _within(facts, facts.lots, parameters["limits"])


@evaluator("residues-within-national")
def residues_within_national(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """No residue is over a limit of the country's own, and every substance that it limits was looked for."""
    if not facts.lots:
        return no_cartons()
    country, own = facts.batch.destination, _own_limits(facts)
    if not own:
        return not_needed(_("No limit of its own is entered for %(country)s.") % {"country": place_name(country)})
    own_rows, products = {f"certification.residuelimit:{row.pk}" for row in own}, {row.eu_product_code for row in own}
    findings = [
        (lot, [finding for finding in facts.residues(lot, country).findings if finding.row in own_rows])
        for lot in facts.lots
        if lot.product.variety.species.eu_product_code in products
    ]
    for lot, found in findings:
        if over := [finding for finding in found if finding.ok is False]:
            return _over(lot, over, facts)
    for lot, found in findings:
        missing = [finding.words for finding in found if finding.ok is None]
        if missing or not found:
            words = " ".join(missing) or facts.residues(lot, country).headline
            return unknown(
                _("Lot %(lot)s: %(headline)s") % {"lot": lot.code, "headline": words},
                _("Ask the laboratory whether its method covers this, or have it tested."),
            )
    substances = pgettext("between names", ", ").join(sorted({in_words(row.substance) for row in own}))
    return passes(
        _("None of %(substances)s over the limit of %(country)s")
        % {"substances": substances, "country": place_name(country)},
        provisional=any(row.is_provisional for row in own),
    )


def _own_limits(facts: BatchFacts) -> list[ResidueLimit]:
    products = {lot.product.variety.species.eu_product_code for lot in facts.lots}
    rows = in_force(ResidueLimit.objects.all(), facts.arrives_on).filter(
        destination=facts.batch.destination, eu_product_code__in=products
    )
    return list(rows.filter(status=ResidueLimit.Status.CURRENT).order_by("substance"))


@evaluator("residue-below")
def residue_below(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """One `substance` lies at or below `at_most_mg_kg` (a decimal, mg/kg), whatever its legal limit."""
    if not facts.lots:
        return no_cartons()
    limit, substance = Decimal(parameters["at_most_mg_kg"]), parameters["substance"]
    words = {"substance": in_words(substance), "limit": limit}
    for lot in facts.lots:
        reports = facts.residue_reports(lot)
        results = [result for report in reports for result in report.results.all() if result.substance == substance]
        if not results:
            return unknown(
                _("No report on lot %(lot)s names %(substance)s.") % (words | {"lot": lot.code}),
                _("Ask the laboratory whether its method covers %(substance)s.") % words,
            )
        found = max((result.found_mg_kg for result in results if result.found_mg_kg is not None), default=None)
        if found is not None and found > limit:
            return fails(
                _("Lot %(lot)s holds %(found)s mg/kg of %(substance)s; the acute dose is reached at %(limit)s mg/kg.")
                % (words | {"lot": lot.code, "found": found.normalize()}),
                _("It is legal, but retailers and authorities may refuse it. Ask the importer first."),
            )
    return passes(_("%(substance)s at most %(limit)s mg/kg") % words)


def _within(facts: BatchFacts, lots: list[Lot], destination: str) -> Answer:
    if not lots:
        return no_cartons()
    verdicts = [(lot, facts.residues(lot, destination)) for lot in lots]
    for lot, verdict in verdicts:
        if verdict.carried is False:
            return _over(lot, [finding for finding in verdict.findings if finding.ok is False], facts)
    for lot, verdict in verdicts:
        if verdict.carried is None:
            return unknown(
                _("Lot %(lot)s: %(headline)s") % {"lot": lot.code, "headline": verdict.headline},
                _("Have it tested for what is missing before it leaves."),
            )
    return passes(
        _("Within limits, %(destination)s, %(day)s") % {"destination": destination, "day": dates.day(facts.arrives_on)},
        provisional=any(verdict.provisional for _lot, verdict in verdicts),
    )


def _over(lot: Lot, over: list[Finding], facts: BatchFacts) -> Answer:
    cartons = facts.cartons[lot.pk]
    return fails(
        _("Lot %(lot)s: %(words)s") % {"lot": lot.code, "words": " ".join(finding.words for finding in over)},
        ngettext(
            "Take its %(count)s carton off, or send it where this limit does not hold.",
            "Take its %(count)s cartons off, or send them where this limit does not hold.",
            cartons,
        )
        % {"count": cartons},
        rule=over[0].rule,
        source=over[0].source,
        provisional=any(finding.provisional for finding in over),
    )
