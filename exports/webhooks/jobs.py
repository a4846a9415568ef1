"""Deliveries as durable work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from exports.webhooks.models import Delivery
from traceability.jobs.acts.start import start
from traceability.jobs.models import Job
from traceability.jobs.registry import job_kind
from traceability.jobs.running import Running

KIND = "webhooks.deliver"


@job_kind(KIND)
def deliver_one(job: Running) -> dict[str, str]:
    """One attempt. Told twice it may be sent twice, under the same identifier."""
    from exports.webhooks.acts.deliver import deliver

    return {"state": deliver(delivery_id=UUID(job.arguments["delivery"])).state}


def try_at(delivery: Delivery, moment: datetime | None = None) -> Job:
    """Ask for an attempt, now or not before a moment."""
    return start(kind=KIND, arguments={"delivery": str(delivery.pk)}, not_before=moment)
