"""The container, its seal, the customs code, and whether anybody knows the rules of where it goes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.containers import is_container_number, spell
from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.checks.origin import no_cartons
from exports.readiness.facts import BatchFacts
from traceability.certification.places import place_name


@evaluator("container-number")
def container_number(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
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
def seal_number(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """The number of the seal is recorded."""
    if not facts.batch.seal:
        return fails(_("The batch has no seal number."), _("Enter it when the doors are shut."))
    return passes(facts.batch.seal)


@evaluator("customs-code")
def customs_code(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """The customs code of each fruit stands under the heading of its species: a mandarin is not an orange."""
    if not facts.lots:
        return no_cartons()
    headings: dict[str, str] = parameters["headings"]
    codes: dict[str, None] = {}
    for species in {lot.product.variety.species_id: lot.product.variety.species for lot in facts.lots}.values():
        heading = headings.get(species.code)
        if heading is None:
            return unknown(
                _("No customs heading is entered for %(species)s.") % {"species": species.name_en},
                _("Look it up in the Common Customs Tariff and have it entered."),
            )
        if not "".join(species.cn_code.split()).startswith(heading):
            return fails(
                _("%(species)s has the code %(code)s, which belongs to another fruit.")
                % {"species": species.name_en, "code": species.cn_code},
                _("Have the code of the species put right."),
            )
        codes[species.cn_code] = None
    return passes(_("%(codes)s, origin China, no preference claimed") % {"codes": ", ".join(codes)})


@evaluator("destination-known")
def destination_known(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """At least one rule is entered for the country or its Union."""
    if not facts.rules_here:
        return unknown(
            _("No rule is entered for the country %(country)s.") % {"country": place_name(facts.batch.destination)},
            _("Have its rules entered before fruit goes there."),
        )
    return passes(
        ngettext("%(count)s rule for %(country)s", "%(count)s rules for %(country)s", facts.rules_here)
        % {"count": facts.rules_here, "country": place_name(facts.batch.destination)}
    )
