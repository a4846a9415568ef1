"""What an evaluator answers, and what the engine makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from exports.models import Requirement
from exports.readiness.facts import Facts
from exports.readiness.rules import Rule

Severity = Requirement.Severity


@dataclass(frozen=True)
class Answer:
    """Does it hold (None: nobody knows), what was found, and what to do about it.

    `rule` and `source` say more exactly than the requirement's row what the answer rests on, where that is known;
    `who` can mend it, where that is somebody else than the row says. `severity` replaces the row's where the fact
    decides how grave it is, and `later` marks what nobody can know before the batch has left.
    """

    holds: bool | None
    words: str
    what_to_do: str = ""
    applies: bool = True
    provisional: bool = False
    rule: str = ""
    source: str = ""
    who: str = ""
    severity: str = ""
    later: bool = False


def passes(words: str, **more: Any) -> Answer:
    """It was checked, and it holds."""
    return Answer(True, words, **more)


def fails(words: str, what_to_do: str, **more: Any) -> Answer:
    """It was checked, and it does not hold."""
    return Answer(False, words, what_to_do, **more)


def unknown(words: str, what_to_do: str = "", **more: Any) -> Answer:
    """It could not be checked. That is never a pass."""
    return Answer(None, words, what_to_do, **more)


def not_needed(words: str) -> Answer:
    """The rule has nothing to say about this batch."""
    return Answer(None, words, applies=False)


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 (no password)
    FAIL = "fail"
    WARNING = "warning"
    UNKNOWN = "unknown"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Result:
    """One requirement judged: the fact, the rule with its version and source, what to do and who can do it.

    `topic` is what somebody can say at once to mend it; `later` is true of what nobody can know before departure.
    """

    code: str
    version: int
    stage: str
    title: str
    severity: str
    outcome: str
    words: str
    what_to_do: str
    rule: str
    source: str
    provisional: bool
    who: str = ""
    topic: str = ""
    later: bool = False

    @property
    def stops(self) -> bool:
        """True when the batch may not leave for it: a blocking rule that is broken, or of which nobody knows."""
        return self.severity == Severity.BLOCK and self.outcome in (Outcome.FAIL, Outcome.UNKNOWN)

    @property
    def warns(self) -> bool:
        """True when the batch may leave for it only if a named person says so in writing."""
        doubtful = self.outcome in (Outcome.WARNING, Outcome.UNKNOWN)
        return self.severity == Severity.WARN and doubtful and not self.later

    @property
    def state(self) -> str:
        """Which drawing shows it: ok, no, warn, wait, dunno or none."""
        return "wait" if self.later and self.outcome == Outcome.UNKNOWN else STATES[Outcome(self.outcome)]

    @property
    def stage_name(self) -> str:
        """Its stage in the reader's language."""
        return str(Requirement.Stage(self.stage).label)

    @property
    def who_name(self) -> str:
        """Who can mend it, in the reader's language."""
        return str(Requirement.Who(self.who).label) if self.who else ""

    def as_dict(self) -> dict[str, Any]:
        """What a report keeps."""
        return asdict(self)


STATES = {
    Outcome.PASS: "ok",
    Outcome.FAIL: "no",
    Outcome.WARNING: "warn",
    Outcome.UNKNOWN: "dunno",
    Outcome.NOT_NEEDED: "none",
}

Evaluator = Callable[[Facts, Rule], Answer]
EVALUATORS: dict[str, Evaluator] = {}


def evaluator(name: str) -> Callable[[Evaluator], Evaluator]:
    """Register a function under the name that `Requirement.check_name` uses."""

    def register(function: Evaluator) -> Evaluator:
        if EVALUATORS.setdefault(name, function) is not function:
            raise ValueError(f"two evaluators are called {name}")
        return function

    return register
