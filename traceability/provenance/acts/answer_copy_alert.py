"""A person says what an alert was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.provenance.models import CopyAlert
from traceability.provenance.refusals import AlertIsAnswered, AnswerNeedsWords

Role = Membership.Role


@transaction.atomic
def answer_copy_alert(*, alert: CopyAlert, answer: str, words: str, by: User, at: datetime) -> CopyAlert:
    """Answer an alert: `answer` is "copied" or "explained", `words` what the person found. Whoever was first is kept.

    No event: it says something of a code, and nothing of fruit. Raises NotYourOrganisation, AnswerNeedsWords or
    AlertIsAnswered.
    """
    must_act_for(by, alert.run.lot.owner, Role.QUALITY, Role.CLERK, Role.PACKER)
    if not words.strip():
        raise AnswerNeedsWords()
    told = {"answer": CopyAlert.Answer(answer), "words": words.strip(), "answered_by": by, "answered_at": at}
    if not CopyAlert.objects.open().filter(pk=alert.pk).update(**told):
        raise AlertIsAnswered()
    alert.refresh_from_db()
    return alert
