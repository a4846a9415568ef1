"""Every rule in force, answered about one batch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from exports.models import ExportBatch, ReadinessReport
from exports.readiness import checks  # noqa: F401 (registers the evaluators)
from exports.readiness.answers import EVALUATORS, Answer, Outcome, Result, Severity, not_needed, unknown
from exports.readiness.facts import Facts
from exports.readiness.gather import gather
from exports.readiness.plain import restored
from exports.readiness.rules import Rule, rules_for


@dataclass(frozen=True)
class Assessment:
    """All results, in the order of the sheet, and what they rest on."""

    results: Sequence[Result]
    facts: Facts | None = None
    rules: Sequence[Rule] = ()

    @property
    def ready(self) -> bool:
        """True when nothing stops the batch. Without a single rule nothing is known, so it is not ready."""
        return bool(self.results) and not self.stopping

    @property
    def stopping(self) -> list[Result]:
        """What stops it: broken rules first, then those of which nobody knows."""
        stops = [result for result in self.results if result.stops]
        return sorted(stops, key=lambda result: result.outcome != Outcome.FAIL)

    def blocking(self) -> list[Result]:
        """What nobody may override: the batch is not ready while there is one."""
        return self.stopping

    def warnings(self) -> list[Result]:
        """What a named person has to override in writing before the batch may leave."""
        return [result for result in self.results if result.warns]

    def having(self, *outcomes: str) -> list[Result]:
        """The results with one of these outcomes."""
        return [result for result in self.results if result.outcome in outcomes]


def assess(batch: ExportBatch) -> Assessment:
    """Judge `batch` as it is recorded now, in the reader's language; nothing is written.

    The rules are those in force on the planned day of arrival, when the fruit meets the border that applies them.
    """
    rules = rules_for(batch)
    return judge_facts(gather(batch, rules), rules)


def judge_facts(facts: Facts, rules: Sequence[Rule]) -> Assessment:
    """The same facts and the same rules give the same answers: nothing else is looked at."""
    return Assessment([_judge(facts, rule) for rule in rules], facts, rules)


def reproduce(report: ReadinessReport) -> Assessment:
    """Judge again what a report judged, from the facts and rules that it kept, in the language in which it was said.

    Whatever was entered, changed or ended since makes no difference. What a report kept is enough as long as its
    evaluators answer the same; that they still do is seen by comparing with the results that it kept as well.
    """
    with translation.override(report.language):
        return _judged_anew(report, report.rules)


def said_again(report: ReadinessReport, codes: Collection[str]) -> list[Result]:
    """What a report says of some of its requirements, from the facts that it kept, in the reader's language."""
    return list(_judged_anew(report, [rule for rule in report.rules if rule["code"] in codes]).results)


def _judged_anew(report: ReadinessReport, kept: Iterable[Mapping[str, Any]]) -> Assessment:
    return judge_facts(restored(Facts, report.facts), [restored(Rule, rule) for rule in kept])


def _judge(facts: Facts, rule: Rule) -> Result:
    answer = _answer(facts, rule)
    severity = answer.severity or rule.severity
    return Result(
        code=rule.code,
        version=rule.version,
        stage=rule.stage,
        title=rule.name,
        severity=severity,
        outcome=_outcome(answer, severity).value,
        words=answer.words,
        what_to_do=answer.what_to_do,
        rule=answer.rule or rule.rule,
        source=answer.source or rule.source,
        provisional=answer.provisional or rule.is_provisional,
        who=(answer.who or rule.who) if answer.applies and not answer.holds else "",
        topic=rule.topic if answer.applies else "",
        later=answer.later,
    )


def _answer(facts: Facts, rule: Rule) -> Answer:
    if not rule.concerns(facts.species_codes):
        return not_needed(_("Not for %(fruit)s.") % {"fruit": facts.fruit_names})
    evaluate = EVALUATORS.get(rule.check_name)
    if evaluate is None:
        return unknown(
            _("Nothing here can answer “%(check)s”.") % {"check": rule.check_name},
            _("Tell the people who run this site: a rule was entered that it cannot check."),
            who="site",
        )
    return evaluate(facts, rule)


def _outcome(answer: Answer, severity: str) -> Outcome:
    if not answer.applies:
        return Outcome.NOT_NEEDED
    if answer.holds is None:
        return Outcome.UNKNOWN
    if answer.holds:
        return Outcome.PASS
    return Outcome.FAIL if severity == Severity.BLOCK else Outcome.WARNING
