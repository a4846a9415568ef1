"""A grower's consents as pages and phones show them: each kind with its words, whether it stands, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orchards.models import Grower
from traceability.parties.consent.models import Consent, Kind, Wording
from traceability.parties.consent.queries import wordings


@dataclass(frozen=True)
class Line:
    """One switch. `before` are consents that were withdrawn, the newest first."""

    kind: Kind
    wording: Wording
    standing: Consent | None
    before: tuple[Consent, ...]

    @property
    def label(self) -> str:
        return str(self.kind.label)


def lines_of(grower: Grower, today: date) -> list[Line]:
    """One for each kind, in their order."""
    rows = list(Consent.objects.filter(person=grower.user_id).select_related("wording", "recorded_by", "withdrawn_by"))
    words = wordings(on=today)
    return [
        Line(
            kind,
            words[kind],
            next((row for row in rows if row.kind == kind and row.withdrawn_at is None), None),
            tuple(row for row in reversed(rows) if row.kind == kind and row.withdrawn_at is not None),
        )
        for kind in Kind
    ]
