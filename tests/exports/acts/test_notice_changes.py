"""Rules and limits changed past every act, by an administrator or in the database itself, are noticed all the same."""

from __future__ import annotations

import pytest
from django.db import connection

from exports.acts.arrive import arrive
from exports.acts.judge import judge
from exports.acts.notice_changes import notice_changes
from exports.acts.ship import ship
from exports.judged_anew import judged_anew
from exports.models import ReadinessReport, Requirement
from tests.exports.scene import Scene
from traceability.certification.models import ResidueLimit
from traceability.jobs import clock
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.acts.sweep import sweep
from traceability.jobs.models import Job
from traceability.parties.models import User


def in_the_database(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def lower_the_limit(mg_kg: str = "0.02") -> None:
    in_the_database("UPDATE certification_residuelimit SET limit_mg_kg = %s WHERE substance = 'azoxystrobin'", mg_kg)


@pytest.fixture
def judged(scene: Scene, zhao: User) -> ReadinessReport:
    """A batch that nothing stops, judged so by Zhao."""
    report = judge(batch=scene.ready, by=zhao, at=scene.after(14))
    assert report.ready
    return report


def test_a_limit_lowered_in_the_database_stops_a_batch_and_its_exporter_is_told(
    judged: ReadinessReport, scene: Scene
) -> None:
    lower_the_limit()

    job = notice_changes()
    assert job is not None
    run_job(job_id=job.pk)

    after = ReadinessReport.objects.first()
    assert after is not None
    assert (after.because, after.ready) == ("rules_changed", False)
    [news] = judged_anew(scene.cast.exporter.organisation)
    assert [(change.code, change.after) for change in news.changes] == [("T2", "fail")]
    assert notice_changes() is None


def test_a_rule_added_as_a_row_is_in_force_and_is_noticed_without_a_deploy(judged: ReadinessReport) -> None:
    Requirement.objects.bulk_create(
        [
            Requirement(
                code="NEW-1",
                check_name="not-written-yet",
                severity="block",
                stage="border",
                title="A new rule",
                title_zh="新规定",
                rule="Of yesterday",
                valid_from="2026-01-01",
                source="a row",
                confidence="high",
            )
        ]
    )

    job = notice_changes()
    assert job is not None
    run_job(job_id=job.pk)

    after = ReadinessReport.objects.first()
    assert after is not None
    assert [result["outcome"] for result in after.results if result["code"] == "NEW-1"] == ["unknown"]
    assert not after.ready


def test_the_sweeper_notices_by_itself(judged: ReadinessReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_looked", {})
    sweep()
    assert not Job.objects.filter(kind="exports.judge_again").exists()

    lower_the_limit()
    monkeypatch.setattr(clock, "_looked", {})
    sweep()

    assert Job.objects.filter(kind="exports.judge_again").count() == 1


def test_one_change_is_one_job_and_its_reversal_another(judged: ReadinessReport) -> None:
    were = list(ResidueLimit.objects.filter(substance="azoxystrobin"))
    lower_the_limit()
    first = notice_changes()
    assert first is not None
    assert notice_changes() is None
    run_job(job_id=first.pk)
    ResidueLimit.objects.bulk_update(were, ["limit_mg_kg"])

    second = notice_changes()

    assert second is not None
    run_job(job_id=second.pk)
    report = ReadinessReport.objects.first()
    assert report is not None
    assert report.ready


def test_work_that_broke_over_the_same_rules_is_not_begun_again_every_minute(judged: ReadinessReport) -> None:
    lower_the_limit()
    job = notice_changes()
    assert job is not None
    Job.objects.filter(pk=job.pk).update(state="failed", finished_at=judged.judged_at, error="x")

    assert notice_changes() is None


def test_nothing_is_begun_for_what_has_arrived_or_was_never_judged(scene: Scene, zhao: User, rossi: User) -> None:
    scene.draft  # noqa: B018
    lower_the_limit("4")
    assert notice_changes() is None

    arrive(batch=ship(batch=scene.loaded, by=zhao, at=scene.leaving).batch, by=rossi, at=scene.landing)
    lower_the_limit()
    assert notice_changes() is None


def test_what_breaks_keeps_neither_the_sweeper_nor_the_others_from_their_work(monkeypatch: pytest.MonkeyPatch) -> None:
    rung = []

    def breaks() -> None:
        raise LookupError

    monkeypatch.setattr(clock, "_looks", [(60, breaks), (60, lambda: rung.append(1))])
    monkeypatch.setattr(clock, "_looked", {})
    clock.ring()
    clock.ring()

    assert rung == [1]
