"""The container, its seal, and whether anybody knows the rules of where it goes."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.containers import is_container_number, spell
from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.facts import Facts
from exports.readiness.rules import Rule
from traceability.certification.places import place_name


@evaluator("container-number")
def container_number(facts: Facts, rule: Rule) -> Answer:
    """The container has a number whose check digit fits (ISO 6346)."""
    container = facts.batch.container
    if not container:
        return fails(_("The batch has no container number."), _("Enter it as it stands on the door."))
    if not is_container_number(container):
        return fails(
            _("%(number)s is no container number: its check digit does not fit.") % {"number": container},
            _("Read it again from the door."),
        )
    return passes(spell(container))


@evaluator("seal-number")
def seal_number(facts: Facts, rule: Rule) -> Answer:
    """The number of the seal is recorded."""
    if not facts.batch.seal:
        return fails(_("The batch has no seal number."), _("Enter it when the doors are shut."))
    return passes(facts.batch.seal)


@evaluator("destination-known")
def destination_known(facts: Facts, rule: Rule) -> Answer:
    """At least one rule is entered for the country or its Union."""
    words = {"count": facts.batch.rules_here, "country": place_name(facts.batch.destination)}
    if not facts.batch.rules_here:
        return unknown(
            _("No rule is entered for the country %(country)s.") % words,
            _("Have its rules entered before fruit goes there."),
        )
    return passes(
        ngettext("%(count)s rule for %(country)s", "%(count)s rules for %(country)s", facts.batch.rules_here) % words
    )
