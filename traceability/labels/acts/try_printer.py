"""One specimen label, to see whether a printer prints."""

from __future__ import annotations

from traceability.labels.acts.edit_printer import must_be_idle
from traceability.labels.models import Printer
from traceability.labels.outputs.specimen import specimen
from traceability.labels.printers.refusals import PrinterHasStopped
from traceability.labels.printers.states import state_of
from traceability.labels.printers.wire import Wire
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


def try_printer(*, printer: Printer, by: User) -> bool:
    """Print one label that says SPECIMEN and carries no code; True when the printer also says how it is, which is kept.

    Raises NotYourOrganisation, PrinterIsRetired, PrinterIsBusy, AddressIsNotAPrinters, PrinterNotReached,
    PrinterHasStopped or PrinterHungUp.
    """
    must_act_for(by, printer.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    must_be_idle(printer)
    with Wire(printer) as wire:
        state = state_of(printer, wire)
        if state and state.problem:
            raise PrinterHasStopped(name=printer.name, problem=state.problem)
        wire.send([specimen(printer.language, printer.name, printer.dpi)])
    Printer.objects.filter(pk=printer.pk).update(answers=state is not None)
    printer.answers = state is not None
    return printer.answers
