"""What a phone brought, told apart: new records, those that are known, and second versions of known ones."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from orchards.drafts import HarvestDraft, TreatmentDraft, is_same
from orchards.field_records import FIELDS, CorrectionDraft, FieldRecord
from orchards.models import Conflict, Correction, Grower, Harvest, Plot, Treatment
from orchards.refusals.records import NothingToCorrect
from traceability.ledger.canonical import canonical_json
from traceability.parties.models import User
from traceability.web.bulk import any_stored
from traceability.web.failures import Failure

Stored = Harvest | Treatment | Correction
DRAFTS: dict[type[Harvest | Treatment], type[HarvestDraft | TreatmentDraft]] = {
    Harvest: HarvestDraft,
    Treatment: TreatmentDraft,
}


@dataclass(frozen=True)
class Answer:
    """What became of one record: accepted, known (it was here already), conflict (another one was), or refused."""

    client_id: str
    status: str
    stored: Stored | None = None
    failure: Failure | None = None


@dataclass
class Batch:
    """One handing-in while it is being worked on. Indexes are places in the list that the phone sent."""

    grower: Grower
    by: User
    raw: Sequence[Any]
    answers: dict[int, Answer] = field(default_factory=dict)
    fresh: dict[int, FieldRecord] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    def answer(self, index: int, status: str, **more: Any) -> None:
        """Answer the record in this place."""
        self.answers[index] = Answer(_name_of(self.raw[index]), status, **more)

    def refuse(self, index: int, failure: Failure) -> None:
        """Answer it with what is wrong; it is not written."""
        self.fresh.pop(index, None)
        self.answer(index, "refused", failure=failure)


def tell_apart(batch: Batch, read: Mapping[int, FieldRecord]) -> None:
    """New records, those that are known, and those whose identifier stands for another content: one query, or four."""
    known = _known([record.draft.client_id for record in read.values()])
    first: dict[UUID, int] = {}
    for index, record in read.items():
        client_id = record.draft.client_id
        if client_id in known:
            if _says(known[client_id], record):
                batch.answer(index, "known", stored=known[client_id])
            else:
                _keep_both(batch, index, record, known[client_id])
        elif client_id in first:
            if _is_twin(record, read[first[client_id]]):
                batch.twins[index] = first[client_id]
            else:
                _keep_both(batch, index, record)
        else:
            first[client_id] = index
            batch.fresh[index] = record


def _known(ids: Sequence[UUID]) -> dict[UUID, Stored]:
    """What stands under these identifiers. Most phones bring nothing but news, and that costs one query."""
    if not any_stored((Harvest, Treatment, Correction), "client_id", ids):
        return {}
    known: dict[UUID, Stored] = {}
    known |= {row.client_id: row for row in Harvest.objects.filter(client_id__in=ids)}
    known |= {row.client_id: row for row in Treatment.objects.filter(client_id__in=ids)}
    corrections = Correction.objects.filter(client_id__in=ids).select_related("harvest", "treatment")
    # A record that corrects shares its identifier with its correction: the record is what is compared.
    return {row.client_id: row for row in corrections} | known


def _says(stored: Stored, record: FieldRecord) -> bool:
    """Whether what is stored is what the record says."""
    draft = record.draft
    if isinstance(draft, CorrectionDraft):
        wrong = (stored.harvest or stored.treatment) if isinstance(stored, Correction) else None
        return wrong is not None and wrong.client_id == record.corrects
    return isinstance(stored, Harvest | Treatment) and type(draft) is DRAFTS[type(stored)] and is_same(stored, draft)


def _is_twin(record: FieldRecord, other: FieldRecord) -> bool:
    """The same record twice in one handing-in."""
    one, two = record.draft, other.draft
    if isinstance(one, CorrectionDraft) or isinstance(two, CorrectionDraft):
        return type(one) is type(two) and record.corrects == other.corrects
    return type(one) is type(two) and one.said() == two.said()


def _keep_both(batch: Batch, index: int, record: FieldRecord, stored: Stored | None = None) -> None:
    """The second version stays beside the first; the grower and the cooperative are shown both."""
    plot = _plot_of(record, stored)
    if plot is None or plot.grower_id != batch.grower.pk:
        batch.refuse(index, NothingToCorrect(field="corrects"))
        return
    body = {name: value for name, value in batch.raw[index].items() if name in FIELDS}
    batch.conflicts.append(
        Conflict(
            client_id=record.draft.client_id,
            kind=body["kind"],
            body=body,
            digest=hashlib.sha256(canonical_json(body)).hexdigest(),
            plot=plot,
            logged_by=batch.by,
            card=record.draft.trail.card,
        )
    )
    batch.answer(index, "conflict")


def _plot_of(record: FieldRecord, stored: Stored | None) -> Plot | None:
    if not isinstance(record.draft, CorrectionDraft):
        return record.draft.plot
    if isinstance(stored, Correction):
        stored = stored.harvest or stored.treatment
    return stored.plot if isinstance(stored, Harvest | Treatment) else None


def _name_of(raw: Any) -> str:
    """The identifier as the phone wrote it, so that it finds its record again."""
    name = raw.get("client_id") if isinstance(raw, Mapping) else None
    return name[:64] if isinstance(name, str) else ""
