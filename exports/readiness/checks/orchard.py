"""Where the fruit grew, under which registration, and who answers for it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.readiness.answers import Answer, evaluator, fails, passes
from exports.readiness.checks.empty import no_cartons, untraced
from exports.readiness.facts import Facts, names
from exports.readiness.rules import Rule
from traceability.web import dates


@evaluator("plots-located")
def plots_located(facts: Facts, rule: Rule) -> Answer:
    """Every gram goes back to plots whose village and position (WGS-84) are known, and what they came in as."""
    if otherwise := untraced(facts):
        return otherwise
    for picking in facts.pickings:
        words = {"plot": picking.plot_number, "lot": picking.code}
        if not picking.village:
            return fails(
                _("Plot %(plot)s in lot %(lot)s lies in no known village.") % words,
                _("Enter the village of the plot, or take the lot off the pallets."),
            )
        if not picking.is_located or not picking.source_crs:
            return fails(
                _("Where plot %(plot)s lies is not known as a position with its coordinate system.") % words,
                _("Walk around it, or enter its position and where the numbers come from."),
            )
    villages = {picking.village for picking in facts.pickings}
    plots = {picking.plot for picking in facts.pickings}
    return passes(
        ngettext("%(plots)s plot in %(villages)s", "%(plots)s plots in %(villages)s", len(plots))
        % {
            "plots": len(plots),
            "villages": ngettext("%(count)s village", "%(count)s villages", len(villages)) % {"count": len(villages)},
        }
    )


@evaluator("orchards-registered")
def orchards_registered(facts: Facts, rule: Rule) -> Answer:
    """Every plot stood under a registration of exit-fruit orchards on the day of picking."""
    if otherwise := untraced(facts):
        return otherwise
    without = next((picking for picking in facts.pickings if not picking.registrations), None)
    if without:
        return fails(
            _("Plot %(plot)s stood under no registration on %(day)s, when lot %(lot)s was picked.")
            % {"plot": without.plot_number, "day": dates.day(without.picked_on), "lot": without.code},
            _("Enter the plot under its registration, or take the lot off the pallets."),
        )
    numbers = sorted({number for picking in facts.pickings for number in picking.registrations})
    return passes(_("%(numbers)s, valid on every day of picking") % {"numbers": names(numbers)})


@evaluator("credit-code")
def credit_code(facts: Facts, rule: Rule) -> Answer:
    """Whoever packed the lots has an 18-character credit code."""
    if not facts.lots:
        return no_cartons()
    without = next((lot for lot in facts.lots if not lot.uscc), None)
    if without:
        return fails(
            _("%(packer)s has no unified social credit code here.") % {"packer": without.packer},
            _("Enter the 18 characters of its business licence."),
        )
    return passes(names(lot.uscc for lot in facts.lots))
