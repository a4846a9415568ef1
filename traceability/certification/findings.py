"""One test of a claim with its answer: kept without a language, read in any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from traceability.certification.sayings import NOTHING, Said


@dataclass(frozen=True)
class Finding:
    """One test. `ok` is None where the answer is not known; `row` is the rule's table and key, as used."""

    step: str
    ok: bool | None
    said: Said
    law: Said = NOTHING
    source: str = ""
    provisional: bool = False
    row: str = ""
    warns: bool = False

    @property
    def words(self) -> str:
        """The answer in the reader's language."""
        return str(self.said)

    @property
    def rule(self) -> str:
        """The rule in the reader's language."""
        return str(self.law)

    @property
    def state(self) -> str:
        """The sign that stands beside it: ok, no, warn or dunno."""
        return "warn" if self.warns else {True: "ok", False: "no", None: "dunno"}[self.ok]


def kept(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as JSON: slugs and facts, no sentence."""
    return [asdict(finding) for finding in findings]


def told(stored: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Findings that were kept."""
    return [Finding(**{**one, "said": Said(**one["said"]), "law": Said(**one["law"])}) for one in stored]
