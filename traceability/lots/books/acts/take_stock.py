"""Many lots are counted together: all of it is written down, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record_many
from traceability.epcis.builders import Document, Quantity, object_event
from traceability.lots.books.models import StockCount
from traceability.lots.books.refusals import (
    CountAgain,
    CountedTwice,
    CountIsNoCartons,
    CountNotUnderstood,
    NothingCounted,
    NothingToCount,
    StocktakeIsTooLarge,
    UsedSinceCounted,
)
from traceability.lots.books.sources import used_after
from traceability.lots.making import check_time, offset_minutes
from traceability.lots.models import Lot
from traceability.lots.refusals import LotOfSomebodyElse
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import moment
from traceability.web.templatetags.look import kg

MOST = 200
"""Lots that one stocktake saves: one transaction, and one page."""
ROLES = (Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)


@transaction.atomic
def take_stock(
    *,
    counts: Sequence[tuple[Lot, int]],
    note: str = "",
    by: User,
    at: datetime,
    seen_g: Mapping[int, int] | None = None,
) -> list[StockCount]:
    """The grams of each lot that were there, kept beside what the books say; what is missing is drawn from the lot.

    What is missing is unexplained, never waste. What is too much stays out of the books: a lot never grows. Held and
    recalled lots are counted like others, for nothing moves. `seen_g` is what the books said of a lot, by its primary
    key, when the counting began. The note stays in the house and is no part of an event.

    Raises NothingCounted, StocktakeIsTooLarge, NotYourOrganisation, LotOfSomebodyElse, CountedTwice,
    CountNotUnderstood, CountIsNoCartons, NothingToCount, TimeNeedsOffset, UsedBeforeMade, UsedSinceCounted, or
    CountAgain when somebody drew on a lot meanwhile; then nothing is written down.
    """
    if not counts:
        raise NothingCounted()
    if len(counts) > MOST:
        raise StocktakeIsTooLarge(count=len(counts), most=MOST)
    owner = counts[0][0].owner
    must_act_for(by, owner, *ROLES)
    _check(counts, owner.pk)
    lots = [lot for lot, _ in counts]
    check_time(lots, at)
    books = {lot.pk: _settle(lot, counted_g, seen_g or {}) for lot, counted_g in sorted(counts, key=lambda c: c[0].pk)}
    if code := used_after(lots, at):
        raise UsedSinceCounted(code=code, counted=moment(at, offset_minutes(at)))
    documents = [_document(lot, books[lot.pk], counted_g, at) for lot, counted_g in counts]
    events = record_many(events=documents, act="count", recorded_by=owner, by=by)
    return StockCount.objects.bulk_create(
        StockCount(
            lot=lot,
            book_g=books[lot.pk],
            counted_g=counted_g,
            note=note.strip()[:200],
            counted_at=at,
            counted_offset=offset_minutes(at),
            counted_by=by,
            event=event,
        )
        for (lot, counted_g), event in zip(counts, events, strict=True)
    )


def _check(counts: Sequence[tuple[Lot, int]], owner: int) -> None:
    """Lots of one owner, each once, in whole grams and whole cartons."""
    seen: set[int] = set()
    for lot, counted_g in counts:
        if lot.owner_id != owner:
            raise LotOfSomebodyElse(code=lot.code, owner=str(lot.owner))
        if lot.pk in seen:
            raise CountedTwice(code=lot.code)
        seen.add(lot.pk)
        if not isinstance(counted_g, int) or counted_g < 0:
            raise CountNotUnderstood()
        unit_g = lot.product.unit_weight_g
        if unit_g and counted_g % unit_g:
            raise CountIsNoCartons(code=lot.code, unit_kg=kg(unit_g), counted_kg=kg(counted_g))


def _settle(lot: Lot, counted_g: int, seen_g: Mapping[int, int]) -> int:
    """What the books say of the lot, which from here on holds no more than was counted.

    The row stays locked until the end, also where nothing is missing: nobody draws on what is being written down.
    Everybody locks in the order of keys, as `making.draw` does, so that two acts never wait for each other in a ring.
    """
    book_g = Lot.objects.values_list("remaining_g", flat=True).get(pk=lot.pk)
    left_g = min(book_g, counted_g)
    unmoved = seen_g.get(lot.pk, book_g) == book_g
    if not (unmoved and Lot.objects.filter(pk=lot.pk, remaining_g=book_g).update(remaining_g=left_g)):
        lot.refresh_from_db(fields=["remaining_g"])
        raise CountAgain(code=lot.code, book_kg=kg(lot.remaining_g))
    if not book_g and not counted_g:
        raise NothingToCount(code=lot.code)
    lot.remaining_g = left_g
    return book_g


def _document(lot: Lot, book_g: int, counted_g: int, at: datetime) -> Document:
    """CBV 2.0 stock_taking; where the lot goes from here it does not say, so it has no disposition."""
    unit_g = lot.product.unit_weight_g
    quantity = Quantity(lot.uri, count=counted_g // unit_g) if unit_g else Quantity(lot.uri, grams=counted_g)
    return object_event(
        action="OBSERVE",
        biz_step="stock_taking",
        at=at,
        quantities=[quantity],
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        extensions={
            "tyt:bookKg": f"{book_g / 1000:.3f}",
            "tyt:differenceKg": f"{(counted_g - book_g) / 1000:.3f}",
        },
    )
