"""When rules or limits change, what has not arrived is judged again by itself, and the exporter is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client

from exports.acts.arrive import arrive
from exports.acts.enter_rules import enter_rules
from exports.acts.judge import judge
from exports.acts.ship import ship
from exports.judged_anew import judged_anew
from exports.models import ReadinessReport, Requirement
from tests.cast import Cast
from tests.exports.scene import Scene
from traceability.certification.acts.take_limits import take_limits
from traceability.certification.importing.limits import PublishedLimit
from traceability.certification.models import ResidueLimit
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.models import Job
from traceability.parties.models import User

KIND = "exports.judge_again"


def jobs() -> list[Job]:
    return list(Job.objects.filter(kind=KIND).order_by("pk"))


def work() -> None:
    """The worker takes what waits."""
    for job in jobs():
        run_job(job_id=job.pk)


def lower_limit(mg_kg: str = "0.02") -> None:
    """The Commission publishes a lower limit for azoxystrobin on mango, in force before the batch arrives."""
    limit = PublishedLimit(
        substance="azoxystrobin",
        product_code="0163030",
        limit_mg_kg=Decimal(mg_kg),
        valid_from=date(2026, 8, 1),
        definition="Azoxystrobin",
        regulation="Reg. (EU) 2026/1",
    )
    take_limits(published=[limit], today=date(2026, 7, 1))


def test_a_lower_limit_stops_a_batch_that_was_ready(scene: Scene, zhao: User) -> None:
    before = judge(batch=scene.ready, by=zhao, at=scene.after(14))
    assert before.ready

    lower_limit()
    work()

    after = ReadinessReport.objects.first()
    assert (after.because, after.judged_by, after.ready) == ("rules_changed", None, False)
    assert [(one.code, one.before, one.after) for one in judged_anew(scene.cast.exporter.organisation)[0].changes] == [
        ("T2", "pass", "fail")
    ]


def test_a_batch_at_sea_is_judged_again_and_one_that_arrived_is_not(scene: Scene, zhao: User, rossi: User) -> None:
    batch = ship(batch=scene.loaded, by=zhao, at=scene.leaving).batch
    before = batch.reports.count()
    lower_limit()
    work()
    assert batch.reports.count() == before + 1

    arrive(batch=batch, by=rossi, at=scene.landing)
    lower_limit("0.03")
    work()

    assert batch.reports.count() == before + 1


def test_judging_again_twice_keeps_one_report(scene: Scene, zhao: User) -> None:
    judge(batch=scene.ready, by=zhao, at=scene.after(14))
    lower_limit()
    work()
    Job.objects.filter(kind=KIND).update(state="waiting", finished_at=None, is_whole=False, done=0)

    work()

    assert ReadinessReport.objects.filter(because="rules_changed").count() == 1


def test_a_new_rule_and_the_rows_of_the_program_start_it_too(scene: Scene, zhao: User) -> None:
    judge(batch=scene.ready, by=zhao, at=scene.after(14))
    stricter = Requirement.objects.get(code="X1")
    stricter.pk, stricter.version, stricter.parameters = None, 2, {"days": 0}
    enter_rules(rules=[stricter])
    assert len(jobs()) == 1

    Requirement.objects.filter(code="S2").update(rule="as it was before the program changed")
    call_command("load_reference", verbosity=0)
    ResidueLimit.objects.filter(substance="azoxystrobin").update(limit_mg_kg=Decimal("0.5"))
    call_command("load_reference", verbosity=0)

    assert len(jobs()) == 3


def test_nothing_is_started_where_nothing_changed_or_nothing_is_on_its_way(cast: Cast) -> None:
    lower_limit()
    assert not jobs()

    Scene(cast).ready  # noqa: B018
    call_command("load_reference", verbosity=0)

    assert not jobs()


def test_the_exporter_reads_it_on_the_desk_until_somebody_judges(scene: Scene, zhao: User, client: Client) -> None:
    judge(batch=scene.ready, by=zhao, at=scene.after(14))
    lower_limit()
    work()
    client.force_login(zhao)

    for address in ("/desk/export/", "/desk/export/EX26-014/"):
        assert "Residues within EU limits on arrival" in (page := client.get(address).content.decode())
        assert "Rules changed" in page

    client.post("/desk/export/EX26-014/judge/")
    assert not judged_anew(scene.cast.exporter.organisation)
    assert "Rules changed" not in client.get("/desk/export/").content.decode()


def test_nobody_else_reads_it(scene: Scene, zhao: User, cast: Cast) -> None:
    judge(batch=scene.ready, by=zhao, at=scene.after(14))
    lower_limit()
    work()

    assert not judged_anew(cast.youan.organisation)
    assert not judged_anew(cast.importer.organisation)


@pytest.mark.parametrize("mg_kg", ["5", "4.5"])
def test_a_limit_that_changes_nothing_for_the_batch_is_no_news(scene: Scene, zhao: User, mg_kg: str) -> None:
    judge(batch=scene.ready, by=zhao, at=scene.after(14))
    lower_limit(mg_kg)
    work()

    assert ReadinessReport.objects.filter(because="rules_changed").count() == 1
    assert not judged_anew(scene.cast.exporter.organisation)
