"""When it was picked, how much a plot can have given, and whether weights were taken in one unit."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.readiness.answers import Answer, Severity, evaluator, fails, not_needed, passes, unknown
from exports.readiness.checks.empty import untraced
from exports.readiness.facts import Facts
from exports.readiness.rules import Rule
from traceability.web import dates
from traceability.web.templatetags.look import kg


@evaluator("after-opening")
def after_opening(facts: Facts, rule: Rule) -> Answer:
    """Picked on or after its variety's opening day: blocks where cartons print the name, warns where they do not."""
    if otherwise := untraced(facts):
        return otherwise
    named = {run.lot for run in facts.runs if run.certificate}
    fruit = {key for lot in facts.lots if lot.key in named for key in lot.pickings}
    severity = Severity.BLOCK if fruit else Severity.WARN
    for picking in sorted(facts.pickings, key=lambda one: one.key not in fruit):
        grave = Severity.BLOCK if picking.key in fruit else Severity.WARN
        if picking.opens_on and picking.picked_on < picking.opens_on:
            return fails(
                _("Plot %(plot)s was picked on %(picked)s; the opening day is %(opens)s.")
                % {
                    "plot": picking.plot_number,
                    "picked": dates.day(picking.picked_on),
                    "opens": dates.day(picking.opens_on),
                },
                _("It may not be sold as 百色芒果. Ask whether the importer takes it without the name."),
                severity=grave,
                source=picking.opening_source,
            )
    missing = next((one for one in facts.pickings if one.opens_on is None), None)
    if missing and fruit:
        return unknown(
            _("No opening day of the variety of lot %(lot)s is entered.") % {"lot": missing.code},
            _("Have this year's notice of the city entered."),
            severity=severity,
            who="site",
        )
    if missing:
        return not_needed(_("No opening day is set for this variety."))
    first = min(facts.pickings, key=lambda one: one.picked_on)
    return passes(
        _("First picked on %(picked)s, opening day %(opens)s")
        % {"picked": dates.day(first.picked_on), "opens": dates.day(first.opens_on or first.picked_on)},
        severity=severity,
        provisional=any(one.opening_is_provisional for one in facts.pickings),
    )


@evaluator("yield-believable")
def yield_believable(facts: Facts, rule: Rule) -> Answer:
    """No plot gave more in the season than a good year of its 亩: what came from elsewhere would show here."""
    if otherwise := untraced(facts):
        return otherwise
    known = {one.plot for one in facts.yields if one.area_mu and one.most_kg_per_mu}
    if any(one.plot not in known for one in facts.pickings):
        return unknown(_("No area is recorded for the plots of these lots."), _("Enter how many 亩 each plot has."))
    unweighed = next((one for one in facts.yields if not one.season_g), None)
    if unweighed:
        return unknown(
            _("No weighing of plot %(plot)s is recorded in this season.") % {"plot": unweighed.plot_number},
            _("Check its weigh-ins, or write down why."),
        )
    worst = max(facts.yields, key=lambda one: one.season_g / one.area_mu)
    tonnes = (Decimal(worst.season_g) / 1_000_000 / worst.area_mu).quantize(Decimal("0.01"))
    words = {
        "plot": worst.plot_number,
        "tonnes": tonnes,
        "most": (worst.most_kg_per_mu / 1000).quantize(Decimal("0.01")).normalize(),
    }
    if worst.season_g > worst.area_mu * worst.most_kg_per_mu * 1000:
        return fails(
            _("Plot %(plot)s gave %(tonnes)s t per 亩; %(most)s is a very good year.") % words,
            _("Check its weigh-ins, or write down why."),
            source=worst.source,
        )
    return passes(_("At most %(tonnes)s t per 亩, plot %(plot)s; %(most)s is a very good year") % words)


@evaluator("weights-in-one-unit")
def weights_in_one_unit(facts: Facts, rule: Rule) -> Answer:
    """Scale and book differ by no factor of `factor` (within `percent`): nobody took 斤 for kilograms."""
    if otherwise := untraced(facts):
        return otherwise
    factor, percent = Decimal(rule.parameters["factor"]), Decimal(rule.parameters["percent"])
    for picking in facts.pickings:
        more, less = max(picking.logged_g, picking.weighed_g), min(picking.logged_g, picking.weighed_g)
        if not less:
            return unknown(
                _("Lot %(lot)s was logged or weighed without a weight.") % {"lot": picking.code},
                _("Ask which it was, and correct the weight that is wrong."),
            )
        if abs(Decimal(more) / less / factor - 1) * 100 <= percent:
            return fails(
                _("Lot %(lot)s was logged as %(logged)s and weighed as %(weighed)s: one of them looks like 斤.")
                % {
                    "lot": picking.code,
                    "logged": kg(picking.logged_g, "unit"),
                    "weighed": kg(picking.weighed_g, "unit"),
                },
                _("Ask which it was, and correct the weight that is wrong."),
            )
    return passes(
        ngettext(
            "%(count)s weighing, kept as grams; none looks like 斤",
            "%(count)s weighings, all kept as grams; none looks like 斤",
            len(facts.pickings),
        )
        % {"count": len(facts.pickings)}
    )
