"""A page of the paper book is taken in: each row becomes a harvest, all or none, once."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from orchards.acts.keep import check_harvest, codes_for, keep_harvests
from orchards.drafts import HarvestDraft, Trail
from orchards.models import Harvest, PaperBook, Record
from orchards.paper.understanding import Understood, understand
from orchards.refusals.paper import NothingToTakeIn, PaperIsTakenIn, PaperNeedsAnswers
from orchards.thresholds import Thresholds
from traceability.epcis.acts.record import to_millisecond
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

PAGES = UUID("8c1f0a5e-6d35-5f0b-9a51-3c3f6f0c1d27")
"""Namespace of the records' identifiers."""


@transaction.atomic
def confirm_paper(*, book: PaperBook, by: User) -> list[Harvest]:
    """Log every row that is not left out, in the grower's name and marked as from paper, and close the book.

    The page is understood anew: who was entered meanwhile is found, what was logged meanwhile is asked about.
    Raises NotYourOrganisation, PaperIsTakenIn, PaperNeedsAnswers, NothingToTakeIn, and what check_harvest refuses.
    """
    must_act_for(by, book.cooperative, Membership.Role.CLERK)
    book = PaperBook.objects.select_for_update().select_related("cooperative").get(pk=book.pk)
    same = PaperBook.objects.filter(cooperative=book.cooperative, digest=book.digest, confirmed_at__isnull=False)
    if (taken := same.first()) is not None and taken.confirmed_at is not None:
        raise PaperIsTakenIn(day=timezone.localdate(taken.confirmed_at))
    page = understand(book.rows, book.cooperative)
    if page.stopping:
        raise PaperNeedsAnswers(count=len(page.stopping), row=page.stopping[0].row["number"])
    if not page.taken:
        raise NothingToTakeIn()
    book.confirmed_by, book.confirmed_at = by, timezone.now()
    book.save(update_fields=["confirmed_by", "confirmed_at"])
    return _keep(page.taken, book, by)


def _keep(rows: list[Understood], book: PaperBook, by: User) -> list[Harvest]:
    """All rows by the way that a phone's records take, in one batch."""
    thresholds, now, trail = Thresholds(), timezone.now(), Trail(by=by, source=Record.Source.PAPER)
    drafts = [_draft(one, book, trail) for one in rows]
    for draft in drafts:
        check_harvest(draft, thresholds, now=now)
    return keep_harvests(drafts, cooperative=book.cooperative, codes=codes_for(drafts, book.cooperative))


def _draft(one: Understood, book: PaperBook, trail: Trail) -> HarvestDraft:
    if one.plot is None or one.weight_g is None:
        raise ValueError("A row without plot or weight stops before it comes here.")
    at = to_millisecond(one.picked_at)
    return HarvestDraft(
        client_id=row_id(book, one.row["number"]),
        plot=one.plot,
        weight_g=one.weight_g,
        crates=one.crates,
        stated_at=at,
        picked_at=at,
        paper=book,
        trail=trail,
    )


def row_id(book: PaperBook, number: int) -> UUID:
    """The identifier of the record that a row becomes: the same for the same row of the same page."""
    return uuid5(PAGES, f"{book.cooperative.gln} {book.digest} {number}")
