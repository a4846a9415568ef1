"""Labels of a run go to a printer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.jobs.acts.start import start
from traceability.jobs.models import Job
from traceability.labels.acts.void_span import locked
from traceability.labels.models import LabelRun, Printer, Printing, Reprint
from traceability.labels.printers.addresses import must_be_a_printers
from traceability.labels.printers.refusals import (
    PrintedAlready,
    PrinterIsRetired,
    PrinterIsSomebodyElses,
    PrintingIsOpen,
    RunIsNotReady,
)
from traceability.labels.printers.sending import must_have_its_certificate
from traceability.labels.queries import not_void, open_printing, printed_already
from traceability.labels.refusals import LabelsAreVoidAlready
from traceability.lots.holding.queries import check_free
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def send_to_printer(
    *,
    run: LabelRun,
    printer: Printer,
    first: int,
    last: int,
    by: User,
    at: datetime,
    reprint: Reprint | None = None,
) -> Printing:
    """Ask a worker to send labels first..last (from 1, both included) of a run to a printer, in their order.

    Labels that a printer was handed before go only as what a reprint asked for. No event: no fruit has moved.
    Raises NotYourOrganisation, SpanIsWrong, PrinterIsSomebodyElses, PrinterIsRetired, AddressIsNotAPrinters, LotIsHeld,
    LotIsRecalled, RunIsNotReady, LabelsAreVoidAlready, PrintingIsOpen, PrintedAlready or PrintingStopped; then nothing
    is sent.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    locked(run, first, last)
    _check_printer(run, printer)
    check_free([run.lot])
    if run.job is None or run.job.state in {Job.State.CANCELLED, Job.State.FAILED}:
        raise RunIsNotReady(run=run.pk)
    if not not_void(run, first, last):
        raise LabelsAreVoidAlready(run=run.pk, first=first, last=last)
    if (waiting := open_printing(run)) and not _never_went(waiting, at):
        raise PrintingIsOpen(run=run.pk, first=waiting.first, last=waiting.last, printer=waiting.printer.name)
    if not _is_what_was_asked(reprint, first, last) and (printed := printed_already(run, first, last)):
        raise PrintedAlready(run=run.pk, first=printed[0], last=printed[1])
    printing = Printing(
        run=run,
        printer=printer,
        first=first,
        last=last,
        reprint=reprint,
        sent=first - 1,
        started_by=by,
        started_at=at,
    )
    must_have_its_certificate(printing)
    printing.save()
    printing.job = start(kind="labels.send", arguments={"printing": printing.pk}, total=last - first + 1, by=by)
    printing.save(update_fields=["job"])
    return printing


def _check_printer(run: LabelRun, printer: Printer) -> None:
    if printer.owner_id != run.lot.owner_id:
        raise PrinterIsSomebodyElses(name=printer.name, run=run.pk)
    if printer.retired_at:
        raise PrinterIsRetired(name=printer.name)
    must_be_a_printers(printer.host, printer.port)


def _never_went(printing: Printing, at: datetime) -> bool:
    """True for a printing that ended before a single label was handed over, which is then settled: none came out."""
    if printing.sent >= printing.first or printing.job is None or printing.job.finished_at is None:
        return False
    Printing.objects.filter(pk=printing.pk).update(good=printing.first - 1, confirmed_at=at)
    return True


def _is_what_was_asked(reprint: Reprint | None, first: int, last: int) -> bool:
    """True for labels that a reprint named and that it has not been printed for already."""
    if reprint is None or not reprint.first <= first <= last <= reprint.last:
        return False
    done = reprint.printings.filter(good__isnull=False, first__lte=last, good__gte=first)
    return not done.exists()
