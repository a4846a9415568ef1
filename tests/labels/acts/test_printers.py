"""A run goes to a printer over the network, and whatever goes wrong there, no label is printed twice unknowingly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, at
from tests.labels.fake_printer import FakePrinter, on_the_network
from tests.labels.printers_seen import TsplPrinter, ZplPrinter
from tests.stories import certified, labelled
from traceability.certification.acts.revoke import revoke
from traceability.jobs.acts.cancel import cancel
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.models import Job
from traceability.jobs.running import Cancelled
from traceability.labels.acts.add_printer import add_printer
from traceability.labels.acts.confirm_printing import confirm_printing
from traceability.labels.acts.edit_printer import edit_printer
from traceability.labels.acts.reprint import reprint
from traceability.labels.acts.retire_printer import retire_printer
from traceability.labels.acts.send_to_printer import send_to_printer
from traceability.labels.acts.try_printer import try_printer
from traceability.labels.acts.void_span import void_span
from traceability.labels.models import LabelRun, Printer, Printing
from traceability.labels.outputs import output_of
from traceability.labels.printers import wire
from traceability.labels.printers.refusals import (
    AddressIsNotAPrinters,
    LabelWasNotSent,
    PrintedAlready,
    PrinterHasStopped,
    PrinterIsBusy,
    PrinterIsRetired,
    PrinterIsSomebodyElses,
    PrinterNameIsTaken,
    PrinterNotReached,
    PrinterStillHolds,
    PrintingIsConfirmed,
    PrintingIsOpen,
    PrintingStopped,
    StillPrinting,
)
from traceability.labels.queries import count_of
from traceability.labels.refusals import LabelsAreVoidAlready, SpanIsWrong
from traceability.lots.holding.acts.hold import hold
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.failures import Failure

pytestmark = pytest.mark.usefixtures("reference")
NOON = at("2026-07-05", "12:00")


@pytest.fixture
def run(cast: Cast) -> LabelRun:
    return labelled(cast, certified(cast), labels=35)


@pytest.fixture(params=["zpl", "tspl"])
def machine(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePrinter]:
    """A good printer with all the paper in the world, at an address that this operator allows."""
    monkeypatch.setattr(wire, "SECONDS_TO_ANSWER", 60.0)
    with on_the_network(FakePrinter(request.param)) as printer:
        settings.LABEL_PRINTER_NETWORKS = ["127.0.0.0/8"]
        settings.LABEL_PRINTER_PORTS = [str(printer.port)]
        yield printer


def go_silent(machine: FakePrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers nothing from now on, and nobody waits long for it."""
    machine.silent = True
    monkeypatch.setattr(wire, "SECONDS_TO_ANSWER", 0.1)


def registered(cast: Cast, machine: FakePrinter, *, answers: bool = True, name: str = "Line 1") -> Printer:
    return add_printer(
        owner=cast.youan.organisation,
        name=name,
        language=machine.language,
        dpi=203,
        host="127.0.0.1",
        port=machine.port,
        answers=answers,
        by=cast.youan.person,
    )


def sent(run: LabelRun, printer: Printer, first: int, last: int, by: User, **more: Any) -> Printing:
    """Labels sent, and the worker done with it in one way or the other."""
    printing = send_to_printer(run=run, printer=printer, first=first, last=last, by=by, at=NOON, **more)
    assert printing.job
    run_job(job_id=printing.job.pk)
    return Printing.objects.select_related("job", "run__lot__owner").get(pk=printing.pk)


def texts(run: LabelRun, machine: FakePrinter, first: int, last: int) -> list[bytes]:
    """What a printer is sent for labels first..last, one by one."""
    made = output_of(f"{machine.language}-203", run)
    return [b"".join(made.labels(number, number)) for number in range(first, last + 1)]


def test_a_run_is_printed_in_order_and_each_label_once(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    printing = sent(run, registered(cast, machine), 1, 35, wei)
    assert printing.job
    assert (printing.job.state, printing.job.done, printing.sent) == ("done", 35, 35)
    assert machine.texts == texts(run, machine, 1, 35)
    assert count_of(run).printed == 35


def test_what_arrives_is_what_a_printer_understands(cast: Cast, run: LabelRun, machine: FakePrinter, wei: User) -> None:
    sent(run, registered(cast, machine), 1, 5, wei)
    seen = ZplPrinter() if machine.language == "zpl" else TsplPrinter(8.0)
    seen.read(b"".join(machine.printed))
    assert len(seen.labels) == 5


def test_when_the_paper_is_out_it_stops_and_goes_on_after_the_last_good_label(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    printer, machine.paper = registered(cast, machine), 17
    stopped = sent(run, printer, 1, 35, wei)
    assert stopped.job
    assert stopped.job.state == "failed"
    assert "the paper is out" in stopped.job.error
    assert stopped.sent == 20
    with pytest.raises(PrintingIsOpen):
        send_to_printer(run=run, printer=printer, first=21, last=35, by=wei, at=NOON)
    machine.switch_off_and_on(paper=100)
    confirm_printing(printing=stopped, good=16, by=wei, at=NOON)
    rest = sent(run, printer, 17, 35, wei)
    assert rest.sent == 35
    assert machine.texts == texts(run, machine, 1, 17) + texts(run, machine, 17, 35)


def test_while_it_holds_labels_that_will_come_out_nobody_can_say_which_was_the_last(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    printer, machine.paper = registered(cast, machine), 17
    stopped = sent(run, printer, 1, 35, wei)
    with pytest.raises(PrinterStillHolds, match="The paper is out"):
        confirm_printing(printing=stopped, good=16, by=wei, at=NOON)
    machine.paper = 100
    confirm_printing(printing=stopped, good=20, by=wei, at=NOON)
    sent(run, printer, 21, 35, wei)
    assert machine.texts == texts(run, machine, 1, 35)


def test_cancelled_in_the_middle_of_a_label_it_ends_after_it(cast: Cast, run: LabelRun, machine: FakePrinter) -> None:
    """Or the printer would take what is sent next for the rest of that label."""

    def cancelled() -> None:
        raise Cancelled

    one, other = texts(run, machine, 1, 2)
    with pytest.raises(Cancelled), wire.Wire(registered(cast, machine)) as line:
        line.send([one, other], cancelled)
    machine.wait_for(1)
    assert machine.printed == [one]
    assert not machine.unfinished


def test_when_it_hangs_up_half_way_nothing_is_skipped_silently(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    printer, machine.hangs_up_after = registered(cast, machine), 10
    stopped = sent(run, printer, 1, 35, wei)
    assert stopped.job
    assert "hung up" in stopped.job.error
    assert 10 <= stopped.sent <= 20
    confirm_printing(printing=stopped, good=9, by=wei, at=NOON)
    with pytest.raises(PrintedAlready, match="Labels 5 to 9"):
        send_to_printer(run=run, printer=printer, first=5, last=35, by=wei, at=NOON)
    assert sent(run, printer, 10, 35, wei).sent == 35


def test_a_printer_that_is_said_to_answer_and_does_not_gets_nothing(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = registered(cast, machine)
    go_silent(machine, monkeypatch)
    stopped = sent(run, printer, 1, 35, wei)
    assert stopped.job
    assert "does not say how it is" in stopped.job.error
    assert (stopped.sent, stopped.good, machine.printed) == (0, 0, [])


def test_a_printer_that_never_answers_prints_all_the_same(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    machine.silent = True
    printing = sent(run, registered(cast, machine, answers=False), 1, 35, wei)
    assert printing.sent == 35
    assert printing.good is None


def test_nobody_there_is_a_clear_sentence_and_nothing_was_printed(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User, settings: Any
) -> None:
    printer = registered(cast, machine)
    settings.LABEL_PRINTER_PORTS = [*settings.LABEL_PRINTER_PORTS, "1"]
    Printer.objects.update(port=1)
    printer.refresh_from_db()
    stopped = sent(run, printer, 1, 35, wei)
    assert stopped.job
    assert stopped.job.error.startswith("Nobody answers at 127.0.0.1, port 1. Is printer Line 1 switched on")
    assert stopped.good == 0
    with pytest.raises(PrinterNotReached):
        try_printer(printer=printer, by=wei)


def test_a_worker_that_died_over_it_hands_nothing_over_again_by_itself(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    printing = send_to_printer(run=run, printer=registered(cast, machine), first=1, last=35, by=wei, at=NOON)
    assert printing.job
    Printing.objects.filter(pk=printing.pk).update(sent=10)
    run_job(job_id=printing.job.pk)
    printing.job.refresh_from_db()
    assert "interrupted while labels were on their way" in printing.job.error
    assert machine.printed == []


def test_a_worker_that_died_before_it_is_no_harm(cast: Cast, run: LabelRun, machine: FakePrinter, wei: User) -> None:
    printing = send_to_printer(run=run, printer=registered(cast, machine), first=1, last=35, by=wei, at=NOON)
    assert printing.job
    Job.objects.filter(pk=printing.job.pk).update(attempts=1)
    run_job(job_id=printing.job.pk)
    assert len(machine.printed) == 35


def test_cancelled_before_it_began_nothing_need_be_looked_at(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    printer = registered(cast, machine)
    printing = send_to_printer(run=run, printer=printer, first=1, last=35, by=wei, at=NOON)
    assert printing.job
    cancel(job=printing.job)
    assert sent(run, printer, 1, 35, wei).sent == 35


def test_a_reprint_is_exactly_its_labels_and_only_once(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    printer = registered(cast, machine)
    confirm_printing(printing=sent(run, printer, 1, 35, wei), good=35, by=wei, at=NOON)
    again = reprint(run=run, first=12, last=14, reason="ribbon tore", by=wei, at=NOON)
    with pytest.raises(PrintedAlready):
        send_to_printer(run=run, printer=printer, first=11, last=14, by=wei, at=NOON, reprint=again)
    torn = sent(run, printer, 12, 14, wei, reprint=again)
    assert machine.texts[35:] == texts(run, machine, 12, 14)
    confirm_printing(printing=torn, good=14, by=wei, at=NOON)
    with pytest.raises(PrintedAlready):
        send_to_printer(run=run, printer=printer, first=12, last=14, by=wei, at=NOON, reprint=again)


def test_held_fruit_stops_the_printing_at_a_label(cast: Cast, run: LabelRun, machine: FakePrinter, wei: User) -> None:
    printing = send_to_printer(run=run, printer=registered(cast, machine), first=1, last=35, by=wei, at=NOON)
    hold(lot=run.lot, reason="smells of diesel", by=wei, at=NOON)
    assert printing.job
    run_job(job_id=printing.job.pk)
    printing.job.refresh_from_db()
    assert "stopped before label 1" in printing.job.error
    assert machine.printed == []


def test_a_revoked_certificate_stops_labels_under_the_name(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    assert run.certificate
    revoke(certificate=run.certificate, reason="sample was exchanged", by=cast.control_body.person, at=NOON)
    with pytest.raises(PrintingStopped, match="BM-2026-1"):
        send_to_printer(run=run, printer=registered(cast, machine), first=1, last=35, by=wei, at=NOON)


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [(0, 3, SpanIsWrong), (3, 2, SpanIsWrong), (30, 36, SpanIsWrong), (1, 7, LabelsAreVoidAlready)],
)
def test_labels_that_cannot_be_sent_are_refused_before_anything_is(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User, first: int, last: int, refusal: type[Failure]
) -> None:
    void_span(run=run, first=5, last=6, reason="torn", by=wei, at=NOON)
    with pytest.raises(refusal):
        send_to_printer(run=run, printer=registered(cast, machine), first=first, last=last, by=wei, at=NOON)
    assert not Printing.objects.exists()


def test_the_last_good_label_is_one_that_was_sent_and_is_said_once(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User, huang: User
) -> None:
    printer = registered(cast, machine)
    waiting = send_to_printer(run=run, printer=printer, first=1, last=5, by=wei, at=NOON)
    with pytest.raises(StillPrinting):
        confirm_printing(printing=waiting, good=0, by=wei, at=NOON)
    assert waiting.job
    run_job(job_id=waiting.job.pk)
    for good in (-1, 6):
        with pytest.raises(LabelWasNotSent):
            confirm_printing(printing=waiting, good=good, by=wei, at=NOON)
    with pytest.raises(NotYourOrganisation):
        confirm_printing(printing=waiting, good=5, by=huang, at=NOON)
    confirm_printing(printing=waiting, good=5, by=wei, at=NOON)
    with pytest.raises(PrintingIsConfirmed):
        confirm_printing(printing=waiting, good=4, by=wei, at=NOON)


def test_a_specimen_has_no_code_and_finds_out_whether_the_printer_answers(
    cast: Cast, machine: FakePrinter, wei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zxingcpp

    printer = registered(cast, machine, answers=False)
    assert try_printer(printer=printer, by=wei) is True
    with monkeypatch.context() as patience:
        go_silent(machine, patience)
        assert try_printer(printer=printer, by=wei) is False
    machine.wait_for(2)
    seen = ZplPrinter() if machine.language == "zpl" else TsplPrinter(8.0)
    seen.read(b"".join(machine.printed))
    assert len(seen.labels) == 2
    assert zxingcpp.read_barcodes(seen.labels[0].convert("L")) == []
    machine.silent, machine.paper = False, 0
    with pytest.raises(PrinterHasStopped, match="the paper is out"):
        try_printer(printer=printer, by=wei)


@pytest.mark.parametrize(
    ("host", "port"),
    [
        ("127.0.0.1", 9100),
        ("169.254.169.254", 9100),
        ("8.8.8.8", 9100),
        ("192.168.1.50", 6379),
        ("192.168.1.50", 80),
        ("printer.example", 9100),
        ("localhost", 9100),
        ("::1", 9100),
        ("::ffff:127.0.0.1", 9100),
        ("0.0.0.0", 9100),
        ("2130706433", 9100),
        ("", 9100),
    ],
)
def test_no_address_but_a_printers_is_ever_kept(cast: Cast, wei: User, host: str, port: int) -> None:
    with pytest.raises(AddressIsNotAPrinters):
        add_printer(
            owner=cast.youan.organisation,
            name="x",
            language="zpl",
            dpi=203,
            host=host,
            port=port,
            answers=True,
            by=wei,
        )


def test_an_address_that_is_allowed_no_longer_is_not_called(cast: Cast, machine: FakePrinter, settings: Any) -> None:
    printer = registered(cast, machine)
    settings.LABEL_PRINTER_NETWORKS = []
    with pytest.raises(AddressIsNotAPrinters):
        try_printer(printer=printer, by=cast.youan.person)
    assert machine.connections == 0


def kept(cast: Cast, name: str = "Line 1") -> Printer:
    return add_printer(
        owner=cast.youan.organisation,
        name=name,
        language="tspl",
        dpi=300,
        host="192.168.1.50",
        port=9100,
        answers=True,
        by=cast.youan.person,
    )


def test_a_printer_is_edited_and_retired_and_its_name_is_free_again(cast: Cast, run: LabelRun, wei: User) -> None:
    printer = kept(cast)
    with pytest.raises(PrinterNameIsTaken):
        kept(cast)
    facts = {"language": "zpl", "dpi": 203, "host": "10.0.0.7", "port": 9100, "answers": False}
    edit_printer(printer=printer, name="Line 2", by=wei, **facts)  # type: ignore[arg-type]
    assert (printer.output, printer.host) == ("zpl-203", "10.0.0.7")
    retire_printer(printer=printer, by=wei, at=NOON)
    printer.refresh_from_db()
    with pytest.raises(PrinterIsRetired):
        send_to_printer(run=run, printer=printer, first=1, last=5, by=wei, at=NOON)
    assert kept(cast, "Line 2") != printer


def test_a_printer_with_labels_under_way_is_not_changed(
    cast: Cast, run: LabelRun, machine: FakePrinter, wei: User
) -> None:
    printer = registered(cast, machine)
    send_to_printer(run=run, printer=printer, first=1, last=5, by=wei, at=NOON)
    with pytest.raises(PrinterIsBusy):
        retire_printer(printer=printer, by=wei, at=NOON)


def test_a_stranger_neither_keeps_nor_uses_your_printers(cast: Cast, run: LabelRun, wei: User, huang: User) -> None:
    printer = kept(cast)
    for attempt in (
        lambda: retire_printer(printer=printer, by=huang, at=NOON),
        lambda: try_printer(printer=printer, by=huang),
        lambda: send_to_printer(run=run, printer=printer, first=1, last=2, by=huang, at=NOON),
    ):
        with pytest.raises(NotYourOrganisation):
            attempt()
    theirs = add_printer(
        owner=cast.other_cooperative.organisation,
        name="Theirs",
        language="zpl",
        dpi=203,
        host="192.168.1.9",
        port=9100,
        answers=True,
        by=huang,
    )
    with pytest.raises(PrinterIsSomebodyElses):
        send_to_printer(run=run, printer=theirs, first=1, last=2, by=wei, at=NOON)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"sent": 6}, "a_printing_sends_its_own_labels"),
        ({"sent": 5, "good": 6, "confirmed_at": NOON}, "a_good_label_was_sent"),
        ({"good": 0}, "somebody_looked_at_a_good_label"),
        ({"first": 0, "sent": 0}, "a_printing_runs_forward"),
    ],
)
def test_the_database_keeps_a_printing_s_numbers_true(
    cast: Cast, run: LabelRun, wei: User, facts: dict[str, Any], constraint: str
) -> None:
    printing = send_to_printer(run=run, printer=kept(cast), first=1, last=5, by=wei, at=NOON)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Printing.objects.filter(pk=printing.pk).update(**facts)
