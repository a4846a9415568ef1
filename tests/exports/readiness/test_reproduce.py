"""The report of a past day can be made again exactly, whatever was entered, corrected or ended since."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from exports.acts.judge import judge
from exports.acts.state import state
from exports.models import Clause, ReadinessReport, Requirement
from exports.readiness.engine import reproduce
from tests.cast import Cast
from tests.exports.readiness.spoils import without_guards
from tests.exports.scene import NOTHING_FOUND, Scene
from traceability.certification.models import ResidueLimit
from traceability.parties.models import Organisation, User


def again(report: ReadinessReport) -> list[dict[str, Any]]:
    """The results of judging once more, from what stands in the database."""
    return [result.as_dict() for result in reproduce(ReadinessReport.objects.get(pk=report.pk)).results]


@pytest.fixture
def report(cast: Cast, zhao: User) -> ReadinessReport:
    """A batch for Le Havre that its own limit holds back."""
    scene = Scene(cast, batch_facts={"destination": "FR"}, found=NOTHING_FOUND | {"carbendazim": "0.008"})
    return judge(batch=scene.ready, by=zhao, at=scene.after(14))


def test_it_is_the_same_at_once(report: ReadinessReport) -> None:
    assert again(report) == report.results
    assert {result["code"] for result in report.results if result["outcome"] == "fail"} == {"T2N"}


def test_it_is_the_same_after_every_rule_has_changed(report: ReadinessReport) -> None:
    ResidueLimit.objects.filter(destination="FR").delete()
    Clause.objects.all().delete()
    Requirement.objects.filter(code="X1").update(parameters={"days": 0}, title="Another title")
    Requirement.objects.exclude(code="X1").delete()

    assert again(report) == report.results


def test_it_is_the_same_after_its_facts_have_changed(report: ReadinessReport, zhao: User) -> None:
    without_guards("certification_residueresult", "UPDATE certification_residueresult SET found_mg_kg = NULL")
    without_guards("lots_lotorigin", "UPDATE lots_lotorigin SET picked_on = '2026-06-01'")
    Organisation.objects.update(name_latin="Renamed", uscc="")
    batch = report.batch
    said = {"holds": False, "remark": "Leaves after all", "by": zhao, "at": report.judged_at}
    state(batch=batch, topic="wood-packaging", **said)
    type(batch).objects.filter(pk=batch.pk).update(container="", seal="", destination="NL")

    assert again(report) == report.results


def test_it_is_said_in_the_language_in_which_it_was_said(report: ReadinessReport) -> None:
    with translation.override("zh-hans"):
        assert again(report) == report.results
    assert report.language == "en"


def test_what_it_rests_on_is_kept_and_never_changed(report: ReadinessReport) -> None:
    assert len(report.rules) == len(report.results)
    assert report.facts["batch"]["destination"] == "FR"
    assert len(report.rules_sha256) == 64
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        ReadinessReport.objects.filter(pk=report.pk).update(facts={})
