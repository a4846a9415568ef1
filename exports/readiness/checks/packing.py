"""The packing house, and that cartons add up."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.readiness.answers import Answer, evaluator, fails, passes
from exports.readiness.checks.empty import no_cartons, untraced
from exports.readiness.facts import Facts, names
from exports.readiness.rules import Rule


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
    if otherwise := untraced(facts):
        return otherwise
    stray = next((picking for picking in facts.pickings if not picking.registrations), None)
    if stray:
        return fails(
            _("Fruit of plot %(plot)s, which is not registered, went over its line.") % {"plot": stray.plot_number},
            _("Enter the plot under its registration, or take the lot off the pallets."),
        )
    return passes(names(lot.packing_house_number for lot in facts.lots))


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
