"""Somebody looked at the paper and says which label was the last good one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.jobs.models import Job
from traceability.labels.models import Printer, Printing
from traceability.labels.printers.refusals import (
    AddressIsNotAPrinters,
    LabelWasNotSent,
    PrinterHungUp,
    PrinterNotReached,
    PrinterStillHolds,
    PrintingIsConfirmed,
    StillPrinting,
)
from traceability.labels.printers.states import state_of
from traceability.labels.printers.wire import Wire
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


def confirm_printing(*, printing: Printing, good: int, by: User, at: datetime) -> Printing:
    """Write down that label `good` is the last that came out readable; one less than the first says that none did.

    What came out after it is to be thrown away: those serials are printed again when the rest is sent. So a printer
    that says how it is must hold none of them any more: it would print them when its paper is back, and we again.
    Raises NotYourOrganisation, PrintingIsConfirmed, StillPrinting, LabelWasNotSent or PrinterStillHolds.
    """
    must_act_for(by, printing.run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    known = Printing.objects.select_related("job", "printer")
    found = known.get(pk=printing.pk)
    _check(found, good)
    if good < found.sent:
        _must_hold_nothing(found.printer)
    with transaction.atomic():
        locked = known.select_for_update(of=("self",)).get(pk=printing.pk)
        _check(locked, good)
        locked.good, locked.confirmed_by, locked.confirmed_at = good, by, at
        locked.save(update_fields=["good", "confirmed_by", "confirmed_at"])
    return locked


def _check(printing: Printing, good: int) -> None:
    if printing.good is not None:
        raise PrintingIsConfirmed(good=printing.good)
    if printing.job and printing.job.state in {Job.State.WAITING, Job.State.RUNNING}:
        raise StillPrinting(printer=printing.printer.name)
    if not printing.first - 1 <= good <= printing.sent:
        raise LabelWasNotSent(first=printing.first, last=printing.sent, none=printing.first - 1)


def _must_hold_nothing(printer: Printer) -> None:
    """Raises PrinterStillHolds. One that is switched off, or was replaced by another, has forgotten what it held."""
    if not printer.answers:
        return
    try:
        with Wire(printer) as wire:
            state = state_of(printer, wire)
    except (PrinterNotReached, PrinterHungUp, AddressIsNotAPrinters):
        return
    if state and (state.problem or state.busy):
        raise PrinterStillHolds(name=printer.name, problem=state.problem[:1].upper() + state.problem[1:])
