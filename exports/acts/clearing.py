"""May a batch go on? What stops it, and which warnings nobody has taken on."""

from __future__ import annotations

from exports.models import ExportBatch, Requirement
from exports.readiness.answers import Result
from exports.readiness.engine import Assessment
from exports.refusals import NoRuleIsEntered, NotReady, WarningStands

Stage = Requirement.Stage


def held_by(batch: ExportBatch, assessment: Assessment) -> list[Result]:
    """What holds a batch back from its next step: the requirements that stop it, then the warnings left.

    What is known only when the doors are shut, the stage of loading, is asked once they are.
    """
    found = [*assessment.stopping, *warnings_left(batch, assessment)]
    return [one for one in found if not batch.is_draft or one.stage != Stage.LOADING]


def warnings_left(batch: ExportBatch, assessment: Assessment) -> list[Result]:
    """The warnings that no override in force covers."""
    covered = set(batch.overrides.in_force().values_list("requirement", "version"))
    return [one for one in assessment.warnings() if (one.code, one.version) not in covered]


def check_clear(batch: ExportBatch, assessment: Assessment) -> None:
    """Raises NotReady with the first requirement that stops the batch where it stands, or else WarningStands.

    Raises NoRuleIsEntered when nobody knows what to ask.
    """
    if not assessment.results:
        raise NoRuleIsEntered(code=batch.code)
    if held := held_by(batch, assessment):
        raise (NotReady if held[0].stops else WarningStands)(**_facts(batch, held))


def _facts(batch: ExportBatch, results: list[Result]) -> dict[str, object]:
    first = results[0]
    return {
        "code": batch.code,
        "requirement": first.code,
        "check": first.title,
        "words": first.words,
        "what_to_do": first.what_to_do,
        "rule": first.rule,
        "source": first.source,
        "others": [result.code for result in results[1:]],
    }
