"""The protected name, and the label that may carry it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exports.readiness.answers import Answer, evaluator, fails, not_needed, passes
from exports.readiness.checks.origin import no_cartons
from exports.readiness.facts import BatchFacts
from traceability.certification.queries import certificate_for
from traceability.jobs.models import Job
from traceability.labels.models import LabelSpan


@evaluator("name-certified")
def name_certified(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """Cartons that print the name come from lots whose certificate is in force on the day of departure."""
    named = [content for content in facts.contents if content.run.certificate_id]
    if not facts.contents:
        return no_cartons()
    if not named:
        return not_needed(_("No carton carries a protected name."))
    numbers: dict[str, None] = {}
    printed = {
        (content.run.lot_id, certificate.scheme_id): (content.run.lot, certificate.scheme)
        for content in named
        if (certificate := content.run.certificate)
    }
    for lot, scheme in printed.values():
        standing = certificate_for(lot, on=facts.batch.leaves_on, scheme=scheme)
        if standing is None:
            return fails(
                _("No certificate of lot %(lot)s is in force on the day of departure.") % {"lot": lot.code},
                _("Take these cartons off, or ask the control body whether it certifies the lot again."),
            )
        numbers[standing.number] = None
    count = sum(content.cartons for content in named)
    return passes(
        ngettext("%(count)s carton under %(numbers)s", "%(count)s cartons under %(numbers)s", count)
        % {"count": count, "numbers": pgettext("between names", ", ").join(numbers)}
    )


@evaluator("name-fits-species")
def name_fits_species(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """No carton prints a name that is protected for another species."""
    if not facts.contents:
        return no_cartons()
    for content in facts.contents:
        certificate, species = content.run.certificate, content.run.lot.product.variety.species
        if certificate and certificate.scheme.species_id != species.pk:
            return fails(
                _("Cartons of lot %(lot)s are %(species)s and print %(name)s.")
                % {"lot": content.run.lot.code, "species": species.name_en, "name": certificate.scheme.name_en},
                _("Destroy these labels. The name belongs to another fruit."),
            )
    return passes(_("No protected name on these cartons"))


@evaluator("cartons-labelled")
def cartons_labelled(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """Cartons stand on pallets, every one under a label that was printed and is not void."""
    if not facts.contents:
        return fails(_("No carton stands on a pallet yet."), _("Build a pallet from a printed label run."))
    voids = _voids(facts)
    for content in facts.contents:
        job = content.run.job
        if job is None or job.state != Job.State.DONE:
            return fails(
                _("Label run %(run)s is not printed to the end.") % {"run": content.run_id},
                _("Print it, then judge again."),
            )
        if any(first <= content.last and last >= content.first for first, last in voids.get(content.run_id, ())):
            return fails(
                _("Some labels of run %(run)s on pallet %(sscc)s were declared void.")
                % {"run": content.run_id, "sscc": content.pallet.sscc},
                _("Take these cartons off the pallet and label them anew."),
            )
    count = sum(facts.cartons.values())
    return passes(ngettext("%(count)s carton, labelled", "%(count)s cartons, all labelled", count) % {"count": count})


def _voids(facts: BatchFacts) -> dict[int, list[tuple[int, int]]]:
    """Void labels by their run, as first and last."""
    found: dict[int, list[tuple[int, int]]] = {}
    runs = {content.run_id for content in facts.contents}
    spans = LabelSpan.objects.filter(run__in=runs, state=LabelSpan.State.VOID)
    for run, first, last in spans.values_list("run", "first", "last"):
        found.setdefault(run, []).append((first, last))
    return found
