"""A person says what an alert was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import Event
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.provenance.models import CopyAlert
from traceability.provenance.refusals import AlertIsAnswered, AnswerNeedsWords, NothingForBuyers

Role = Membership.Role


@transaction.atomic
def answer_copy_alert(
    *, alert: CopyAlert, answer: str, words: str, public: str = "", by: User, at: datetime
) -> CopyAlert:
    """Answer an alert: `answer` is "copied" or "explained", `words` what the person found. Whoever was first is kept.

    `public` is what buyers read on the page of a copied code, and the event that tells it. The label stays what it is:
    its carton was shipped, its fruit is what was recorded, and a void label would tell whoever holds that carton that
    none should carry it, and leave its place in the lot to another label. Without `public` no event: it says something
    of a code and nothing of fruit. Raises NotYourOrganisation, AnswerNeedsWords, NothingForBuyers, AlertIsAnswered or
    TextImitatesTheName.
    """
    public = " ".join(public.split())
    must_act_for(by, alert.run.lot.owner, Role.QUALITY, Role.CLERK, Role.PACKER)
    if not words.strip():
        raise AnswerNeedsWords()
    if public and answer != CopyAlert.Answer.COPIED:
        raise NothingForBuyers()
    told = {"answer": CopyAlert.Answer(answer), "words": words.strip(), "answered_by": by, "answered_at": at}
    if public:
        told |= {"public": public, "event": _told(alert, public, by, at)}
    if not CopyAlert.objects.open().filter(pk=alert.pk).update(**told):
        raise AlertIsAnswered()
    alert.refresh_from_db()
    return alert


def _told(alert: CopyAlert, public: str, by: User, at: datetime) -> Event:
    """The carton was not seen: somebody says something of its code. The lot is named, so that its pages are news."""
    document = object_event(
        action="OBSERVE",
        biz_step="other",
        at=at,
        epcs=[alert.identifier],
        quantities=[Quantity(alert.run.lot.uri, count=1)],
        extensions={"tyt:copiedCode": {"tyt:reason": public}},
    )
    return record(event=document, act="report copied", recorded_by=alert.run.lot.owner, by=by)
