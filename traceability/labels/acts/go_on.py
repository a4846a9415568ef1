"""Go on drawing a run that was stopped."""

from __future__ import annotations

from traceability.jobs.acts.resume import resume
from traceability.jobs.models import Job
from traceability.jobs.refusals import JobIsNotStopped
from traceability.labels.models import LabelRun
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


def go_on(*, run: LabelRun, by: User) -> Job:
    """What was drawn stays drawn; a worker takes the rest. A printing that was stopped is confirmed and sent anew.

    Raises NotYourOrganisation or JobIsNotStopped.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    if run.job is None:
        raise JobIsNotStopped()
    resume(job=run.job)
    run.job.refresh_from_db()
    return run.job
