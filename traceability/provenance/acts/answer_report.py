"""The cooperative has looked at a buyer's report and answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.provenance.models import BuyerReport
from traceability.provenance.refusals import AnswerNeedsWords, ReportIsAnswered

Role = Membership.Role


@transaction.atomic
def answer_report(*, report: BuyerReport, answer: str, by: User, at: datetime) -> BuyerReport:
    """Answer a report; the buyer reads the words. Whoever was first is kept.

    Raises NotYourOrganisation, AnswerNeedsWords or ReportIsAnswered.
    """
    must_act_for(by, report.lot.owner, Role.QUALITY, Role.CLERK, Role.PACKER)
    if not answer.strip():
        raise AnswerNeedsWords()
    told = {"answer": answer.strip(), "answered_by": by, "answered_at": at}
    if not BuyerReport.objects.open().filter(pk=report.pk).update(**told):
        raise ReportIsAnswered()
    report.refresh_from_db()
    return report
