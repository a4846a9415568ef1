"""When what somebody said is no answer: it was said of other fruit, or without what the rule asks for by now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from exports.readiness.answers import Answer, fails, unknown
from exports.readiness.checks.empty import no_cartons
from exports.readiness.facts import Facts, Said
from exports.readiness.measures import measure_of
from exports.readiness.rules import Rule
from traceability.web import dates


def doubt_about(facts: Facts, said: Said, rule: Rule) -> Answer | None:
    """The answer of a rule to which a statement about the fruit is none; None where it is.

    It was said of the lots that stood on the pallets at that moment: of a lot that came later nobody has said anything.
    """
    if not facts.lots:
        return no_cartons()
    looked_at = set(said.lots or ())
    later = next((lot for lot in facts.lots if lot.key not in looked_at), None)
    if later:
        return unknown(
            _("Said on %(day)s, before lot %(lot)s stood on a pallet.")
            % {"day": dates.day(said.on), "lot": later.code},
            _("Look again, and say so with your name."),
        )
    return incomplete(said, rule)


def incomplete(said: Said, rule: Rule) -> Answer | None:
    """The answer where a measure that the rule asks for is missing, or a remark or photo; None where all is there."""
    missing = next((name for name in rule.parameters.get("measures", []) if not said.measured.get(name)), None)
    if missing:
        return unknown(
            _("%(measure)s was not measured.") % {"measure": measure_of(missing).label},
            _("Measure it and enter the figures again."),
        )
    if rule.needs_words and not (said.remark or said.photo):
        return unknown(
            _("Said on %(day)s, without a remark or a photo.") % {"day": dates.day(said.on)},
            _("Look again, and say so with your name."),
        )
    return None


def said_no(said: Said, what_to_do: str) -> Answer:
    """Somebody looked, and it is not so."""
    return fails(_("%(who)s, %(day)s: %(remark)s") % (by(said) | {"remark": said.remark}), what_to_do)


def by(said: Said) -> dict[str, Any]:
    """Who said it and on which day, for a sentence."""
    return {"who": said.by, "day": dates.day(said.on)}
