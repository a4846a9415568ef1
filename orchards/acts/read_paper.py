"""A page of the paper book is read. Nothing of it is in the growers' books until it is confirmed."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from orchards.models import PaperBook
from orchards.paper.written import digest_of, written_rows
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for
from traceability.web.tables.reading import Table


@transaction.atomic
def read_paper(*, cooperative: Organisation, table: Table, name: str, by: User) -> PaperBook:
    """Keep the rows of `table` as they were written, under `name`, for the cooperative to look at.

    The same rows again, whatever file they came in, are the same book: taken in already or not, with every answer that
    was given. Raises NotYourOrganisation, NoHeadings, NoRowsWritten or TableIsTooLarge.
    """
    must_act_for(by, cooperative, Membership.Role.CLERK)
    rows = written_rows(table)
    digest = digest_of(rows)
    same = PaperBook.objects.filter(cooperative=cooperative, digest=digest)
    if known := same.order_by(F("confirmed_at").asc(nulls_last=True), "pk").first():
        return known
    return PaperBook.objects.create(
        cooperative=cooperative, name=name.replace("\0", "")[:200], digest=digest, rows=list(rows), uploaded_by=by
    )
