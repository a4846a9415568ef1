"""A person found by other means than scans that the code of a carton was copied."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.labels.models import LabelRun
from traceability.labels.queries import carton_uri_of
from traceability.parties.models import User
from traceability.provenance.acts.answer_copy_alert import answer_copy_alert
from traceability.provenance.models import CopyAlert


@transaction.atomic
def report_copied(*, run: LabelRun, counter: int, words: str, public: str, by: User, at: datetime) -> CopyAlert:
    """Say that the code of label `counter` (from 1) of a run was copied; an alert that is open about it is answered.

    `words` are for colleagues, `public` is what buyers read. Raises what `answer_copy_alert` raises; AlertIsAnswered
    also when somebody said so before.
    """
    LabelRun.objects.select_for_update().get(pk=run.pk)
    about = CopyAlert.objects.filter(identifier=carton_uri_of(run, counter))
    alert = about.doubted().select_related("run__lot__owner").first()
    if alert is None:
        alert = CopyAlert.objects.create(
            run=run,
            counter=counter,
            identifier=carton_uri_of(run, counter),
            finding=CopyAlert.Finding.TOLD,
            raised_at=at,
        )
    return answer_copy_alert(alert=alert, answer=CopyAlert.Answer.COPIED, words=words, public=public, by=by, at=at)
