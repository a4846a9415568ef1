"""The job that hands the labels of a printing to its printer, a few at a time, and stops at the first trouble.

What is handed over is written down before it goes: whatever happens then, no label is on paper that the row does not
know of. A job that was interrupted hands nothing over again by itself: only a person who has looked at the paper can
say where to go on.
"""

from __future__ import annotations

import time

from django.utils import timezone

from traceability.jobs.registry import job_kind
from traceability.jobs.running import Cancelled, Running
from traceability.labels.models import Printing
from traceability.labels.outputs import output_of
from traceability.labels.printers.refusals import (
    PrinterHasStopped,
    PrinterIsSilent,
    PrintingStopped,
    PrintingWasInterrupted,
)
from traceability.labels.printers.states import state_of
from traceability.labels.printers.wire import Wire
from traceability.labels.queries import not_void
from traceability.labels.refusals import LabelsAreVoidAlready
from traceability.lots.holding.queries import check_free
from traceability.web.failures import Failure

IN_FLIGHT = 10
"""Labels that a printer holds unprinted at most, if it answers: so many may have to be looked through after a stop."""
SECONDS_BETWEEN_QUESTIONS = 0.1


@job_kind("labels.send")
def send(job: Running) -> dict[str, int]:
    """Send the labels of printing `arguments["printing"]`; the result says how many were handed over."""
    printing = Printing.objects.select_related(
        "printer", "run__lot__product__variety__species", "run__lot__owner", "run__lot__making",
        "run__certificate__scheme", "run__certificate__revocation",
    ).get(pk=job.arguments["printing"])  # fmt: skip
    if printing.sent >= printing.first:
        raise PrintingWasInterrupted(name=printing.printer.name)
    try:
        _send(job, printing)
    except (Failure, Cancelled):
        _settle_what_never_went(printing)
        raise
    return {"labels": printing.last - printing.first + 1}


def _send(job: Running, printing: Printing) -> None:
    run, printer = printing.run, printing.printer
    output = output_of(printer.output, run)
    with Wire(printer) as wire:
        _wait(job, printing, wire, done=0)
        wire.send([output.head()], job.alive)
        for first in range(printing.first, printing.last + 1, IN_FLIGHT):
            last = min(printing.last, first + IN_FLIGHT - 1)
            _check(printing, first, last)
            job.progress(first - printing.first)
            Printing.objects.filter(pk=printing.pk).update(sent=last)
            wire.send(output.labels(first, last), job.alive)
            _wait(job, printing, wire, done=last - printing.first + 1)
        wire.send([output.tail()], job.alive)


def _check(printing: Printing, first: int, last: int) -> None:
    """What may have changed since the printing began: a hold, a revoked certificate, void labels. Raises Failure."""
    run = printing.run
    try:
        check_free([run.lot])
        if not not_void(run, first, last):
            raise LabelsAreVoidAlready(run=run.pk, first=first, last=last)
    except Failure as why:
        raise PrintingStopped(label=first, why=why.message) from why
    must_have_its_certificate(printing)


def must_have_its_certificate(printing: Printing) -> None:
    """Raises PrintingStopped when the certificate of a run under the name was revoked."""
    from traceability.certification.models import Certificate
    from traceability.certification.refusals import CertificateNotInForce

    certificate = printing.run.certificate
    if certificate and Certificate.objects.filter(pk=certificate.pk, revocation__isnull=False).exists():
        why = CertificateNotInForce(number=certificate.number, day=timezone.localdate().isoformat())
        raise PrintingStopped(label=printing.first, why=why.message)


def _wait(job: Running, printing: Printing, wire: Wire, done: int) -> None:
    """Until the printer has printed what it has. Raises PrinterHasStopped or PrinterIsSilent."""
    printer = printing.printer
    if not printer.answers:
        job.progress(done)
        return
    while True:
        state = state_of(printer, wire)
        if state is None:
            raise PrinterIsSilent(name=printer.name)
        if state.problem:
            raise PrinterHasStopped(name=printer.name, problem=state.problem)
        job.progress(done)
        if not state.busy:
            return
        time.sleep(SECONDS_BETWEEN_QUESTIONS)


def _settle_what_never_went(printing: Printing) -> None:
    """Nothing was handed over: nobody need look, and the labels can be sent again."""
    Printing.objects.filter(pk=printing.pk, sent__lt=printing.first, good=None).update(
        good=printing.first - 1, confirmed_at=timezone.now()
    )
