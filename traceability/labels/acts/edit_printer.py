"""A printer has another name or address, or another head."""

from __future__ import annotations

from traceability.labels.acts.add_printer import must_be_free
from traceability.labels.models import Printer, Printing
from traceability.labels.printers.addresses import must_be_a_printers
from traceability.labels.printers.refusals import PrinterIsBusy, PrinterIsRetired
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


def edit_printer(
    *, printer: Printer, name: str, language: str, dpi: int, host: str, port: int, answers: bool, by: User
) -> Printer:
    """Change what is kept of a printer.

    Raises NotYourOrganisation, PrinterIsRetired, PrinterIsBusy, AddressIsNotAPrinters or PrinterNameIsTaken.
    """
    must_act_for(by, printer.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    must_be_idle(printer)
    must_be_a_printers(host, port)
    must_be_free(printer.owner, name.strip(), but=printer)
    printer.name, printer.language, printer.dpi, printer.answers = name.strip(), language, dpi, answers
    printer.host, printer.port = host.strip(), port
    printer.save(update_fields=["name", "language", "dpi", "host", "port", "answers"])
    return printer


def must_be_idle(printer: Printer) -> None:
    """Raises PrinterIsRetired, or PrinterIsBusy while a printing on it is not confirmed."""
    if printer.retired_at:
        raise PrinterIsRetired(name=printer.name)
    if open_one := Printing.objects.filter(printer=printer, good=None).first():
        raise PrinterIsBusy(name=printer.name, run=open_one.run_id)
