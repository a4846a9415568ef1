"""What changed for an exporter's batches without anybody's doing: rules and limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from exports.models import ExportBatch, ReadinessReport
from exports.readiness.answers import STATES, Outcome
from traceability.parties.models import Organisation

OVER = (ExportBatch.State.ARRIVED, ExportBatch.State.RECEIVED, ExportBatch.State.REFUSED)
Because = ReadinessReport.Because


@dataclass(frozen=True)
class Change:
    """A check that came out otherwise; before is empty for a rule that is new."""

    code: str
    title: str
    before: str
    after: str
    words: str

    @property
    def state(self) -> str:
        """The sign beside it, as it is now."""
        return STATES[Outcome(self.after)]


@dataclass(frozen=True)
class JudgedAnew:
    """A batch that was judged again by itself, with another outcome."""

    code: str
    at: datetime
    ready: bool
    changes: tuple[Change, ...]

    @property
    def state(self) -> str:
        """no, where it may not leave as it is; else warn."""
        return "warn" if self.ready else "no"


def judged_anew(*exporters: Organisation) -> list[JudgedAnew]:
    """Batches of exporters that have not arrived and came out otherwise; one query. Whoever judges has read it."""
    return _anew(ReadinessReport.objects.filter(batch__exporter__in=exporters).exclude(batch__state__in=OVER))


def judged_anew_of(batch: ExportBatch) -> JudgedAnew | None:
    """The same of one batch."""
    return next(iter(_anew(ReadinessReport.objects.filter(batch=batch))), None)


def _anew(reports: QuerySet[ReadinessReport]) -> list[JudgedAnew]:
    rows = reports.order_by("batch", "-judged_at", "-pk")
    newest: dict[str, list[tuple[datetime, str, bool, list[dict[str, str]]]]] = {}
    for code, *report in rows.values_list("batch__code", "judged_at", "because", "ready", "results").iterator():
        found = newest.setdefault(code, [])
        if len(found) < 2:
            found.append((report[0], report[1], report[2], report[3]))
    return [
        JudgedAnew(code, latest[0], latest[2], changes)
        for code, (latest, *before) in newest.items()
        if latest[1] == Because.RULES_CHANGED and before and (changes := _changes(before[0][3], latest[3]))
    ]


def _changes(before: list[dict[str, str]], after: list[dict[str, str]]) -> tuple[Change, ...]:
    was = {result["code"]: result["outcome"] for result in before}
    return tuple(
        Change(result["code"], result["title"], was.get(result["code"], ""), result["outcome"], result["words"])
        for result in after
        if was.get(result["code"]) != result["outcome"]
    )
