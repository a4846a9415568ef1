"""Stop what is being done for a run."""

from __future__ import annotations

from traceability.jobs.acts.cancel import cancel
from traceability.jobs.models import Job
from traceability.jobs.refusals import JobHasEnded
from traceability.labels.models import LabelRun
from traceability.labels.queries import job_of
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


def stop_work(*, run: LabelRun, by: User) -> Job:
    """Its printing, and where nothing is being printed its drawing, stops at the next label boundary.

    Raises NotYourOrganisation or JobHasEnded.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    job = job_of(run)
    if job is None:
        raise JobHasEnded()
    cancel(job=job)
    job.refresh_from_db()
    return job
