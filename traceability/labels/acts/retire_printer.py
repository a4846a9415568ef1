"""A printer is used no more."""

from __future__ import annotations

from datetime import datetime

from traceability.labels.acts.edit_printer import must_be_idle
from traceability.labels.models import Printer
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


def retire_printer(*, printer: Printer, by: User, at: datetime) -> None:
    """Take a printer out of every list; what it printed stays in the book. Raises NotYourOrganisation, PrinterIsRetired
    or PrinterIsBusy."""
    must_act_for(by, printer.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    must_be_idle(printer)
    Printer.objects.filter(pk=printer.pk, retired_at=None).update(retired_at=at)
