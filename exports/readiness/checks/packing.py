"""The packing house, what was done to fruit there, and that cartons add up."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from exports.readiness.answers import Answer, evaluator, fails, passes
from exports.readiness.checks.empty import no_cartons
from exports.readiness.checks.plant_health import not_under_the_option
from exports.readiness.facts import Facts, Handling, names
from exports.readiness.rules import Rule
from traceability.certification.substances import in_words


@evaluator("house-registered")
def house_registered(facts: Facts, rule: Rule) -> Answer:
    """The packing house of every lot is registered with customs, and only fruit of registered orchards went in."""
    if not facts.lots:
        return no_cartons()
    without = next((lot for lot in facts.lots if not lot.packing_house_number), None)
    if without:
        return fails(
            _("%(house)s has no registration with customs here.") % {"house": without.packing_house},
            _("Enter its number as customs gave it."),
        )
    stray = next((picking for picking in facts.pickings if not picking.registrations), None)
    if stray:
        return fails(
            _("Fruit of plot %(plot)s, which is not registered, went over its line.") % {"plot": stray.plot_number},
            _("Enter the plot under its registration, or take the lot off the pallets."),
        )
    return passes(names(lot.packing_house_number for lot in facts.lots))


@evaluator("treatment-named")
def treatment_named(facts: Facts, rule: Rule) -> Answer:
    """Every treatment after harvest has substance and dose, and cartons of `printed_for` fruit name the substance.

    What a laboratory found of `agents`, which nothing but a treatment after harvest leaves, was recorded as one.
    """
    if not facts.lots:
        return no_cartons()
    bare = next((one for one in facts.handlings if one.needs_substance and not (one.substance and one.dose)), None)
    if bare:
        return fails(
            _("%(treatment)s: substance and dose are not recorded.") % {"treatment": _name(bare)},
            _("Record it again with both."),
        )
    for measured in facts.measured:
        if measured.found_mg_kg is None or measured.substance not in rule.parameters.get("agents", ()):
            continue
        for lot in facts.lots:
            recorded = {facts.handling_of[key].substance.casefold() for key in lot.handlings}
            if measured.report in lot.reports and measured.substance not in recorded:
                return fails(
                    _("The laboratory found %(substance)s on lot %(lot)s; no treatment after harvest is recorded.")
                    % {"substance": in_words(measured.substance), "lot": lot.code},
                    _("Record the treatment with its dose. Citrus cartons have to name it."),
                )
    for run in facts.runs:
        lot = facts.lot_of[run.lot]
        if run.unnamed_agents and lot.species in rule.parameters.get("printed_for", ()):
            return fails(
                _("Cartons of lot %(lot)s do not name %(substances)s: they were labelled before the treatment.")
                % {"lot": lot.code, "substances": names(in_words(one) for one in run.unnamed_agents)},
                _("Print new labels, which name it."),
            )
    treated = list(dict.fromkeys(_name(facts.handling_of[key]) for lot in facts.lots for key in lot.handlings))
    if not treated:
        return passes(_("No treatment after harvest is recorded, and none was found"))
    return passes(names(treated))


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


@evaluator("cartons-add-up")
def cartons_add_up(facts: Facts, rule: Rule) -> Answer:
    """Cartons on all pallets, of whatever batch, are no more than the lot was packed into."""
    if not facts.lots:
        return no_cartons()
    for lot in facts.lots:
        if lot.on_pallets > lot.units:
            return fails(
                _("Lot %(lot)s was packed into %(units)s cartons, but %(cartons)s stand on pallets.")
                % {"lot": lot.code, "units": lot.units, "cartons": lot.on_pallets},
                _("Count the pallets again. Cartons that were never packed may not leave."),
            )
    return passes(
        ngettext("%(count)s carton, packed and counted", "%(count)s cartons, packed and counted", facts.cartons)
        % {"count": facts.cartons}
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
