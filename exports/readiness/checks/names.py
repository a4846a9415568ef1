"""The protected name."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.readiness.answers import Answer, evaluator, fails, not_needed, passes, unknown
from exports.readiness.checks.empty import no_cartons
from exports.readiness.facts import Facts, names
from exports.readiness.rules import Rule


@evaluator("name-certified")
def name_certified(facts: Facts, rule: Rule) -> Answer:
    """Cartons that print the name come from lots whose certificate is in force on the day of departure.

    A certificate is issued only when every gate of the name was passed: species, area, variety, opening day, packer,
    inspection on ripe fruit.
    """
    if not facts.runs:
        return no_cartons()
    named = [(run, run.certificate) for run in facts.runs if run.certificate]
    if bare := _without_certificate(facts):
        return fails(
            _("Labels of run %(run)s print a protected name without a certificate.") % {"run": bare},
            _("Destroy these labels and take their cartons off the pallets."),
        )
    if not named:
        return not_needed(_("No carton carries a protected name."))
    for run, certificate in named:
        if not certificate.standing:
            return fails(
                _("No certificate of lot %(lot)s is in force on the day of departure.")
                % {"lot": facts.lot_of[run.lot].code},
                _("Take these cartons off, or ask the control body whether it certifies the lot again."),
            )
    count = sum(run.cartons for run, _certificate in named)
    return passes(
        ngettext("%(count)s carton under %(numbers)s", "%(count)s cartons under %(numbers)s", count)
        % {"count": count, "numbers": names(certificate.standing for _run, certificate in named)}
    )


@evaluator("name-fits-species")
def name_fits_species(facts: Facts, rule: Rule) -> Answer:
    """No carton prints a name that is protected for another species."""
    if not facts.runs:
        return no_cartons()
    if bare := _without_certificate(facts):
        return unknown(
            _("Labels of run %(run)s print a protected name without a certificate.") % {"run": bare},
            _("Destroy these labels and take their cartons off the pallets."),
        )
    for run in facts.runs:
        lot = facts.lot_of[run.lot]
        if run.certificate and run.certificate.species != lot.species:
            return fails(
                _("Cartons of lot %(lot)s are %(species)s and print %(name)s.")
                % {"lot": lot.code, "species": facts.kind_of[lot.species].name, "name": run.certificate.name},
                _("Destroy these labels. The name belongs to another fruit."),
            )
    return passes(_("No protected name on these cartons"))


def _without_certificate(facts: Facts) -> int | None:
    """The key of a run whose labels print a name on no certificate: whose name it is, nobody knows."""
    return next((run.key for run in facts.runs if run.prints_name and run.certificate is None), None)
