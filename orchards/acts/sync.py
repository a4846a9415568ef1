"""A phone hands in what it kept: every record is answered by itself, and nothing arrives twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from orchards.acts.correct import check_correction, correct
from orchards.acts.keep import Codes, check_harvest, check_treatment, codes_for, keep_harvests, keep_treatments
from orchards.batch import DRAFTS, Answer, Batch, tell_apart
from orchards.drafts import HarvestDraft, TreatmentDraft
from orchards.field_records import CorrectionDraft, FieldRecord, Reader
from orchards.models import Conflict, Grower, Harvest, Plot, Treatment
from orchards.models.book import Record
from orchards.permissions import must_write_for
from orchards.phone_clock import PhoneClock
from orchards.refusals.phone import CardIsRevoked, TooManyRecords
from orchards.refusals.records import AlreadyCorrected, NothingToCorrect
from orchards.thresholds import Thresholds
from traceability.parties.models import SignInCard, User
from traceability.web.failures import Failure
from traceability.web.prepared import Prepared

MOST_RECORDS = 500
_plots_of = Prepared(
    lambda grower: (
        Plot.objects.filter(grower=grower)
        .select_related("place", "variety")
        .defer("place__outline", "place__source_geometry")
    ),
    -1,
)
_cards_of = Prepared(lambda user: SignInCard.objects.filter(user=user), -1)


def sync(
    *,
    grower: Grower,
    records: Sequence[Any],
    sent_at: datetime,
    by: User,
    card: SignInCard | None = None,
    source: str = Record.Source.PHONE,
) -> list[Answer]:
    """Take in up to 500 records of a grower's phone, parsed JSON as the protocol says, and answer each in its place.

    `sent_at` is the phone's clock when it sent them, `card` the one it is signed in with. One bad record never stops
    the rest; a fault of ours stops all, and nothing was done. What was logged before its card was revoked is welcome.
    Raises NotYourOrganisation or TooManyRecords.
    """
    must_write_for(by, grower)
    if len(records) > MOST_RECORDS:
        raise TooManyRecords(count=len(records), most=MOST_RECORDS)
    clock = PhoneClock(now=timezone.now(), sent_at=sent_at)
    plots = _plots_of(grower.pk)
    for plot in plots:
        plot.grower = grower
    reader = Reader(
        by=by,
        plots={plot.place.extension: plot for plot in plots},
        cards={known.number: known for known in _cards_of(grower.user_id)},
        card=card,
        clock=clock,
        source=source,
    )
    try:
        return _take_in(Batch(grower, by, records), reader)
    except IntegrityError:
        # Another request was storing one of these records: by now it is known.
        return _take_in(Batch(grower, by, records), reader)


def _take_in(batch: Batch, reader: Reader) -> list[Answer]:
    read = _read(batch, reader)
    tell_apart(batch, read)
    _check(batch, reader)
    drafts = [record.draft for record in batch.fresh.values() if isinstance(record.draft, HarvestDraft)]
    # Before the transaction that writes, so that the counter of the day makes no other phone wait for it; within it
    # where the database lets nobody else write anyway: a commit less.
    locks_rows = connection.features.has_select_for_update
    codes = codes_for(drafts, batch.grower.cooperative) if locks_rows else {}
    with transaction.atomic():
        _check_corrections(batch)
        _write(batch, codes if locks_rows else codes_for(drafts, batch.grower.cooperative))
        Conflict.objects.bulk_create(batch.conflicts, ignore_conflicts=True)
    for index, twin in batch.twins.items():
        told = batch.answers[twin]
        batch.answers[index] = replace(told, status="known" if told.status == "accepted" else told.status)
    return [batch.answers[index] for index in range(len(batch.raw))]


def _read(batch: Batch, reader: Reader) -> dict[int, FieldRecord]:
    read: dict[int, FieldRecord] = {}
    for index, raw in enumerate(batch.raw):
        try:
            read[index] = reader.read(raw)
        except Failure as failure:
            batch.refuse(index, failure)
    return read


def _check(batch: Batch, reader: Reader) -> None:
    thresholds, now = Thresholds(), reader.clock.now
    for index, record in list(batch.fresh.items()):
        draft = record.draft
        try:
            _check_card(draft, reader.card)
            if isinstance(draft, HarvestDraft):
                check_harvest(draft, thresholds, now=now)
            elif isinstance(draft, TreatmentDraft):
                check_treatment(draft, now=now)
        except Failure as failure:
            batch.refuse(index, failure)


def _check_card(draft: HarvestDraft | TreatmentDraft | CorrectionDraft, card: SignInCard | None) -> None:
    """A phone that is signed in with a revoked card brings what was logged before, and nothing later.

    Signed in with a new card it brings all: whoever knows its PIN is the grower.
    """
    clock = draft.trail.device_clock
    if card is None or card.revoked_at is None or clock is None:
        return
    if clock.timestamp() + draft.trail.clock_skew_s > card.revoked_at.timestamp():
        raise CardIsRevoked(number=card.number)


def _check_corrections(batch: Batch) -> None:
    """What a record corrects must be the grower's own, of the same kind, and open to correction.

    It is stored already, or comes before in the same handing-in: a phone sends in the order of logging.
    """
    wanted = {record.corrects for record in batch.fresh.values() if record.corrects}
    if not wanted:
        return
    stored = _targets(batch, wanted)
    taken: set[UUID] = set()
    before: dict[UUID, type[Harvest | Treatment]] = {key: type(row) for key, row in stored.items()}
    for index, record in sorted(batch.fresh.items()):
        try:
            if record.corrects is not None:
                _must_be_open(record, before, stored, taken)
                taken.add(record.corrects)
        except Failure as failure:
            batch.refuse(index, failure)
            continue
        if not isinstance(record.draft, CorrectionDraft):
            before[record.draft.client_id] = Harvest if isinstance(record.draft, HarvestDraft) else Treatment


def _must_be_open(
    record: FieldRecord,
    before: Mapping[UUID, type[Harvest | Treatment]],
    stored: Mapping[UUID, Harvest | Treatment],
    taken: set[UUID],
) -> None:
    corrects = record.corrects
    if corrects is None or corrects not in before:
        raise NothingToCorrect(field="corrects")
    if not isinstance(record.draft, CorrectionDraft) and DRAFTS[before[corrects]] is not type(record.draft):
        raise NothingToCorrect(field="corrects")
    if corrects in taken:
        raise AlreadyCorrected(record=str(stored.get(corrects, corrects)), field="corrects")
    if corrects in stored:
        check_correction(stored[corrects])


def _targets(batch: Batch, ids: set[UUID]) -> dict[UUID, Harvest | Treatment]:
    """The grower's own records with these identifiers, ready to be declared wrong: two queries."""
    own = {"client_id__in": ids, "plot__grower": batch.grower}
    with_them = ("event", "plot__grower__cooperative")
    found: dict[UUID, Harvest | Treatment] = {}
    found |= {row.client_id: row for row in Harvest.objects.filter(**own).select_related(*with_them)}
    found |= {row.client_id: row for row in Treatment.objects.filter(**own).select_related(*with_them)}
    return found


def _write(batch: Batch, codes: Codes) -> None:
    cooperative = batch.grower.cooperative
    harvests = {i: one.draft for i, one in batch.fresh.items() if isinstance(one.draft, HarvestDraft)}
    treatments = {i: one.draft for i, one in batch.fresh.items() if isinstance(one.draft, TreatmentDraft)}
    kept = keep_harvests(list(harvests.values()), cooperative=cooperative, codes=codes)
    stored: dict[int, Harvest | Treatment] = dict(zip(harvests, kept, strict=True))
    stored |= zip(treatments, keep_treatments(list(treatments.values()), cooperative=cooperative), strict=True)
    for index, row in stored.items():
        batch.answer(index, "accepted", stored=row)
    for index, record in sorted(batch.fresh.items()):
        if record.corrects:
            _correct(batch, index, record, record.corrects, stored.get(index))


def _correct(batch: Batch, index: int, record: FieldRecord, corrects: UUID, right: Harvest | Treatment | None) -> None:
    correction = correct(
        client_id=record.draft.client_id,
        wrong=_targets(batch, {corrects})[corrects],
        right=right,
        reason=record.reason,
        by=batch.by,
        at=_moment_of(record.draft),
        card=record.draft.trail.card,
    )
    batch.answer(index, "accepted", stored=right or correction)


def _moment_of(draft: HarvestDraft | TreatmentDraft | CorrectionDraft) -> datetime:
    if isinstance(draft, HarvestDraft):
        return draft.picked_at
    return draft.logged_at if isinstance(draft, TreatmentDraft) else draft.at
