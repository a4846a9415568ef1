"""On a run's page an operator prints, mends and declares; the programming interface does the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, at
from tests.labels.fake_printer import FakePrinter, on_the_network
from tests.stories import certified, labelled
from traceability.jobs.acts.cancel import cancel
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.models import Job
from traceability.labels.acts.start_run import start_run
from traceability.labels.models import Download, LabelRun, Printer, Printing
from traceability.labels.printers import wire
from traceability.labels.queries import count_of, printed_text_of, serial_of_carton
from traceability.parties.models import User

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def run(cast: Cast) -> LabelRun:
    return labelled(cast, certified(cast), labels=20)


@pytest.fixture
def wei_here(client: Client, wei: User) -> Client:
    client.force_login(wei)
    return client


@pytest.fixture
def machine(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePrinter]:
    monkeypatch.setattr(wire, "SECONDS_TO_ANSWER", 60.0)
    with on_the_network(FakePrinter("tspl")) as printer:
        settings.LABEL_PRINTER_NETWORKS = ["127.0.0.0/8"]
        settings.LABEL_PRINTER_PORTS = [str(printer.port)]
        yield printer


def page(run: LabelRun) -> str:
    return f"/desk/labels/{run.pk}/"


def do(client: Client, run: LabelRun, act: str, **fields: Any) -> Any:
    return client.post(page(run), {"do": act, **fields})


def words(client: Client, run: LabelRun) -> str:
    return str(client.get(page(run)).content.decode())


@pytest.mark.parametrize("kind", ["pdf", "zpl-203", "zpl-300", "tspl-203", "tspl-300", "csv"])
def test_a_part_of_a_run_is_taken_in_any_kind_of_file_and_that_is_written_down(
    wei_here: Client, wei: User, run: LabelRun, kind: str
) -> None:
    answer = wei_here.get(f"{page(run)}file/", {"kind": kind, "first": 3, "last": 5})
    body = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert len(body) > 100
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert f"{run.lot_code}-{run.pk}-3-5" in answer.headers["Content-Disposition"]
    taken = Download.objects.get()
    assert (taken.output, taken.first, taken.last, taken.taken_by) == (kind, 3, 5, wei)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": 5, "last": 3}, "5 to 3 are not among them"),
        ({"first": 1, "last": 21}, "1 to 21 are not among them"),
        ({"first": 0, "last": 3}, "0 to 3 are not among them"),
        ({"kind": "docx"}, "docx"),
        ({"first": "x"}, "“x” is no label of this run. Type its number, or scan its code."),
    ],
)
def test_a_file_that_cannot_be_made_is_refused_in_words_and_not_written_down(
    wei_here: Client, run: LabelRun, asked: dict[str, Any], said: str
) -> None:
    answer = wei_here.get(f"{page(run)}file/", asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Download.objects.exists()


def test_a_reprint_is_taken_as_a_file_of_exactly_its_labels(wei_here: Client, run: LabelRun) -> None:
    do(wei_here, run, "reprint", first=12, last=14, reason="ribbon tore")
    again = run.reprints.get()
    assert "Labels 12 to 14 once more" in words(wei_here, run)
    answer = wei_here.get(f"{page(run)}file/", {"reprint": again.pk, "kind": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == [printed_text_of(run, number) for number in (12, 13, 14)]
    assert Download.objects.get().reprint == again


def test_a_run_is_declared_applied_and_its_rest_given_back(wei_here: Client, run: LabelRun) -> None:
    wei_here.get(f"{page(run)}file/")
    do(wei_here, run, "activate", first=1, last=15)
    do(wei_here, run, "spares", first=16)
    count = count_of(run)
    assert (count.active, count.void) == (15, 5)
    assert "left over, given back" in words(wei_here, run)


def test_a_roll_is_scanned(wei_here: Client, run: LabelRun) -> None:
    wei_here.get(f"{page(run)}file/")
    scanned = {"first": printed_text_of(run, 1), "last": printed_text_of(run, 20)}
    answer = wei_here.post("/desk/labels/activate/", scanned, follow=True)
    assert "20 labels are active." in answer.content.decode()
    again = wei_here.post("/desk/labels/activate/", scanned)
    assert again.status_code == 422
    assert "active or void already" in again.content.decode()


def test_a_torn_label_is_known_by_what_stands_on_it(wei_here: Client, run: LabelRun) -> None:
    serial = serial_of_carton(run, 12)
    torn = {"first": printed_text_of(run, 12), "last": f"{serial[:4]} {serial[4:8]} {serial[8:]}".lower()}
    do(wei_here, run, "void", **torn, reason="ribbon tore")
    assert list(run.spans.values_list("first", "last")) == [(12, 12)]


def test_what_is_refused_is_said_beside_its_form(wei_here: Client, run: LabelRun) -> None:
    answer = do(wei_here, run, "reprint", first=3, last=30, reason="torn")
    assert answer.status_code == 422
    assert answer.content.decode().count("3 to 30 are not among them") == 1


def test_a_printer_is_added_tried_used_and_retired(
    wei_here: Client, wei: User, run: LabelRun, machine: FakePrinter
) -> None:
    kept = {"name": "Line 2", "language": "tspl", "dpi": "203", "host": "127.0.0.1", "port": machine.port}
    answer = wei_here.post("/desk/printers/", {**kept, "answers": "on"}, follow=True)
    printer = Printer.objects.get()
    tried = wei_here.post(f"/desk/printers/{printer.pk}/try/", follow=True)
    assert "A specimen was sent, and the printer says that it is well." in tried.content.decode()
    do(wei_here, run, "send", printer=printer.pk, first=1, last=20)
    printing = Printing.objects.get()
    assert "Labels are on their way to Line 2." in words(wei_here, run)
    machine.paper = 3
    run_job(job_id=printing.job_id)  # type: ignore[arg-type]
    assert "Look at the paper: which label was the last good one?" in words(wei_here, run)
    assert "the paper is out" in words(wei_here, run)
    assert "nobody has said which was the last good one" in wei_here.get("/desk/").content.decode()
    assert 'name="good" value' not in words(wei_here, run)
    assert do(wei_here, run, "confirm", good=3).status_code == 422
    machine.switch_off_and_on(paper=100)
    do(wei_here, run, "confirm", good=printed_text_of(run, 3))
    assert "good up to 3" in words(wei_here, run)
    assert 'value="4"' in words(wei_here, run)
    assert wei_here.post(f"/desk/printers/{printer.pk}/retire/").status_code == 302
    assert "No label printer yet." in wei_here.get("/desk/printers/").content.decode()
    assert answer.status_code == 200


def test_a_printer_that_is_not_there_is_said_on_its_page(wei_here: Client, machine: FakePrinter, settings: Any) -> None:
    settings.LABEL_PRINTER_PORTS = ["1"]
    wei_here.post(
        "/desk/printers/", {"name": "Line 2", "language": "zpl", "dpi": "300", "host": "127.0.0.1", "port": 1}
    )
    answer = wei_here.post(f"/desk/printers/{Printer.objects.get().pk}/try/")
    assert answer.status_code == 422
    assert "Nobody answers at 127.0.0.1, port 1." in answer.content.decode()


def test_an_address_that_is_no_printer_s_is_refused_on_the_page(wei_here: Client) -> None:
    answer = wei_here.post(
        "/desk/printers/", {"name": "x", "language": "zpl", "dpi": "203", "host": "169.254.169.254", "port": 9100}
    )
    assert answer.status_code == 422
    assert "is not where printers may be" in answer.content.decode()


def test_a_run_is_cancelled_and_drawn_after_all(wei_here: Client, cast: Cast, run: LabelRun) -> None:
    other = start_run(
        lot=run.lot, count=5, layout="carton-100", with_name=False, by=cast.youan.person, at=at("2026-07-06")
    )
    do(wei_here, other, "cancel")
    assert "This run was cancelled before it was drawn." in words(wei_here, other)
    do(wei_here, other, "resume")
    assert other.job
    assert run_job(job_id=other.job.pk)
    assert "5 labels are ready to print." in words(wei_here, other)


def test_a_program_stops_a_run_and_lets_it_go_on(wei_here: Client, cast: Cast, run: LabelRun) -> None:
    other = start_run(
        lot=run.lot, count=5, layout="carton-100", with_name=False, by=cast.youan.person, at=at("2026-07-06")
    )
    assert post(wei_here, f"label-runs/{other.pk}/stop/").json()["state"] == "cancelled"
    assert post(wei_here, f"label-runs/{other.pk}/stop/").json()["type"].endswith("job-has-ended")
    assert post(wei_here, f"label-runs/{other.pk}/go-on/").json()["state"] == "waiting"
    assert post(wei_here, f"label-runs/{other.pk}/go-on/").json()["type"].endswith("job-is-not-stopped")


def test_a_run_at_work_says_how_fast_it_is_and_how_long_it_takes(wei_here: Client, cast: Cast, run: LabelRun) -> None:
    other = start_run(
        lot=run.lot, count=100, layout="carton-100", with_name=False, by=cast.youan.person, at=at("2026-07-06")
    )
    assert "seconds left</p>" not in words(wei_here, other)
    begun = timezone.now() - timedelta(seconds=10)
    Job.objects.filter(pk=other.job_id).update(
        state="running", done=50, started_at=begun, lease_until=timezone.now() + timedelta(hours=1)
    )
    assert "5 a second, 10 seconds left</p>" in words(wei_here, other)


def test_a_stranger_finds_no_run_and_no_printer(client: Client, cast: Cast, run: LabelRun, huang: User) -> None:
    client.force_login(huang)
    for act in ("void", "activate", "spares", "reprint", "send", "confirm", "cancel", "resume"):
        assert do(client, run, act, first=1, last=2, reason="x", good=1).status_code == 404
    assert client.get(f"{page(run)}file/").status_code == 404
    assert not Download.objects.exists()


def post(client: Client, path: str, **body: Any) -> Any:
    return client.post(f"/api/v1/{path}", body, content_type="application/json")


def test_programs_do_the_same(wei_here: Client, cast: Cast, run: LabelRun, machine: FakePrinter) -> None:
    gln = cast.youan.organisation.gln
    made = post(wei_here, "printers/", owner=gln, name="Line 2", language="tspl", host="127.0.0.1", port=machine.port)
    assert made.status_code == 201, made.json()
    printer = made.json()["id"]
    assert post(wei_here, f"printers/{printer}/try/").json()["answers"] is True
    of_run = f"label-runs/{run.pk}"
    sent = post(wei_here, f"{of_run}/send/", printer=printer, first=1, last=20)
    assert sent.status_code == 201
    assert wei_here.get(f"/api/v1/{of_run}/job/").json()["kind"] == "labels.send"
    run_job(job_id=sent.json()["job"])
    assert post(wei_here, f"{of_run}/confirm/", good=20).json()["good"] == 20
    torn = post(wei_here, f"{of_run}/reprint/", first=12, last=14, reason="ribbon tore")
    assert torn.status_code == 201
    more = {"printer": printer, "first": 12, "last": 14}
    assert post(wei_here, f"{of_run}/send/", **more).status_code == 409
    assert post(wei_here, f"{of_run}/send/", **more, reprint=torn.json()["id"]).status_code == 201
    assert post(wei_here, f"{of_run}/void/", first=1, last=1, reason="torn").json()["void"] == 1
    assert post(wei_here, f"{of_run}/activate/", first=1, last=15).json()["active"] == 14
    assert post(wei_here, f"{of_run}/spares/", first=16).json()["void"] == 6
    assert wei_here.get(f"/api/v1/{of_run}/life/").json() == {"reserved": 0, "printed": 0, "active": 14, "void": 6}
    scanned = {"first": printed_text_of(run, 2), "last": printed_text_of(run, 3)}
    assert post(wei_here, "label-runs/scanned/", **scanned).json()["type"].endswith("nothing-to-activate")


def test_a_cancelled_printing_does_not_block_the_run(
    wei_here: Client, cast: Cast, run: LabelRun, machine: FakePrinter
) -> None:
    wei_here.post(
        "/desk/printers/",
        {"name": "Line 2", "language": "tspl", "dpi": "203", "host": "127.0.0.1", "port": machine.port},
    )
    printer = Printer.objects.get()
    do(wei_here, run, "send", printer=printer.pk, first=1, last=20)
    printing = Printing.objects.get()
    assert printing.job
    cancel(job=printing.job)
    do(wei_here, run, "send", printer=printer.pk, first=1, last=20)
    assert Printing.objects.count() == 2
