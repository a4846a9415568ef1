"""Somebody looked at the paper and says which label was the last good one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.jobs.models import Job
from traceability.labels.models import Printing
from traceability.labels.printers.refusals import LabelWasNotSent, PrintingIsConfirmed, StillPrinting
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def confirm_printing(*, printing: Printing, good: int, by: User, at: datetime) -> Printing:
    """Write down that label `good` is the last that came out readable; one less than the first says that none did.

    What came out after it is to be thrown away: those serials are printed again when the rest is sent.
    Raises NotYourOrganisation, PrintingIsConfirmed, StillPrinting or LabelWasNotSent.
    """
    must_act_for(by, printing.run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    printing = Printing.objects.select_for_update(of=("self",)).select_related("job", "printer").get(pk=printing.pk)
    if printing.good is not None:
        raise PrintingIsConfirmed(good=printing.good)
    if printing.job and printing.job.state in {Job.State.WAITING, Job.State.RUNNING}:
        raise StillPrinting(printer=printing.printer.name)
    if not printing.first - 1 <= good <= printing.sent:
        raise LabelWasNotSent(first=printing.first, last=printing.sent, none=printing.first - 1)
    printing.good, printing.confirmed_by, printing.confirmed_at = good, by, at
    printing.save(update_fields=["good", "confirmed_by", "confirmed_at"])
    return printing
