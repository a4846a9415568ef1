"""A page that was read and not taken in is forgotten, names and all."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from orchards.models import PaperBook
from orchards.refusals.paper import PaperIsTakenIn
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def forget_paper(*, book: PaperBook, by: User) -> None:
    """Keep nothing of a page. Raises NotYourOrganisation, or PaperIsTakenIn: what is in the books stays there."""
    must_act_for(by, book.cooperative, Membership.Role.CLERK)
    book = PaperBook.objects.select_for_update().get(pk=book.pk)
    if book.confirmed_at is not None:
        raise PaperIsTakenIn(day=timezone.localdate(book.confirmed_at))
    book.delete()
