"""A clerk takes in what a grower's phone could not send: the saved outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from orchards.acts.sync import MOST_RECORDS, sync
from orchards.batch import Answer
from orchards.models import Grower
from traceability.parties.models import User


def take_in_outbox(*, grower: Grower, records: Sequence[Any], saved_at: datetime, by: User) -> list[Answer]:
    """Each record answered in its place, as if the phone had sent it; the same file again changes nothing.

    `saved_at` is what the phone's clock said when it wrote the file. How far off that clock is nobody can tell from a
    file that was carried about: it is believed, unless it says a time that has not come yet. In parts of what `sync`
    takes, in the order of logging; after a fault of ours the parts before it stand, and the file is simply taken in
    again. Raises NotYourOrganisation.
    """
    sent_at = max(saved_at, timezone.now())
    answers: list[Answer] = []
    for first in range(0, len(records), MOST_RECORDS):
        part = records[first : first + MOST_RECORDS]
        answers += sync(grower=grower, records=part, sent_at=sent_at, by=by)
    return answers
