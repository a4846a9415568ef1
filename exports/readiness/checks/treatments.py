"""What was done to fruit after harvest: recorded whole, named on cartons, and proved where it is declared."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.checks.empty import no_cartons
from exports.readiness.checks.plant_health import not_under_the_option
from exports.readiness.checks.saying import by, doubt_about, said_no
from exports.readiness.facts import Facts, Handling, Lot, Said, names
from exports.readiness.rules import Rule
from traceability.certification.substances import in_words


@evaluator("treatment-named")
def treatment_named(facts: Facts, rule: Rule) -> Answer:
    """Every treatment after harvest has substance and dose, and cartons of `printed_for` fruit name the substance.

    What a laboratory found of `agents`, which nothing but a treatment after harvest leaves, was recorded as one. Where
    no such treatment of a lot is recorded, a laboratory looked for every one of them, or somebody said on `topic` that
    there was none.
    """
    if not facts.lots:
        return no_cartons()
    if wrong := _without_dose(facts) or _found_unrecorded(facts, rule) or _unnamed(facts, rule):
        return wrong
    said = facts.statement(rule.topic) if rule.topic else None
    unsought = _unsought(facts, rule)
    if otherwise := _perhaps_treated(facts, rule, said, unsought):
        return otherwise
    treated = list(dict.fromkeys(_name(facts.handling_of[key]) for lot in facts.lots for key in lot.handlings))
    if treated:
        return passes(names(treated))
    if unsought and said:
        return passes(_("No treatment after harvest, %(who)s, %(day)s") % by(said))
    return passes(_("No treatment after harvest is recorded, and none was found"))


def _without_dose(facts: Facts) -> Answer | None:
    bare = next((one for one in facts.handlings if one.needs_substance and not (one.substance and one.dose)), None)
    if bare:
        return fails(
            _("%(treatment)s: substance and dose are not recorded.") % {"treatment": _name(bare)},
            _("Record it again with both."),
        )
    return None


def _found_unrecorded(facts: Facts, rule: Rule) -> Answer | None:
    """What a laboratory found that only a treatment leaves, and nobody recorded."""
    for measured in facts.measured:
        if measured.found_mg_kg is None or measured.substance not in rule.parameters.get("agents", ()):
            continue
        for lot in facts.lots:
            if measured.report in lot.reports and measured.substance not in facts.used_on(lot):
                return fails(
                    _("The laboratory found %(substance)s on lot %(lot)s; no treatment after harvest is recorded.")
                    % {"substance": in_words(measured.substance), "lot": lot.code},
                    _("Record the treatment with its dose. Citrus cartons have to name it."),
                )
    return None


def _unnamed(facts: Facts, rule: Rule) -> Answer | None:
    """Cartons that owe the name of a substance and were labelled before it was used."""
    for run in facts.runs:
        lot = facts.lot_of[run.lot]
        if run.unnamed_agents and lot.species in rule.parameters.get("printed_for", ()):
            return fails(
                _("Cartons of lot %(lot)s do not name %(substances)s: they were labelled before the treatment.")
                % {"lot": lot.code, "substances": names(in_words(one) for one in run.unnamed_agents)},
                _("Print new labels, which name it."),
            )
    return None


def _perhaps_treated(
    facts: Facts, rule: Rule, said: Said | None, unsought: tuple[Lot, list[str]] | None
) -> Answer | None:
    """The answer where a lot may have been treated for all that is known; None where somebody knows of each."""
    if said and not said.holds:
        return said_no(said, _("Record the treatment with its dose. Citrus cartons have to name it."))
    if unsought is None:
        return None
    if said:
        return doubt_about(facts, said, rule)
    lot, agents = unsought
    return unknown(
        _("No treatment after harvest of lot %(lot)s is recorded, and no laboratory looked for %(substances)s.")
        % {"lot": lot.code, "substances": names(in_words(one) for one in agents)},
        _("Record the treatment. If there was none, say so with your name, or have the lot tested for it."),
    )


def _unsought(facts: Facts, rule: Rule) -> tuple[Lot, list[str]] | None:
    """The first lot without a recorded substance on which not every agent was looked for, and which were not."""
    agents: list[str] = rule.parameters.get("agents", [])
    for lot in facts.lots:
        if any(facts.handling_of[key].substance for key in lot.handlings):
            continue
        reports = [facts.report_of[key] for key in lot.reports]
        missed = [one for one in agents if not reports or any(one not in report.agents for report in reports)]
        if missed:
            return lot, missed
    return None


@evaluator("fly-treatment-logged")
def fly_treatment_logged(facts: Facts, rule: Rule) -> Answer:
    """Where option `option` is declared, all fruit went through one of `kinds`, with the logger's own table kept."""
    if not facts.lots:
        return no_cartons()
    if otherwise := not_under_the_option(facts, rule):
        return otherwise
    used: list[Handling] = []
    for lot in facts.lots:
        keys = next((lot.wholly[kind] for kind in rule.parameters["kinds"] if kind in lot.wholly), ())
        if not keys:
            return fails(
                _("The certificate declares a treatment; none is recorded for all of lot %(lot)s.") % {"lot": lot.code},
                _("Record the treatment with the logger's table, or ask customs for the option that was used."),
            )
        used += [facts.handling_of[key] for key in keys]
    unlogged = next((one for one in used if not one.has_log), None)
    if unlogged:
        return fails(
            _("%(treatment)s is recorded without the logger's table.") % {"treatment": _name(unlogged)},
            _("Record it with the file of the logger."),
        )
    coldest = min((one.low_c for one in used if one.low_c is not None), default=None)
    return passes(
        ngettext(
            "%(kinds)s, from %(low)s °C, %(count)s load with its log",
            "%(kinds)s, from %(low)s °C, %(count)s loads with their logs",
            len({one.key for one in used}),
        )
        % {"kinds": names(_name(one) for one in used), "low": coldest, "count": len({one.key for one in used})}
    )


def _name(handling: Handling) -> str:
    kind = handling.name_zh if (get_language() or "").startswith("zh") else handling.name_en
    if not handling.substance:
        return kind
    return _("%(kind)s with %(substance)s, %(dose)s") % {
        "kind": kind,
        "substance": in_words(handling.substance),
        "dose": handling.dose,
    }
