"""Doubts about a page are mended in place, or rows left out."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from orchards.models import PaperBook
from orchards.refusals.paper import PaperIsTakenIn
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

ANSWERS = ("day", "grower", "plot", "weight", "crates", "unit", "same")
LONGEST = 60


@transaction.atomic
def answer_paper(
    *,
    book: PaperBook,
    by: User,
    answers: Mapping[int, Mapping[str, str]] | None = None,
    left_out: Mapping[int, bool] | None = None,
    unit: str = "",
) -> PaperBook:
    """Keep what the clerk says of rows by their number on the page, beside what was written there.

    `answers` hold day, grower (pseudonym), plot (extension of its GLN), weight (kilograms unless it names a unit),
    crates, and same="another" for a picking that only looks like one in the book. An empty answer takes it back.
    `unit` answers for every row without one. Raises NotYourOrganisation or PaperIsTakenIn.
    """
    must_act_for(by, book.cooperative, Membership.Role.CLERK)
    book = PaperBook.objects.select_for_update().select_related("cooperative").get(pk=book.pk)
    if book.confirmed_at is not None:
        raise PaperIsTakenIn(day=timezone.localdate(book.confirmed_at))
    for row in book.rows:
        given = (answers or {}).get(row["number"], {})
        kept = row["answers"] | {
            name: given[name].replace("\0", "").strip()[:LONGEST] for name in ANSWERS if name in given
        }
        if unit in {"jin", "kg"}:
            kept["unit"] = unit
        row["answers"] = {name: value for name, value in kept.items() if value}
        row["left_out"] = (left_out or {}).get(row["number"], row["left_out"])
    book.save(update_fields=["rows"])
    return book
