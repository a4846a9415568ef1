"""A judgement in words, with the rule and the version of the rule behind each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from traceability.certification.findings import Finding, kept
from traceability.certification.models import Decision
from traceability.lots.models import Lot


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


def keep(verdict: Verdict, *, lot: Lot, claim: str, on: date) -> Decision:
    """Write a judgement down with the versions of the rules it used."""
    return Decision.objects.create(
        lot=lot, claim=claim, carried=verdict.carried, decided_on=on, findings=kept(verdict.findings)
    )
