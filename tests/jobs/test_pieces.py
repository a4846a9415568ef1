"""Long work in pieces: any number of workers take them side by side, each is done once, and one worker joins them."""

from __future__ import annotations

import errno
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.jobs import kinds  # noqa: F401 - registers the kinds
from traceability.jobs.acts.cancel import cancel
from traceability.jobs.acts.resume import resume
from traceability.jobs.acts.run import run
from traceability.jobs.acts.start import start
from traceability.jobs.acts.sweep import sweep
from traceability.jobs.claims import MOST_FAULTS, claim_piece, claim_whole
from traceability.jobs.models import Job, Piece
from traceability.jobs.refusals import JobIsNotStopped
from traceability.jobs.running import Cancelled, Running

pytestmark = pytest.mark.django_db
PAST = timedelta(seconds=-1)


def adding(total: int = 10, piece: int = 4, **arguments: Any) -> Job:
    """A job of pieces 1-4, 5-8 and 9-10 that waits, as if its messages had been lost."""
    return start(kind="tests.add", arguments=arguments, total=total, piece=piece)


def finished(job: Job) -> Job:
    job.refresh_from_db()
    assert job.finished_at is not None
    return job


def test_all_pieces_are_done_once_and_joined() -> None:
    job = adding()
    assert [(piece.first, piece.last) for piece in job.pieces.order_by("first")] == [(1, 4), (5, 8), (9, 10)]
    assert run(job_id=job.pk) is True
    assert finished(job).result == {"sum": 55, "pieces": 3, "attempts": [1, 1, 1]}
    assert (job.state, job.done, job.pieces.count()) == ("done", 10, 0)


def test_what_one_piece_holds_is_not_cut() -> None:
    job = adding(total=4)
    assert not job.pieces.exists()
    run(job_id=job.pk)
    assert finished(job).result == {"sum": 0, "pieces": 0, "attempts": []}


def test_two_workers_never_have_the_same_piece() -> None:
    job = adding()
    taken = [claim_piece(job) for _ in range(4)]
    assert [piece and piece.first for piece in taken] == [1, 5, 9, None]


def test_nobody_joins_while_a_piece_is_at_work() -> None:
    job = adding()
    claim_piece(job)
    assert run(job_id=job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.done) == ("running", 6)
    assert job.finished_at is None


def test_one_worker_joins() -> None:
    job = adding()
    job.pieces.update(state="done", result={"sum": 1})
    assert claim_whole(job)
    assert claim_whole(job) is None


def test_a_piece_whose_worker_died_is_taken_over_when_its_lease_ends() -> None:
    job = adding()
    claim_piece(job)
    job.pieces.filter(first=1).update(lease_until=timezone.now() + PAST)
    run(job_id=job.pk)
    assert finished(job).result["attempts"] == [2, 1, 1]


def test_a_worker_that_was_thought_dead_leaves_no_trace() -> None:
    job = adding()
    slow = claim_piece(job)
    assert slow
    handle = Running(job)
    handle.take(slow)
    job.pieces.filter(first=1).update(lease_until=timezone.now() + PAST)
    run(job_id=job.pk)
    handle._told = 0
    with pytest.raises(Cancelled):
        handle.alive()
    assert finished(job).done == 10


def test_a_fault_in_a_piece_costs_that_piece_alone() -> None:
    job = adding(breaks_at=6, errno=errno.EIO)
    with pytest.raises(OSError, match="broke"):
        run(job_id=job.pk)
    run(job_id=job.pk)
    assert finished(job).result["attempts"] == [1, 2, 1]


def test_a_full_disk_is_said_and_counts_as_no_fault() -> None:
    job = adding(breaks_at=6, errno=errno.ENOSPC)
    run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error[:21]) == ("running", "There is no room left")
    assert job.pieces.get(first=5).faults == 0
    run(job_id=job.pk)
    assert (finished(job).state, job.error, job.result["sum"]) == ("done", "", 55)


def test_a_piece_that_takes_five_workers_down_ends_the_job() -> None:
    job = adding()
    for _ in range(MOST_FAULTS + 1):
        claim_piece(job)
        job.pieces.filter(first=1).update(lease_until=timezone.now() + PAST)
    run(job_id=job.pk)
    assert finished(job).state == "failed"
    assert "begun five times" in job.error


def test_a_refusal_ends_the_job_with_its_sentence() -> None:
    job = adding(refuses=True)
    run(job_id=job.pk)
    assert (finished(job).state, job.error[:24]) == ("failed", "There is nothing to coun")


def test_spoilt_pieces_are_done_again() -> None:
    job = adding(spoilt=5)
    run(job_id=job.pk)
    assert finished(job).result == {"sum": 55, "pieces": 3, "attempts": [1, 2, 1]}
    assert job.done == 10


def test_pieces_that_are_always_spoilt_end_the_job() -> None:
    job = adding(spoilt=5, times=99)
    run(job_id=job.pk)
    assert finished(job).state == "failed"
    assert job.pieces.get(first=5).faults == MOST_FAULTS


def test_cancelled_work_goes_on_where_it_was() -> None:
    job = adding(breaks_at=6, errno=errno.EIO)
    with pytest.raises(OSError, match="broke"):
        run(job_id=job.pk)
    cancel(job=job)
    assert run(job_id=job.pk) is False
    resume(job=job)
    job.refresh_from_db()
    assert (job.state, job.done, job.finished_at) == ("waiting", 4, None)
    run(job_id=job.pk)
    assert finished(job).result["attempts"] == [1, 2, 1]


@pytest.mark.parametrize("state", ["waiting", "running", "done"])
def test_only_what_was_stopped_is_resumed(state: str) -> None:
    job = adding()
    ended = timezone.now() if state == "done" else None
    Job.objects.filter(pk=job.pk).update(state=state, lease_until=timezone.now(), finished_at=ended)
    with pytest.raises(JobIsNotStopped):
        resume(job=job)


def test_the_sweeper_calls_for_pieces_that_nobody_works_on() -> None:
    job = adding()
    claim_piece(job)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() + PAST)
    assert sweep() == 1


def test_rate_and_time_left_are_told_since_the_work_was_taken_up() -> None:
    job = adding(total=1_000, piece=100)
    Job.objects.filter(pk=job.pk).update(
        state="running",
        lease_until=timezone.now(),
        started_at=timezone.now() - timedelta(seconds=10),
        done_at_start=300,
        done=500,
    )
    job.refresh_from_db()
    assert job.rate is not None
    assert job.rate == pytest.approx(20, rel=0.05)
    assert job.seconds_left == pytest.approx(25, rel=0.05)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"first": 1}, "a_piece_is_there_once|jobs_piece.first"),
        ({"first": 0}, "a_piece_runs_forward"),
        ({"first": 12}, "a_piece_runs_forward"),
        ({"state": "running"}, "a_piece_has_a_lease_while_it_runs"),
        ({"lease_until": timezone.now()}, "a_piece_has_a_lease_while_it_runs"),
        ({"state": "done"}, "a_done_piece_says_what_came_of_it"),
    ],
)
def test_the_database_keeps_pieces_in_order(facts: dict[str, Any], name: str) -> None:
    job = adding()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Piece.objects.create(job=job, **{"first": 11, "last": 11, **facts})
