"""A run whose fruit may no longer carry its labels is stopped, and what was not handed out is void."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from traceability.certification.models import Certificate
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.refusals import RunIsVoid, RunStopped
from traceability.lots.holding.queries import check_free
from traceability.lots.holding.refusals import LotIsHeld, LotIsRecalled


def stop_unless_earned(run: LabelRun, *, after: int = 0) -> None:
    """Between two labels: may the next one still be made? If not, whatever comes after label `after` is void.

    Raises RunStopped when the lot is held or recalled or its certificate was revoked, RunIsVoid when no label is left.
    """
    void = run.spans.filter(state=LabelSpan.State.VOID).aggregate(n=Sum(F("last") - F("first") + 1))["n"] or 0
    if void >= run.count:
        raise RunIsVoid(run=run.pk)
    why = _lost(run)
    if why:
        stop_run(run=run, after=after, reason=why, at=timezone.localtime())
        raise RunStopped(run=run.pk, after=after, count=run.count, why=why)


def _lost(run: LabelRun) -> str:
    """Why the fruit may no longer carry its labels, or nothing."""
    try:
        check_free([run.lot])
    except LotIsHeld as held:
        # Why a lot is held stays in the house, and this is told in an event.
        return _("Lot %(code)s is held.") % held.facts
    except LotIsRecalled as recalled:
        return recalled.message
    if run.certificate and not Certificate.objects.filter(pk=run.certificate.pk, revocation=None).exists():
        return _("Certificate %(number)s was revoked.") % {"number": run.certificate.number}
    return ""


@transaction.atomic
def stop_run(*, run: LabelRun, after: int, reason: str, at: datetime) -> list[LabelSpan]:
    """Void the labels after label `after`, but for those that are on a pallet or void already; recorded once.

    It is the house that stops, in the name of who started the run. What was drawn on the certificate stays drawn.
    """
    LabelRun.objects.select_for_update().get(pk=run.pk)
    free = _gaps(run, after + 1)
    if not free:
        return []
    document = object_event(
        action="DELETE",
        biz_step="destroying",
        disposition="destroyed",
        at=at,
        quantities=[Quantity(run.lot.uri, count=sum(last - first + 1 for first, last in free))],
        extensions={
            "tyt:voidLabels": {
                "tyt:run": run.first_index,
                "tyt:first": after + 1,
                "tyt:last": run.count,
                "tyt:reason": reason,
            }
        },
    )
    record(event=document, act="void labels", recorded_by=run.lot.owner, by=run.started_by)
    return LabelSpan.objects.bulk_create(
        LabelSpan(
            run=run,
            state=LabelSpan.State.VOID,
            first=first,
            last=last,
            reason=reason[:200],
            noted_by=run.started_by,
            noted_at=at,
        )
        for first, last in free
    )


def _gaps(run: LabelRun, first: int) -> list[tuple[int, int]]:
    """The ranges from label `first` on that no span has."""
    gaps = []
    for span in run.spans.filter(last__gte=first).order_by("first"):
        if span.first > first:
            gaps.append((first, span.first - 1))
        first = max(first, span.last + 1)
    return [*gaps, (first, run.count)] if first <= run.count else gaps
