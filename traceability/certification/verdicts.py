"""A judgement in words, with the rule and the version of the rule behind each."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from traceability.certification.models import Decision
from traceability.lots.models import Lot


@dataclass(frozen=True)
class Finding:
    """One test. `ok` is None where the answer is not known; `row` is the rule's table and key, as used."""

    step: str
    ok: bool | None
    words: str
    rule: str = ""
    source: str = ""
    provisional: bool = False
    row: str = ""
    warns: bool = False

    @property
    def state(self) -> str:
        """The sign that stands beside it: ok, no, warn or dunno."""
        return "warn" if self.warns else {True: "ok", False: "no", None: "dunno"}[self.ok]


@dataclass(frozen=True)
class Verdict:
    """Whether a lot carries a claim (None: not known), in one sentence and test by test."""

    carried: bool | None
    headline: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def state(self) -> str:
        """The sign that stands beside it: ok, no, warn or dunno."""
        if self.carried and any(finding.warns for finding in self.findings):
            return "warn"
        return {True: "ok", False: "no", None: "dunno"}[self.carried]

    @property
    def provisional(self) -> bool:
        """True when a rule that was used is not sure."""
        return any(finding.provisional for finding in self.findings)

    @property
    def first_failure(self) -> Finding | None:
        """What stands in the way: the first test that failed, else the first that is not known."""
        return next((f for f in self.findings if f.ok is False), next((f for f in self.findings if f.ok is None), None))

    def as_json(self) -> list[dict[str, Any]]:
        """The findings as they are kept with a decision."""
        return [asdict(finding) for finding in self.findings]


def keep(verdict: Verdict, *, lot: Lot, claim: str, on: date) -> Decision:
    """Write a judgement down with the versions of the rules it used."""
    return Decision.objects.create(
        lot=lot, claim=claim, carried=verdict.carried, decided_on=on, findings=verdict.as_json()
    )
