"""The rules that a judgement uses, as plain values: requirement rows with their clauses, and what they all hash to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language

from exports.destinations import reaches
from exports.models import Clause, ExportBatch, Requirement
from traceability.certification.models import OpeningDay, ResidueLimit

HIGH = "high"


@dataclass(frozen=True)
class Line:
    """A clause of a rule."""

    species: str
    subject: str
    rule: str
    parameters: dict[str, Any]
    source: str
    confidence: str

    @property
    def is_provisional(self) -> bool:
        """True unless its source is sure."""
        return self.confidence.strip().lower() != HIGH

    def concerns(self, species: str) -> bool:
        """Whether it is written for a kind of fruit."""
        return not self.species or species in self.species.split()


@dataclass(frozen=True)
class Rule:
    """A requirement as it read when it was used."""

    code: str
    version: int
    stage: str
    check_name: str
    species: str
    destination: str
    severity: str
    who: str
    title: str
    title_zh: str
    rule: str
    parameters: dict[str, Any]
    source: str
    confidence: str
    lines: tuple[Line, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """True unless its source is sure."""
        return self.confidence.strip().lower() != HIGH

    @property
    def name(self) -> str:
        """Its title in the reader's language."""
        return self.title_zh if (get_language() or "").startswith("zh") else self.title

    @property
    def topic(self) -> str:
        """What somebody has to say for it to be known; empty where nobody is asked."""
        return str(self.parameters.get("topic", ""))

    @property
    def needs_words(self) -> bool:
        """True where a bare yes is no answer: a remark or a photo has to come with it."""
        return self.parameters.get("evidence") in ("photo-or-remark", "remark")

    def concerns(self, species: Set[str]) -> bool:
        """Whether it is written for one of these kinds of fruit."""
        return not self.species or not species or any(kind in species for kind in self.species.split())

    def lines_for(self, species: Iterable[str]) -> list[Line]:
        """Its clauses for some kinds of fruit."""
        kinds = list(species)
        return [line for line in self.lines if any(line.concerns(kind) for kind in kinds)]


def rules_for(batch: ExportBatch) -> list[Rule]:
    """What holds where the batch is eaten on its day of arrival, in the order of the sheet: two queries."""
    lines: dict[str, list[Line]] = {}
    for row in Clause.objects.in_force(batch.arrives_on):
        lines.setdefault(row.requirement, []).append(
            Line(row.species, row.subject, row.rule, row.parameters, row.source, row.confidence)
        )
    return [
        _rule(row, tuple(lines.get(row.code, ())))
        for row in Requirement.objects.in_force(batch.arrives_on)
        if reaches(row.destination, batch.destination)
    ]


def _rule(row: Requirement, lines: tuple[Line, ...]) -> Rule:
    own = {name: getattr(row, name) for name in Rule.__dataclass_fields__ if name != "lines"}
    return Rule(**own, lines=lines)


_TABLES = (Requirement, Clause, ResidueLimit, OpeningDay)


def fingerprint() -> str:
    """SHA-256 of every rule, limit and opening day that is entered: another one means that batches are judged again.

    Days count by themselves: a batch is judged for its day of arrival, whatever today is.
    """
    told = hashlib.sha256()
    for table in _TABLES:
        fields = [one.attname for one in table._meta.concrete_fields if one.name != "id"]
        for row in table._default_manager.order_by(*fields).values_list(*fields):
            told.update(json.dumps(row, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False).encode())
    return told.hexdigest()
