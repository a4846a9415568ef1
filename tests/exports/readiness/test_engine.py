"""Rules are rows: they begin, end and change without a deploy, and what nobody knows is never a pass."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from exports.acts.enter_rules import enter_rules
from exports.acts.state import state
from exports.models import ExportBatch, PalletContent, Requirement
from exports.readiness.answers import EVALUATORS
from exports.readiness.engine import Assessment, assess
from exports.reference import DATA
from exports.refusals import RuleCannotBeRead, RuleStandsAlready
from tests.cast import Cast
from tests.exports.scene import Scene
from traceability.parties.models import User
from traceability.web.rows import csv_rows


def judged(scene: Scene) -> Assessment:
    return assess(ExportBatch.objects.with_names().get(pk=scene.ready.pk))


def outcome(scene: Scene, code: str) -> str:
    return {result.code: result.outcome for result in judged(scene).results}[code]


def row(like: str, **changes: Any) -> Requirement:
    """A row like the one of a code, with changes, not kept yet."""
    new = Requirement.objects.get(code=like)
    new.pk = None
    for name, value in changes.items():
        setattr(new, name, value)
    return new


def table(path: Path, *rules: dict[str, str]) -> Path:
    """A table of rules as somebody would write it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rules[0]))
        writer.writeheader()
        writer.writerows(rules)
    return path


def line(like: str, **changes: str) -> dict[str, str]:
    return next(one for one in csv_rows(DATA / "requirements.csv") if one["code"] == like) | changes


def test_a_rule_that_nobody_can_check_is_unknown_and_stops(scene: Scene) -> None:
    row("S2", code="Z9", check_name="moon-phase").save()

    assert outcome(scene, "Z9") == "unknown"
    assert not judged(scene).ready


def test_a_rule_added_as_a_row_is_in_force_without_a_deploy(scene: Scene) -> None:
    """Of two versions the newest that has begun by the day of arrival holds; parameters stand in the row."""
    assert outcome(scene, "X1") == "pass"

    enter_rules(rules=[row("X1", version=2, parameters={"days": 0}, valid_from=date(2026, 8, 10))])

    assert outcome(scene, "X1") == "fail"
    assert [(one.code, one.version) for one in judged(scene).results if one.code == "X1"] == [("X1", 2)]


def test_a_rule_of_a_table_asks_an_evaluator_with_other_parameters(scene: Scene, tmp_path: Path) -> None:
    """A retailer wants azoxystrobin below a third of what was found: nobody deploys anything."""
    asked = line(
        "T3",
        code="RETAIL-1",
        species="mango",
        severity="block",
        title="Azoxystrobin below the retailer’s own figure",
        title_zh="嘧菌酯低于零售商自己的限量",
        parameters='{"substance": "azoxystrobin", "at_most_mg_kg": "0.01"}',
        valid_from="2026-08-01",
    )
    said = StringIO()

    call_command("enter_rules", table(tmp_path / "rules.csv", asked), stdout=said)

    assert "RETAIL-1 v1 from 2026-08-01" in said.getvalue()
    result = next(one for one in judged(scene).results if one.code == "RETAIL-1")
    assert (result.outcome, result.version) == ("fail", 1)
    assert "0.031 mg/kg of azoxystrobin" in result.words


def test_a_question_of_a_table_can_be_answered_at_once(scene: Scene, tmp_path: Path, zhao: User) -> None:
    asked = line("X5", code="PALLETS", parameters='{"topic": "pallet-corners", "measures": ["corner boards"]}')
    call_command("enter_rules", table(tmp_path / "rules.csv", asked), stdout=StringIO())
    assert outcome(scene, "PALLETS") == "unknown"

    words = {"measured": {"corner boards": "four"}, "by": zhao, "at": scene.after(14, "18:00")}
    state(batch=scene.draft, topic="pallet-corners", holds=True, **words)

    assert outcome(scene, "PALLETS") == "pass"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"valid_from": "soon"}, "Line 3"),
        ({"parameters": "{"}, "Line 3"),
        ({"severity": "maybe"}, "Line 3"),
        ({"code": "X1"}, "version 1 already"),
    ],
)
def test_a_table_with_a_line_that_is_wrong_enters_nothing(
    reference: None, tmp_path: Path, changes: dict[str, str], why: str
) -> None:
    before = Requirement.objects.count()
    rules = table(tmp_path / "rules.csv", line("S2", code="Z1"), line("S2", code="Z2") | changes)

    with pytest.raises(CommandError, match=why):
        call_command("enter_rules", rules)

    assert Requirement.objects.count() == before


def test_a_version_is_entered_once_and_is_complete(reference: None) -> None:
    with pytest.raises(RuleStandsAlready):
        enter_rules(rules=[row("X1")])
    with pytest.raises(RuleCannotBeRead):
        enter_rules(rules=[row("X1", version=2, title="")])


def test_a_rule_that_begins_after_arrival_does_not_hold_yet(scene: Scene) -> None:
    Requirement.objects.filter(code="S2").update(valid_from=date(2026, 8, 11))

    assert "S2" not in {one.code for one in judged(scene).results}


def test_without_any_rule_nothing_is_ready(scene: Scene) -> None:
    scene.ready  # noqa: B018
    Requirement.objects.all().delete()

    assert not judged(scene).ready


def test_an_empty_batch_is_stopped_by_its_cartons_and_the_rest_is_unknown(scene: Scene) -> None:
    answers = {result.code: result.outcome for result in assess(scene.draft).results}

    assert answers["M2"] == "fail"
    of_fruit = set(answers) - {"M2", "X4", "S1", "S2", "D0", "B2", "E1"}
    assert {code: answers[code] for code in of_fruit if answers[code] != "unknown"} == {}


def test_no_evaluator_passes_what_it_knows_nothing_of(scene: Scene) -> None:
    """An empty batch: whoever looks at fruit, papers or statements has nothing to look at."""
    passed = {result.code for result in assess(scene.draft).results if result.outcome == "pass"}

    assert passed == {"S1", "S2", "D0"}
    assert len(EVALUATORS) > 30


def test_what_blocks_comes_first_and_a_warning_is_for_somebody_to_override(cast: Cast) -> None:
    scene = Scene(cast, said={"rasff": {"holds": False, "remark": "A notification of 3 July"}}, phyto=None)

    assessment = judged(scene)

    assert assessment.blocking()[0].code == "X4"
    assert [result.code for result in assessment.warnings()] == ["R3"]


def test_words_are_the_readers(scene: Scene) -> None:
    with translation.override("zh-hans"):
        assert {result.title for result in judged(scene).results} >= {"果园已出口注册", "模拟召回"}


def test_judging_costs_the_same_queries_for_one_pallet_and_for_three(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    scene = Scene(cast)
    with CaptureQueriesContext(connection) as first:
        judged(scene)
    with CaptureQueriesContext(connection) as first:
        judged(scene)
    scene.pallet(9, 9)
    with django_assert_num_queries(len(first)):
        judged(scene)
    assert len(first) <= 45
    assert PalletContent.objects.count() == 3
