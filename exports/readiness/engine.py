"""Every requirement in force, answered about one batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exports.models import ExportBatch, Requirement
from exports.readiness import checks  # noqa: F401 (registers the evaluators)
from exports.readiness.answers import EVALUATORS, Answer, Outcome, Result, not_needed, unknown
from exports.readiness.facts import BatchFacts
from exports.reference import reaches


@dataclass(frozen=True)
class Assessment:
    """All results, in the order of the sheet."""

    results: Sequence[Result]

    @property
    def ready(self) -> bool:
        """True when nothing stops the batch. Without a single rule nothing is known, so it is not ready."""
        return bool(self.results) and not self.stopping

    @property
    def stopping(self) -> list[Result]:
        """What stops it: broken rules first, then those of which nobody knows."""
        stops = [result for result in self.results if result.stops]
        return sorted(stops, key=lambda result: result.outcome != Outcome.FAIL)

    def having(self, *outcomes: str) -> list[Result]:
        """The results with one of these outcomes."""
        return [result for result in self.results if result.outcome in outcomes]


def assess(batch: ExportBatch) -> Assessment:
    """Judge `batch` as it is recorded now, in the reader's language; nothing is written.

    The rules are those in force on the planned day of arrival, when the fruit meets the border that applies them.
    """
    facts = BatchFacts(batch)
    requirements = Requirement.objects.in_force(batch.arrives_on)
    facts.rules_here = sum(
        1
        for requirement in requirements
        if requirement.destination and reaches(requirement.destination, batch.destination)
    )
    return Assessment(
        [
            _judge(facts, requirement)
            for requirement in requirements
            if reaches(requirement.destination, batch.destination)
        ]
    )


def _judge(facts: BatchFacts, requirement: Requirement) -> Result:
    answer = _answer(facts, requirement)
    return Result(
        code=requirement.code,
        version=requirement.version,
        stage=requirement.stage,
        title=requirement.name,
        severity=requirement.severity,
        outcome=_outcome(answer, requirement).value,
        words=answer.words,
        what_to_do=answer.what_to_do,
        rule=answer.rule or requirement.rule,
        source=answer.source or requirement.source,
        provisional=answer.provisional or requirement.is_provisional,
    )


def _answer(facts: BatchFacts, requirement: Requirement) -> Answer:
    species = requirement.species.split()
    if species and facts.lots and not facts.species.intersection(species):
        return not_needed(_("Not for %(fruit)s.") % {"fruit": facts.fruit_names})
    evaluate = EVALUATORS.get(requirement.check_name)
    if evaluate is None:
        return unknown(
            _("Nothing here can answer “%(check)s”.") % {"check": requirement.check_name},
            _("Tell the people who run this site: a rule was entered that it cannot check."),
        )
    return evaluate(facts, requirement.parameters)


def _outcome(answer: Answer, requirement: Requirement) -> Outcome:
    if not answer.applies:
        return Outcome.NOT_NEEDED
    if answer.holds is None:
        return Outcome.UNKNOWN
    if answer.holds:
        return Outcome.PASS
    return Outcome.FAIL if requirement.severity == Requirement.Severity.BLOCK else Outcome.WARNING
