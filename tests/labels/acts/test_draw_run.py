"""However a run was drawn, its file has the same bytes; and fruit that lost what it had earned gets none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast, at
from tests.epcis.schema import assert_valid_epcis
from tests.labels.storages import FullDisk
from tests.stories import certified, packed
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import Certificate
from traceability.epcis.models import Event
from traceability.jobs.acts.resume import resume
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.acts.start import start
from traceability.jobs.claims import claim_piece
from traceability.jobs.models import Job, Piece
from traceability.jobs.running import Running
from traceability.labels.acts.draw_run import DrawRun
from traceability.labels.acts.start_run import start_run
from traceability.labels.acts.stop_run import stop_unless_earned
from traceability.labels.models import LabelRun
from traceability.labels.queries import cartons_without_label, serial_of_carton, verify
from traceability.labels.refusals import OutputIsUnknown, RunStopped
from traceability.lots.holding.acts.hold import hold

pytestmark = pytest.mark.usefixtures("reference")
COUNT, PIECE = 90, 40


@pytest.fixture
def run(cast: Cast) -> LabelRun:
    """Ninety labels under the name, asked for and not drawn yet."""
    return start_run(
        lot=packed(cast, certified(cast)),
        count=COUNT,
        layout="carton-100-gi",
        with_name=True,
        by=cast.youan.person,
        at=at("2026-07-05", "10:00"),
    )


def in_pieces(run: LabelRun) -> Job:
    """The same run again, cut into pieces of forty."""
    return start(kind="labels.draw", arguments={"run": run.pk}, total=COUNT, piece=PIECE, by=run.started_by)


def first_piece(job: Job) -> tuple[Piece, dict[str, Any]]:
    """The first piece, written by a worker that has not said so yet; and what it would say."""
    piece = claim_piece(job)
    assert piece
    handle = Running(job)
    handle.take(piece)
    return piece, DrawRun(handle).piece(piece.first, piece.last, piece.attempts)


def first_piece_done(job: Job) -> dict[str, Any]:
    """What the first piece says, after which its worker was killed."""
    piece, told = first_piece(job)
    Job.objects.filter(pk=job.pk).update(done=piece.size)
    job.pieces.filter(pk=piece.pk).update(state="done", lease_until=None, result=told)
    return told


def content(run: LabelRun) -> bytes:
    run.refresh_from_db()
    with run.file.open("rb") as file:
        return file.read()


@pytest.fixture
def undisturbed(run: LabelRun) -> bytes:
    """The file as one worker makes it at once."""
    assert run_job(job_id=run.job.pk)
    return content(run)


def files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT, "label-runs").rglob("*") if path.is_file()]


def test_pieces_make_the_same_file_and_leave_nothing_behind(run: LabelRun, undisturbed: bytes, settings: Any) -> None:
    assert run_job(job_id=in_pieces(run).pk)
    assert content(run) == undisturbed
    assert len(files(settings)) == 1


def test_two_workers_who_draw_the_same_piece_do_no_harm(run: LabelRun, undisturbed: bytes, settings: Any) -> None:
    job = in_pieces(run)
    first_piece(job)
    job.pieces.update(state="waiting", lease_until=None)
    assert run_job(job_id=job.pk)
    assert content(run) == undisturbed
    assert len(files(settings)) == 1


def test_a_disk_that_fills_up_stops_the_work_until_there_is_room(
    run: LabelRun, undisturbed: bytes, settings: Any
) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "tests.labels.storages.FullDisk"}}
    job = in_pieces(run)
    for room in (0, 30_000, 70_000, 20_000):
        FullDisk.room = room
        run_job(job_id=job.pk)
        job.refresh_from_db()
        assert "no room left" in job.error
    FullDisk.room = 10_000_000
    assert run_job(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.faults, job.error) == ("done", 0, "")
    assert content(run) == undisturbed
    assert len(files(settings)) == 1


def test_a_deploy_in_the_middle_mixes_no_two_labels(run: LabelRun, settings: Any) -> None:
    """Pieces made before a word on the label changed are made again, to the file that is drawn after it."""
    job = in_pieces(run)
    first_piece_done(job)
    run.lot.owner.address_latin = "1 New Road, Tianzhou, Tianyang, Guangxi, China"
    run.lot.owner.save()
    assert run_job(job_id=job.pk)
    mixed = content(run)
    assert run_job(job_id=run.job.pk)
    assert content(run) == mixed
    assert len(files(settings)) == 1


@pytest.mark.parametrize("harm", ["lost", "cut short", "changed"])
def test_a_piece_that_is_not_what_was_written_is_made_again(run: LabelRun, undisturbed: bytes, harm: str) -> None:
    job = in_pieces(run)
    told = first_piece_done(job)
    stored = Path(run.file.storage.path(told["name"]))
    whole = stored.read_bytes()
    {
        "lost": stored.unlink,
        "cut short": lambda: stored.write_bytes(whole[:-1]),
        "changed": lambda: stored.write_bytes(b"q" + whole[1:]),
    }[harm]()
    assert run_job(job_id=job.pk)
    assert content(run) == undisturbed


def test_a_certificate_revoked_before_the_end_stops_the_run_and_voids_its_labels(run: LabelRun, cast: Cast) -> None:
    revoke(
        certificate=Certificate.objects.get(),
        reason="sample was exchanged",
        by=cast.control_body.person,
        at=at("2026-07-05", "10:00"),
    )
    run_job(job_id=run.job.pk)
    run.job.refresh_from_db()
    assert (run.job.state, run.job.error) == (
        "failed",
        f"Run {run.pk} was stopped after label 0 of 90. Certificate BM-2026-1 was revoked. "
        "The labels after it are void: print none of them.",
    )
    [span] = run.spans.all()
    assert (span.state, span.first, span.last) == ("void", 1, 90)
    event = Event.objects.order_by("pk").last()
    assert event.document["tyt:voidLabels"]["tyt:last"] == 90
    assert_valid_epcis(event.document)
    assert cartons_without_label(run.lot) == 190
    assert verify(run.lot.product.gtin, run.lot.code, serial_of_carton(run, 7)).state == "void"
    assert not LabelRun.objects.get(pk=run.pk).file


def test_fruit_that_is_held_gets_no_labels_and_a_stopped_run_is_not_resumed(run: LabelRun, cast: Cast) -> None:
    hold(lot=run.lot, reason="laboratory calls", by=cast.youan.person, at=at("2026-07-05", "11:00"))
    run_job(job_id=run.job.pk)
    run.job.refresh_from_db()
    assert f"Lot {run.lot.code} is held. The labels after it are void" in run.job.error
    resume(job=run.job)
    run_job(job_id=run.job.pk)
    run.job.refresh_from_db()
    assert run.job.error == f"All labels of run {run.pk} are void. Start a new run for cartons that may be labelled."
    assert run.spans.count() == 1


def test_what_was_handed_out_before_the_stop_stays_good(run: LabelRun, cast: Cast) -> None:
    revoke(
        certificate=Certificate.objects.get(),
        reason="sample was exchanged",
        by=cast.control_body.person,
        at=at("2026-07-05", "10:00"),
    )
    with pytest.raises(RunStopped, match="after label 37 of 90"):
        stop_unless_earned(run, after=37)
    assert [(span.first, span.last) for span in run.spans.all()] == [(38, 90)]
    with pytest.raises(RunStopped):
        stop_unless_earned(run, after=37)
    assert run.spans.count() == 1


def test_an_unknown_kind_of_file_is_refused_before_anything_is_reserved(run: LabelRun) -> None:
    with pytest.raises(OutputIsUnknown, match="pdf"):
        start_run(
            lot=run.lot,
            count=1,
            layout="carton-100",
            with_name=False,
            by=run.started_by,
            at=at("2026-07-05", "12:00"),
            output="papyrus",
        )
    assert LabelRun.objects.count() == 1
