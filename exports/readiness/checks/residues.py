"""What a laboratory found, against the limits of the destination on the day of arrival."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.lists import each_of
from exports.readiness.answers import Answer, evaluator, fails, not_needed, passes, unknown
from exports.readiness.checks.empty import no_cartons, untraced
from exports.readiness.checks.saying import doubt_about
from exports.readiness.facts import Breach, Facts, Lot, Report, Said, names
from exports.readiness.rules import Rule
from traceability.certification.findings import Finding, told
from traceability.certification.places import place_name
from traceability.certification.substances import in_words
from traceability.web import dates


@evaluator("residues-reported")
def residues_reported(facts: Facts, rule: Rule) -> Answer:
    """All fruit of every lot is covered by reports of an accredited laboratory.

    Sampled after the last spraying and treatment, reported before departure.
    """
    if otherwise := untraced(facts):
        return otherwise
    for lot in facts.lots:
        if not lot.reports:
            return fails(
                _("No laboratory has reported on all of lot %(lot)s.") % {"lot": lot.code},
                _("Have it sampled and tested before it leaves."),
            )
        for report in (facts.report_of[key] for key in lot.reports):
            if answer := _untimely(facts, lot, report):
                return answer
    return _accredited(facts, rule)


def _accredited(facts: Facts, rule: Rule) -> Answer:
    """Who answers for the accreditation of the laboratory, where the rule asks for it."""
    numbers = names(facts.report_of[key].number for lot in facts.lots for key in lot.reports)
    said = facts.statement(rule.topic) if rule.topic else None
    if rule.topic and said is None:
        return unknown(
            _("Report %(numbers)s; nobody has said under which number the laboratory is accredited.")
            % {"numbers": numbers},
            _("Read it from the head of the report and enter it."),
            who="exporter",
        )
    if said is None:
        return passes(_("Report %(numbers)s") % {"numbers": numbers})
    if not said.holds:
        return fails(
            _("The laboratory of report %(numbers)s is not accredited.") % {"numbers": numbers},
            _("Have the lots tested by one that is."),
        )
    newest = max((facts.report_of[key] for lot in facts.lots for key in lot.reports), key=lambda one: one.reported_on)
    if newest.reported_on > said.on:
        return unknown(
            _("Said on %(day)s, before report %(number)s was there.")
            % {"day": dates.day(said.on), "number": newest.number},
            _("Read it from the head of the report and enter it."),
            who="exporter",
        )
    if doubt := doubt_about(facts, said, rule) or _unnumbered(facts, said):
        return doubt
    return passes(
        _("Report %(numbers)s, accredited %(accreditation)s")
        % {"numbers": numbers, "accreditation": said.measured.get("number", said.remark)}
    )


def _unnumbered(facts: Facts, said: Said) -> Answer | None:
    """The answer where reports are by more laboratories than numbers were entered."""
    laboratories = dict.fromkeys(facts.report_of[key].laboratory for lot in facts.lots for key in lot.reports)
    numbers = each_of(str(said.measured.get("number", "")))
    if all(laboratories) and len(laboratories) <= max(1, len(numbers)):
        return None
    return unknown(
        _("The reports are by %(laboratories)s, and not each of them has its number.")
        % {"laboratories": names(laboratories)},
        _("Enter the number of each laboratory, with commas between them."),
        who="exporter",
    )


def _untimely(facts: Facts, lot: Lot, report: Report) -> Answer | None:
    """A report of fruit that was sprayed or treated after the sample, or that came too late."""
    words = {"number": report.number}
    if report.reported_on > facts.batch.leaves_on:
        return fails(
            _("Report %(number)s is of a day after departure.") % words,
            _("Wait for the report before the batch leaves."),
            who="exporter",
        )
    treated = [facts.handling_of[key] for key in lot.handlings]
    late = next((one for one in treated if one.substance and one.began_on > report.sampled_on), None)
    if late:
        return fails(
            _("The sample of report %(number)s was taken before the treatment with %(substance)s of %(day)s.")
            % (words | {"substance": in_words(late.substance), "day": dates.day(late.began_on)}),
            _("Have it sampled and tested again."),
        )
    picked = [facts.picking_of[key] for key in lot.pickings]
    early = next((one for one in picked if one.picked_on > report.sampled_on), None)
    if early:
        return fails(
            _("The sample of report %(number)s is older than the picking of lot %(lot)s.")
            % (words | {"lot": early.code}),
            _("Have it sampled and tested again."),
        )
    return None


@evaluator("residues-within")
def residues_within(facts: Facts, rule: Rule) -> Answer:
    """No residue of any lot is over the `limits` (EU) in force on the day of arrival, nor may it be for all we know."""
    if not facts.lots:
        return no_cartons()
    place = str(rule.parameters["limits"])
    drafts = [one for lot in facts.lots for one in _breaches(facts, lot, place) if one.ok]
    within = _("Within limits, %(destination)s, %(day)s") % {
        "destination": place,
        "day": dates.day(facts.batch.arrives_on),
    }
    return _judged(facts, list(facts.lots), place) or passes(
        " ".join([within, *dict.fromkeys(finding.words for finding in _told(drafts))]),
        provisional=any(one.provisional for one in facts.limits if one.place == place),
    )


@evaluator("residues-within-national")
def residues_within_national(facts: Facts, rule: Rule) -> Answer:
    """No residue is over a limit of the country's own, and every substance that it limits was looked for."""
    if not facts.lots:
        return no_cartons()
    country = facts.batch.destination
    known = {one.species for one in facts.limits}
    unjudged = next((lot for lot in facts.lots if lot.species not in known), None)
    if unjudged:
        return _no_limits(unjudged, country)
    own = [one for one in facts.limits if one.place == country and one.species in facts.species_codes]
    if not own:
        return not_needed(_("No limit of its own is entered for %(country)s.") % {"country": place_name(country)})
    fruit = {one.species for one in own}
    lots = [lot for lot in facts.lots if lot.species in fruit]
    substances = sorted({in_words(substance) for one in own for substance in one.substances})
    return _judged(facts, lots, country) or passes(
        _("None of %(substances)s over the limit of %(country)s")
        % {"substances": names(substances), "country": place_name(country)},
        provisional=any(one.provisional for one in own),
    )


@evaluator("residue-below")
def residue_below(facts: Facts, rule: Rule) -> Answer:
    """One `substance` lies at or below `at_most_mg_kg` (a decimal, mg/kg), whatever its legal limit."""
    if not facts.lots:
        return no_cartons()
    limit, substance = Decimal(rule.parameters["at_most_mg_kg"]), rule.parameters["substance"]
    words = {"substance": in_words(substance), "limit": limit}
    by_report = {one.report: one for one in facts.measured if one.substance == substance}
    for lot in facts.lots:
        results = [by_report[key] for key in lot.reports if key in by_report]
        if not results or len(results) < len(lot.reports):
            return unknown(
                _("No report on lot %(lot)s names %(substance)s.") % (words | {"lot": lot.code}),
                _("Ask the laboratory whether its method covers %(substance)s.") % words,
                who="laboratory",
            )
        found = max((one.found_mg_kg for one in results if one.found_mg_kg is not None), default=None)
        if found is not None and found > limit:
            return fails(
                _("Lot %(lot)s holds %(found)s mg/kg of %(substance)s; the acute dose is reached at %(limit)s mg/kg.")
                % (words | {"lot": lot.code, "found": found.normalize()}),
                _("It is legal, but retailers and authorities may refuse it. Ask the importer first."),
            )
        blind = next((one for one in results if one.found_mg_kg is None and one.loq_mg_kg > limit), None)
        if blind:
            return unknown(
                _("The laboratory measures %(substance)s from %(loq)s mg/kg only.")
                % (words | {"loq": blind.loq_mg_kg.normalize()}),
                _("Ask the laboratory whether its method covers %(substance)s.") % words,
                who="laboratory",
            )
    return passes(_("%(substance)s at most %(limit)s mg/kg") % words)


def _judged(facts: Facts, lots: list[Lot], place: str) -> Answer | None:
    """What is over a limit of a place, else what is not known of it; None where all is within."""
    for lot in lots:
        if over := [one for one in _breaches(facts, lot, place) if one.ok is False]:
            return _over(facts, lot, over)
    for lot in lots:
        if not lot.reports:
            return unknown(
                _("Lot %(lot)s: %(headline)s")
                % {"lot": lot.code, "headline": _("No laboratory has reported on all of it.")},
                _("Have it sampled and tested before it leaves."),
            )
        if not any(one.place == place and one.species == lot.species for one in facts.limits):
            return _no_limits(lot, place)
        if missing := [one for one in _breaches(facts, lot, place) if one.ok is None]:
            words = " ".join(dict.fromkeys(finding.words for finding in _told(missing)))
            return unknown(
                _("Lot %(lot)s: %(headline)s") % {"lot": lot.code, "headline": words},
                _("Ask the laboratory whether its method covers this, or have it tested."),
                who="laboratory",
            )
    return None


def _no_limits(lot: Lot, place: str) -> Answer:
    headline = _("Not judged: no limits of %(country)s are loaded.") % {"country": place_name(place)}
    return unknown(
        _("Lot %(lot)s: %(headline)s") % {"lot": lot.code, "headline": headline},
        _("Have the limits of this fruit entered."),
        who="site",
    )


def _breaches(facts: Facts, lot: Lot, place: str) -> list[Breach]:
    return [one for key in lot.reports for one in facts.breaches_of.get(key, ()) if one.place == place]


def _told(breaches: list[Breach]) -> list[Finding]:
    return told(one.finding for one in breaches)


def _over(facts: Facts, lot: Lot, over: list[Breach]) -> Answer:
    found = _told(over)
    return fails(
        _("Lot %(lot)s: %(words)s") % {"lot": lot.code, "words": " ".join(finding.words for finding in found)},
        ngettext(
            "Take its %(count)s carton off, or send it where this limit does not hold.",
            "Take its %(count)s cartons off, or send them where this limit does not hold.",
            lot.cartons,
        )
        % {"count": lot.cartons},
        rule=found[0].rule,
        source=found[0].source,
        provisional=any(finding.provisional for finding in found),
        who="exporter",
    )
