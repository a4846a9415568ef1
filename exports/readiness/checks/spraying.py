"""What was sprayed: whether it is written down whole, was waited for, and may be on fruit for the destination."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.checks.empty import no_cartons, no_picking
from exports.readiness.checks.plant_health import not_under_the_option
from exports.readiness.facts import Facts, SprayLimit, names
from exports.readiness.rules import Rule
from traceability.certification.places import place_name
from traceability.certification.residues import plain
from traceability.certification.substances import in_words
from traceability.web import dates

_LACKING = {
    "registration": gettext_noop("registration number"),
    "dose": gettext_noop("dose"),
    "target": gettext_noop("what it was for"),
    "substances": gettext_noop("active substance"),
}


@evaluator("sprays-recorded")
def sprays_recorded(facts: Facts, rule: Rule) -> Answer:
    """Every line of the spraying books of the season names product, registration, substance, dose, day and target."""
    if not facts.lots:
        return no_cartons()
    if not facts.pickings:
        return no_picking()
    if facts.spray_gaps:
        gap = facts.spray_gaps[0]
        return fails(
            _("Plot %(plot)s, %(product)s of %(day)s: not written down is %(lacks)s.")
            % {
                "plot": gap.plot_number,
                "product": gap.product,
                "day": dates.day(gap.applied_on),
                "lacks": names(_(_LACKING[one]) for one in gap.lacks),
            },
            _("Correct the line in the grower's book by the bottle."),
        )
    if not facts.sprays:
        return passes(_("No spraying is recorded before the picking"))
    return passes(
        ngettext(
            "%(count)s spraying with product, registration, dose, day and target",
            "%(count)s sprayings with product, registration, dose, day and target",
            facts.sprays,
        )
        % {"count": facts.sprays}
    )


@evaluator("intervals-kept")
def intervals_kept(facts: Facts, rule: Rule) -> Answer:
    """No fruit was picked before the interval of a spraying had run out."""
    if not facts.lots:
        return no_cartons()
    if not facts.pickings:
        return no_picking()
    for picking in facts.pickings:
        if picking.allowed_from and picking.picked_on < picking.allowed_from:
            return fails(
                _("Plot %(plot)s was picked on %(picked)s, but not before %(allowed)s was it allowed.")
                % {
                    "plot": picking.plot_number,
                    "picked": dates.day(picking.picked_on),
                    "allowed": dates.day(picking.allowed_from),
                },
                _("This fruit may not be sold as it is. Take its lots off the pallets and tell the cooperative."),
                who="exporter",
            )
    sprayed = sum(1 for picking in facts.pickings if picking.sprayings)
    if not sprayed:
        return passes(_("No spraying is recorded before the picking"))
    words = {"sprayed": sprayed, "pickings": len(facts.pickings)}
    return passes(
        ngettext(
            "Sprayed before %(sprayed)s of %(pickings)s picking, past its interval",
            "Sprayed before %(sprayed)s of %(pickings)s pickings, all past their interval",
            len(facts.pickings),
        )
        % words
    )


@evaluator("substances-allowed")
def substances_allowed(facts: Facts, rule: Rule) -> Answer:
    """Nothing was sprayed whose limit at the destination is at or below `nothing_mg_kg`: as good as forbidden there."""
    if not facts.lots:
        return no_cartons()
    if not facts.pickings:
        return no_picking()
    nothing = Decimal(rule.parameters["nothing_mg_kg"])
    for limit in facts.spray_limits:
        if limit.is_entered and limit.limit_mg_kg is not None and limit.limit_mg_kg <= nothing:
            return fails(
                _("%(substance)s was sprayed; %(place)s allows %(limit)s mg/kg, as good as none.") % _told(limit),
                _("Send this fruit where it is allowed, and let nobody spray it on plots for this destination."),
                source=limit.source,
                who="exporter",
            )
    missing = next((limit for limit in facts.spray_limits if not limit.is_entered), None)
    if missing:
        return unknown(
            _("%(substance)s was sprayed, and no limit of it is entered for this fruit.") % _told(missing),
            _("Have its limit entered from the Union's list."),
            who="site",
        )
    if not facts.spray_limits:
        return passes(_("No spraying is recorded before the picking"))
    return passes(names(in_words(limit.substance) for limit in facts.spray_limits))


def _told(limit: SprayLimit) -> dict[str, str]:
    return {
        "substance": in_words(limit.substance),
        "place": place_name(limit.rule),
        "limit": plain(limit.limit_mg_kg) if limit.limit_mg_kg else "0",
    }


@evaluator("orchard-watched")
def orchard_watched(facts: Facts, rule: Rule) -> Answer:
    """Where the certificate names the option `option`, traps were read in each of the last `months` before picking."""
    if otherwise := not_under_the_option(facts, rule):
        return otherwise
    if not facts.pickings:
        return no_picking()
    said = facts.statement(rule.topic)
    if said is None:
        return unknown(
            _("Nobody has said when traps were read and orchards inspected."), _("Enter every day of the log.")
        )
    days = [str(day) for day in said.measured.get("read_on", [])]
    first = min(picking.picked_on for picking in facts.pickings)
    months = range(1, int(rule.parameters["months"]) + 1)
    wanted = [_month_before(first.year, first.month, back) for back in months]
    missing = [month for month in wanted if not any(day.startswith(month) for day in days)]
    if missing or not said.holds:
        return fails(
            _("No reading is entered for %(months)s.") % {"months": names(sorted(missing))} if missing else said.remark,
            _("Look it up in the log of the orchard. What was not read cannot be declared."),
        )
    return passes(_("Read in %(months)s, %(who)s") % {"months": names(sorted(wanted)), "who": said.by})


def _month_before(year: int, month: int, back: int) -> str:
    """2026-05, for one month before June 2026."""
    count = year * 12 + month - 1 - back
    return f"{count // 12}-{count % 12 + 1:02d}"
