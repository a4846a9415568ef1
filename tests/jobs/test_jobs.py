"""Long work is a row before it is a message: done once, whoever is told how often, and never forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.jobs import kinds  # noqa: F401 - registers the kinds
from traceability.jobs.acts.cancel import cancel
from traceability.jobs.acts.run import run
from traceability.jobs.acts.start import start
from traceability.jobs.acts.sweep import PATIENCE, sweep
from traceability.jobs.claims import MOST_FAULTS
from traceability.jobs.models import Job
from traceability.jobs.refusals import JobHasEnded
from traceability.jobs.running import Cancelled, Running
from traceability.parties.models import User

pytestmark = pytest.mark.django_db


def counting(total: int = 3, **facts: Any) -> Job:
    """A job that waits, as if its message had been lost."""
    return start(kind="tests.count", arguments={"total": total}, total=total, **facts)


def test_work_is_done_and_says_what_came_of_it() -> None:
    job = counting()
    assert run(job_id=job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.done, job.result, job.attempts) == ("done", 3, {"counted": 3}, 1)
    assert job.finished_at is not None


def test_told_twice_it_is_done_once() -> None:
    job = counting()
    run(job_id=job.pk)
    assert run(job_id=job.pk) is False
    job.refresh_from_db()
    assert job.attempts == 1


def test_a_kind_that_nobody_does_is_refused_before_anything_is_stored() -> None:
    with pytest.raises(LookupError):
        start(kind="tests.unheard-of", arguments={})
    assert not Job.objects.exists()


def test_a_refusal_is_kept_as_a_sentence() -> None:
    job = counting(0)
    run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "There is nothing to count. Ask for more than nothing.")


def test_a_fault_gives_the_job_back_to_the_next_worker() -> None:
    job = start(kind="tests.break", arguments={})
    with pytest.raises(ZeroDivisionError):
        run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == ("waiting", 1, None)


def test_after_five_faults_nobody_tries_again() -> None:
    job = start(kind="tests.break", arguments={})
    for _ in range(MOST_FAULTS):
        with pytest.raises(ZeroDivisionError):
            run(job_id=job.pk)
    assert run(job_id=job.pk) is False
    job.refresh_from_db()
    assert job.state == "failed"
    assert "begun five times" in job.error


def test_a_job_whose_worker_died_is_taken_over_when_its_lease_ends() -> None:
    job = counting()
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        state="running", is_whole=True, attempts=1, lease_until=now + timedelta(seconds=9)
    )
    assert run(job_id=job.pk) is False
    Job.objects.filter(pk=job.pk).update(lease_until=now - timedelta(seconds=1))
    assert run(job_id=job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_a_worker_that_lost_its_lease_stops_at_its_next_word() -> None:
    job = counting()
    Job.objects.filter(pk=job.pk).update(state="running", attempts=2, lease_until=timezone.now())
    job.attempts = 1
    with pytest.raises(Cancelled):
        Running(job).progress(1)


def test_cancelled_work_stops_and_stays_cancelled() -> None:
    job = counting()
    cancel(job=job)
    assert run(job_id=job.pk) is False
    with pytest.raises(JobHasEnded):
        cancel(job=job)


def test_the_sweeper_sends_again_what_was_never_heard_of() -> None:
    lost, fresh, abandoned, done = counting(), counting(), counting(), counting()
    now = timezone.now()
    Job.objects.filter(pk=lost.pk).update(message_sent_at=now - PATIENCE - timedelta(seconds=1))
    Job.objects.filter(pk=fresh.pk).update(message_sent_at=now)
    Job.objects.filter(pk=abandoned.pk).update(state="running", lease_until=now - timedelta(seconds=1))
    run(job_id=done.pk)
    assert sweep() == 2


def test_a_job_never_counts_past_its_total() -> None:
    job = counting()
    with pytest.raises(IntegrityError, match="a_job_does_no_more_than_its_total"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(done=4)


def test_progress_is_read_by_who_asked_and_by_nobody_else(client: Client, wei: User, huang: User) -> None:
    job = counting(by=wei)
    client.force_login(wei)
    assert client.get(f"/api/v1/jobs/{job.pk}/").json()["total"] == 3
    client.force_login(huang)
    assert client.get(f"/api/v1/jobs/{job.pk}/").status_code == 404
