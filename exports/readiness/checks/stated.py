"""What somebody answers for by name, because nobody's books know it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.checks.saying import by, doubt_about, incomplete, said_no
from exports.readiness.facts import Facts, Said, names
from exports.readiness.measures import measure_of
from exports.readiness.rules import Line, Rule


@evaluator("stated")
def stated(facts: Facts, rule: Rule) -> Answer:
    """Somebody said that it is so: on `topic`, at most `days` before departure where that is asked, with `measures`.

    `about` is "lots" where it was seen on the fruit or its pallets, so that what came later has to be looked at.
    """
    said = facts.statement(rule.topic)
    if said is None:
        return unknown(_("Nobody has said so yet."), _("Look, and say so with your name."))
    if not said.holds:
        return said_no(said, _("Mend it, then say so."))
    seen = rule.parameters.get("about") == "lots"
    if doubt := doubt_about(facts, said, rule) if seen else incomplete(said, rule):
        return doubt
    days = rule.parameters.get("days")
    if days is not None and (facts.batch.leaves_on - said.on).days > int(days):
        return unknown(
            _("Said on %(day)s, more than %(limit)s days before departure.") % (by(said) | {"limit": days}),
            _("Look again, and say so with your name."),
        )
    told = names(
        f"{measure_of(name).label}: {_shown(value)}"
        for name, value in said.measured.items()
        if not isinstance(value, dict)
    )
    words = by(said) | {"told": told or said.remark or _("with a photo")}
    return passes(_("%(told)s; %(who)s, %(day)s") % words)


@evaluator("quality-measured")
def quality_measured(facts: Facts, rule: Rule) -> Answer:
    """What was measured on a sample reaches every figure of the clauses for the species and variety of the lots.

    A clause's parameters: `measure`, `minimum` or `maximum`, and `varieties` where it is not for all.
    """
    said = facts.statement(rule.topic)
    if said is None:
        return unknown(
            _("No quality test of this fruit is entered."),
            _("Measure a sample and enter the figures."),
            who="cooperative",
        )
    if not said.holds:
        return said_no(said, _("Sort the lot again."))
    if doubt := doubt_about(facts, said, rule):
        return doubt
    lines = _lines(facts, rule)
    if not lines:
        return unknown(_("No figures are entered for this fruit."), _("Have them entered."), who="site")
    for line in lines:
        if answer := _falls_short(said, line):
            return answer
    fruits = int(said.measured.get("fruits", 0))
    measures = dict.fromkeys(line.parameters["measure"] for line in lines)
    figures = names(f"{measure_of(name).label}: {said.measured[name]}" for name in measures)
    return passes(
        ngettext("%(figures)s; %(fruits)s fruit, %(who)s", "%(figures)s; %(fruits)s fruit, %(who)s", fruits)
        % (by(said) | {"figures": figures, "fruits": fruits}),
        provisional=any(line.is_provisional for line in lines),
    )


def _lines(facts: Facts, rule: Rule) -> list[Line]:
    """The clauses for the fruit of the batch: of one measure the one for its variety before the one for the others.

    None at all where some fruit that the rule is for has none.
    """
    found: list[Line] = []
    for species, variety in sorted({(lot.species, lot.variety) for lot in facts.lots if rule.concerns({lot.species})}):
        chosen: dict[str, Line] = {}
        for line in rule.lines_for([species]):
            varieties = line.parameters.get("varieties", [])
            if variety in varieties or (not varieties and line.parameters["measure"] not in chosen):
                chosen[line.parameters["measure"]] = line
        if not chosen:
            return []
        found += [line for line in chosen.values() if line not in found]
    return found


def _falls_short(said: Said, line: Line) -> Answer | None:
    name, more = line.parameters["measure"], {"rule": line.rule, "source": line.source}
    label, value = measure_of(name).label, said.measured.get(name)
    if value is None:
        return unknown(
            _("%(measure)s was not measured.") % {"measure": label},
            _("Measure it and enter the figures again."),
            **more,
        )
    least, most = line.parameters.get("minimum"), line.parameters.get("maximum")
    if least is None and most is None:
        return unknown(_("No figures are entered for this fruit."), _("Have them entered."), who="site", **more)
    words = {"measure": label, "value": value, "least": least, "most": most}
    if least is not None and Decimal(value) < Decimal(least):
        return fails(
            _("%(measure)s: %(value)s, at least %(least)s is asked for.") % words,
            _("This fruit is not fit for this market. Take its lots off the pallets."),
            provisional=line.is_provisional,
            **more,
        )
    if most is not None and Decimal(value) > Decimal(most):
        return fails(
            _("%(measure)s: %(value)s, at most %(most)s is allowed.") % words,
            _("Sort the lot again, or take it off the pallets."),
            provisional=line.is_provisional,
            **more,
        )
    return None


def _shown(value: Any) -> str:
    return names(value) if isinstance(value, list) else str(value)
