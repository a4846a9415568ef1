"""What was sprayed: whether it is written down whole, was waited for, and may be on fruit for the destination."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.checks.empty import untraced
from exports.readiness.checks.plant_health import not_under_the_option
from exports.readiness.checks.saying import by, doubt_about, said_no
from exports.readiness.facts import Facts, Said, SprayLimit, names
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
    """Every line of the spraying books of the season names product, registration, substance, dose, day and target.

    A book without a line says nothing: somebody has said on `topic` that what is not in it was not sprayed.
    """
    if otherwise := untraced(facts):
        return otherwise
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
    if otherwise := _perhaps_sprayed(facts, rule):
        return otherwise
    if not any(picking.sprayings for picking in facts.pickings):
        return passes(_not_sprayed(facts, rule))
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
    """No fruit was picked before the interval of a spraying had run out; what was not sprayed, somebody has said."""
    if otherwise := untraced(facts):
        return otherwise
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
    if otherwise := _perhaps_sprayed(facts, rule):
        return otherwise
    endless = next((picking for picking in facts.pickings if picking.sprayings and picking.allowed_from is None), None)
    if endless:
        return unknown(
            _("Plot %(plot)s was sprayed, and how long to wait is not recorded.") % {"plot": endless.plot_number},
            _("Correct the line in the grower's book by the bottle."),
        )
    sprayed = sum(1 for picking in facts.pickings if picking.sprayings)
    if not sprayed:
        return passes(_not_sprayed(facts, rule))
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
    """Nothing was sprayed whose limit at the destination is at or below `nothing_mg_kg`: as good as forbidden there.

    What was not sprayed, somebody has said.
    """
    if otherwise := untraced(facts):
        return otherwise
    nothing = Decimal(rule.parameters["nothing_mg_kg"])
    for limit in facts.spray_limits:
        if limit.is_entered and limit.limit_mg_kg is not None and limit.limit_mg_kg <= nothing:
            return fails(
                _("%(substance)s was sprayed; %(place)s allows %(limit)s mg/kg, as good as none.") % _told(limit),
                _("Send this fruit where it is allowed, and let nobody spray it on plots for this destination."),
                source=limit.source,
                who="exporter",
            )
    if otherwise := _unknown_substance(facts) or _perhaps_sprayed(facts, rule):
        return otherwise
    if not facts.spray_limits:
        return passes(_not_sprayed(facts, rule))
    return passes(names(in_words(limit.substance) for limit in facts.spray_limits))


def _unknown_substance(facts: Facts) -> Answer | None:
    """The answer where something was sprayed of which nobody knows what it was, or what is allowed of it."""
    judged = {limit.substance: limit.is_entered for limit in facts.spray_limits}
    for limit in facts.spray_limits:
        judged[limit.substance] &= limit.is_entered and (limit.is_exempt or limit.limit_mg_kg is not None)
    for picking in facts.pickings:
        for spraying in picking.sprayings:
            if not spraying.substances:
                return unknown(
                    _("Plot %(plot)s was sprayed with something whose active substance is not recorded.")
                    % {"plot": picking.plot_number},
                    _("Correct the line in the grower's book by the bottle."),
                    who="cooperative",
                )
            missing = next((one for one in spraying.substances if not judged.get(one)), None)
            if missing:
                return unknown(
                    _("%(substance)s was sprayed, and no limit of it is entered for this fruit.")
                    % {"substance": in_words(missing)},
                    _("Have its limit entered from the Union's list."),
                    who="site",
                )
    return None


def _said_of_the_books(facts: Facts, rule: Rule) -> Said | None:
    """What was said of the spraying books: on the rule's own topic, or on that of the rule which asks for it."""
    return facts.statement(rule.topic or str(rule.parameters.get("books", "")))


def _perhaps_sprayed(facts: Facts, rule: Rule) -> Answer | None:
    """The answer where a plot may have been sprayed for all that is known; None where a line or somebody says."""
    said = _said_of_the_books(facts, rule)
    if said and not said.holds:
        return said_no(said, _("Have it entered in the grower's book."))
    bare = next((picking for picking in facts.pickings if not picking.sprayings), None)
    if bare is None:
        return None
    if said:
        return doubt_about(facts, said, rule) or _found_since(facts, said)
    return unknown(
        _("No spraying of plot %(plot)s is in the book, and nobody has said that there was none.")
        % {"plot": bare.plot_number},
        _("Ask the grower. Enter what was sprayed; if nothing was, say so with your name."),
        who="cooperative",
    )


def _found_since(facts: Facts, said: Said) -> Answer | None:
    """The answer where a laboratory found what no book names after somebody had said that nothing was sprayed."""
    for report, measured in facts.found_in_no_book:
        if report.reported_on > said.on:
            words = by(said) | {"number": report.number, "substance": in_words(measured.substance)}
            return unknown(
                _("Report %(number)s found %(substance)s; on %(day)s %(who)s had said that nothing was sprayed.")
                % words,
                _("Ask the grower again. Enter what was sprayed; if nothing was, say so anew and where it came from."),
                who="cooperative",
            )
    return None


def _not_sprayed(facts: Facts, rule: Rule) -> str:
    said = _said_of_the_books(facts, rule)
    return _("Nothing was sprayed before the picking; %(who)s, %(day)s") % (by(said) if said else {})


def _told(limit: SprayLimit) -> dict[str, str]:
    return {
        "substance": in_words(limit.substance),
        "place": place_name(limit.rule),
        "limit": plain(limit.limit_mg_kg) if limit.limit_mg_kg else "0",
    }


@evaluator("orchard-watched")
def orchard_watched(facts: Facts, rule: Rule) -> Answer:
    """Where the certificate names the option `option`, traps were read in each of the last `months` before picking."""
    if otherwise := not_under_the_option(facts, rule) or untraced(facts):
        return otherwise
    said = facts.statement(rule.topic)
    if said is None:
        return unknown(
            _("Nobody has said when traps were read and orchards inspected."), _("Enter every day of the log.")
        )
    if said.holds and (doubt := doubt_about(facts, said, rule)):
        return doubt
    days = [str(day) for day in said.measured.get("read_on", [])]
    months = range(1, int(rule.parameters["months"]) + 1)
    picked = {(picking.picked_on.year, picking.picked_on.month) for picking in facts.pickings}
    wanted = {_month_before(year, month, back) for year, month in picked for back in months}
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
