"""What a check rests on is taken away from a batch that passes: nobody knows it then, so it never passes.

Facts are plain values: each scene is gathered once, and whatever is taken from it is judged without a database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from exports.models import Document, ExportBatch
from exports.readiness.engine import Assessment, assess, judge_facts
from exports.readiness.facts import Facts, Handling, Spraying, SprayLimit
from exports.readiness.rules import Rule
from exports.reference import DATA
from tests.cast import Cast
from tests.exports.readiness.resting import MAY_GO_WITHOUT, RECORDED, RESTS_ON, TIES, TOLD, WRONGS
from tests.exports.readiness.spoils import entered_in_the_book
from tests.exports.readiness.taking import can_be_taken, count_of, taken, watched
from tests.exports.readiness.test_checks import FRANCE, ORANGE, TREATED
from tests.exports.scene import NOTHING_FOUND, Scene
from tests.ready import customs_know
from traceability.web.rows import csv_rows

AGENTS = dict.fromkeys(["imazalil", "thiabendazole", "2-phenylphenol", "pyrimethanil"])
SCENES: dict[str, dict[str, Any]] = {
    "mango for NL": {},
    "mango for FR": FRANCE,
    "orange": ORANGE,
    "two growers": {"growers": 2},
    "treated": {"bathed": True} | TREATED,
    "recorded": {"found": NOTHING_FOUND | AGENTS, "said": {"spraying_books": None, "treatments": None}},
    "two lots": {},
}
TOGETHER = {"Facts.lots": ("Facts.runs",), "Facts.reports": ("Lot.reports",), "Facts.handlings": ("Lot.wholly",)}
"""What goes with a fact: there are no labels of no lot."""
SOURCE = {row["code"]: row["source"] for row in csv_rows(DATA / "requirements.csv")}
CASES = [
    pytest.param(code, fact, where, id=f"{code} without {fact}{where and ', ' + where}: {SOURCE[code]}")
    for where, table in (("", RESTS_ON), ("recorded", RECORDED))
    for code, facts in table.items()
    for fact in facts.split()
]
_GATHERED: dict[str, Assessment] = {}


@pytest.fixture
def scenes(request: pytest.FixtureRequest) -> dict[str, Assessment]:
    """Every scene, gathered when it is first asked for and kept for this file."""
    if not _GATHERED:
        request.getfixturevalue("reference")
        for name, changes in SCENES.items():
            with transaction.atomic():
                _GATHERED[name] = gathered(name, Scene(Cast(), **changes))
                transaction.set_rollback(True)
    return _GATHERED


def gathered(name: str, scene: Scene) -> Assessment:
    if name == "two lots":
        other = Scene(scene.cast, picked="2026-06-28", numbers="2")
        other.pallet(1, 4, batch=scene.draft)
        customs_know(other.lot, scene.cast.youan.person)
    scene.ready  # noqa: B018
    if name == "recorded":
        entered_in_the_book()(scene)
    scene.paper(Document.Kind.CHED_PP, number="CHEDPP.NL.2026.0012345", issuer="Rossi Fruit Import")
    return assess(ExportBatch.objects.with_names().get(pk=scene.draft.pk))


def without(facts: Facts, rule: Rule, fact: str, only: int | None = None) -> tuple[Facts, Rule]:
    if fact.startswith(("Rule.", "Line.")):
        return facts, taken(rule, fact)
    facts = taken(facts, fact, only=only)
    for other in TOGETHER.get(fact, ()):
        facts = taken(facts, other)
    return facts, rule


def passing(found: Assessment) -> Iterator[tuple[Facts, Rule, set[str]]]:
    """The rules that pass, each with what it looked at."""
    assert found.facts is not None
    for rule in found.rules:
        facts = replace(found.facts)  # without what an earlier look has worked out
        with watched() as seen:
            result = judge_facts(facts, [rule]).results[0]
        if result.outcome == "pass":
            yield facts, rule, seen


def rests_on(code: str, where: str) -> set[str]:
    """What a check rests on in one of the scenes."""
    told = RECORDED.get(code) if where == "recorded" else None
    return set((told or RESTS_ON[code]).split())


def outcome(facts: Facts, rule: Rule) -> str:
    return judge_facts(facts, [rule]).results[0].outcome


def with_another_report(facts: Facts, **more: Any) -> Facts:
    """The one lot is covered by a second report, of which nothing was measured that a rule asks for."""
    [report], [lot] = facts.reports, facts.lots
    other = replace(report, key=report.key + 1, **more)
    return replace(facts, reports=(report, other), lots=(replace(lot, reports=(report.key, other.key)),))


def where_said(facts: Facts, topic: str, **changes: Any) -> Facts:
    """What was said on a topic is otherwise."""
    return replace(facts, said=tuple(replace(one, **changes) if one.topic == topic else one for one in facts.said))


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "fact", "where"), CASES)
def test_a_check_without_a_fact_that_it_rests_on_does_not_pass(
    scenes: dict[str, Assessment], code: str, fact: str, where: str
) -> None:
    answers = {
        name: outcome(*without(facts, rule, fact))
        for name, found in scenes.items()
        for facts, rule, seen in passing(found)
        if rule.code == code and fact in seen & rests_on(code, name) and where in ("", name)
    }

    assert answers
    assert {name: answer for name, answer in answers.items() if answer not in ("unknown", "fail", "warning")} == {}


@pytest.mark.django_db
def test_what_is_known_of_one_lot_tells_nothing_of_the_other(scenes: dict[str, Assessment]) -> None:
    """Of two lots, two plots, two reports: the fact is there for the first and missing for the last."""
    answers = {}
    for name in ("two lots", "two growers"):
        for facts, rule, seen in passing(scenes[name]):
            for fact in rests_on(rule.code, name) & seen:
                count = count_of(facts, fact.split(".")[0])
                if count > 1 and not fact.startswith(("Said.", "Paper.")):
                    answers[name, rule.code, fact] = outcome(*without(facts, rule, fact, only=count - 1))

    assert {asked: answer for asked, answer in answers.items() if answer == "pass"} == {}
    assert len(answers) > 50


@pytest.mark.django_db
def test_everything_that_a_check_looks_at_is_known_here(scenes: dict[str, Assessment]) -> None:
    """A check that comes to look at another fact has to say whether it rests on it."""
    looked_at: dict[str, set[str]] = {}
    for found in scenes.values():
        for _facts, rule, seen in passing(found):
            known = rests_on(rule.code, "") | rests_on(rule.code, "recorded") | TIES | WRONGS | TOLD
            unknown = seen - known - MAY_GO_WITHOUT.get(rule.code, {}).keys()
            looked_at.setdefault(rule.code, set()).update(fact for fact in unknown if can_be_taken(fact))

    assert looked_at.keys() == RESTS_ON.keys()
    assert {code: facts for code, facts in looked_at.items() if facts} == {}


@pytest.mark.django_db
def test_a_substance_that_one_of_two_reports_does_not_name_is_not_known(scenes: dict[str, Assessment]) -> None:
    """T3, Regulation 2025/158: each report covers fruit of its own."""
    found = scenes["orange"]
    assert found.facts is not None
    rule = next(rule for rule in found.rules if rule.code == "T3")

    assert outcome(found.facts, rule) == "pass"
    assert outcome(with_another_report(found.facts), rule) == "unknown"


@pytest.mark.django_db
def test_nothing_is_said_of_lots_that_came_onto_a_pallet_later(scenes: dict[str, Assessment]) -> None:
    """Whoever looked into the cartons of one lot has not looked into those of the next."""
    found = scenes["two lots"]
    assert found.facts is not None
    first = min(lot.key for lot in found.facts.lots)
    earlier = replace(found.facts, said=tuple(replace(one, lots=(first,)) for one in found.facts.said))

    answers = {result.code: result.outcome for result in judge_facts(earlier, found.rules).results}

    assert {code for code in answers if answers[code] == "unknown"} == {
        *("P1", "P2", "P3", "P4", "K4", "K5", "L2", "T1", "X5"),
    }


BOOKS = ("P1", "P2", "P3")


def said_before_the_report(facts: Facts) -> Facts:
    [report] = facts.reports
    return where_said(facts, "spraying-books", on=report.reported_on - timedelta(1))


@pytest.mark.django_db
def test_that_nothing_was_sprayed_is_said_anew_after_a_laboratory_found_something(
    scenes: dict[str, Assessment],
) -> None:
    """Azoxystrobin was found, and the books are empty: whoever spoke before the report did not know of it."""
    found = scenes["mango for NL"]
    assert found.facts is not None
    earlier = said_before_the_report(found.facts)
    clean = replace(earlier, measured=())

    for rule in (rule for rule in found.rules if rule.code in BOOKS):
        assert [outcome(facts, rule) for facts in (found.facts, earlier, clean)] == ["pass", "unknown", "pass"]


@pytest.mark.django_db
def test_what_is_in_a_book_or_was_used_after_harvest_is_found_by_right(scenes: dict[str, Assessment]) -> None:
    """Of two growers one wrote down what was found on the fruit of both; or the packing house recorded it."""
    found = scenes["two growers"]
    assert found.facts is not None
    earlier = said_before_the_report(found.facts)
    first, *others = earlier.pickings
    written = replace(first, sprayings=(Spraying(("azoxystrobin",), 40),), allowed_from=first.picked_on)
    limit = SprayLimit("mango", "azoxystrobin", True, Decimal("4"), "EU", "")
    told = replace(earlier, pickings=(written, *others), spray_limits=(limit,))
    [lot] = earlier.lots
    bath = Handling(1, lot.key, "wax", "waxed", "打蜡", True, "Azoxystrobin", "1 g", first.picked_on, 2, None, False)
    bathed = replace(earlier, handlings=(bath,), lots=(replace(lot, handlings=(bath.key,)),))

    for rule in (rule for rule in found.rules if rule.code in BOOKS):
        assert [outcome(facts, rule) for facts in (earlier, told, bathed)] == ["unknown", "pass", "pass"]


@pytest.mark.django_db
def test_of_two_laboratories_each_has_its_number(scenes: dict[str, Assessment]) -> None:
    """T1, Regulation (EC) No 396/2005: an accreditation is one laboratory's."""
    found = scenes["mango for NL"]
    assert found.facts is not None
    rule = next(rule for rule in found.rules if rule.code == "T1")
    both = with_another_report(found.facts, laboratory="Nanning Food Test")

    assert outcome(where_said(both, "laboratory", measured={"number": "CNAS L1234"}), rule) == "unknown"
    assert outcome(where_said(both, "laboratory", measured={"number": "CNAS L1234，CNAS L9876"}), rule) == "pass"


def test_no_two_questions_of_one_batch_have_the_same_answer() -> None:
    """Mangoes and oranges in one container: each kind is measured by its own rules."""
    topics = [json.loads(row["parameters"] or "{}").get("topic") for row in csv_rows(DATA / "requirements.csv")]
    asked = [topic for topic in topics if topic]
    assert len(asked) == len(set(asked))


def test_every_requirement_of_the_sheet_says_what_it_rests_on() -> None:
    assert RESTS_ON.keys() == SOURCE.keys()
