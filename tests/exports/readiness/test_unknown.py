"""What a check looks at is taken from the facts of a batch that passes: nobody knows it, so it never passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from exports.models import Document, ExportBatch
from exports.readiness.engine import Assessment, assess, judge_facts
from exports.readiness.facts import Batch, Custody, Facts
from tests.cast import Cast
from tests.exports.readiness.test_checks import FRANCE, ORANGE, TREATED
from tests.exports.scene import Scene

OF_BATCH = {"S1": {"container": ""}, "S2": {"seal": ""}, "D0": {"rules_here": 0}}
LOOKED_AT: dict[str, str] = {
    **dict.fromkeys(["O1", "O2", "P1", "P2", "P3", "H1", "H3"], "pickings"),
    **dict.fromkeys(["O3", "C1", "C2", "K1", "K5", "M1", "R1"], "lots"),
    **dict.fromkeys(["G1", "G2", "C3", "L1", "L3", "M2"], "runs"),
    **dict.fromkeys(["P4", "K2", "K3", "K4", "L2", "T1", "X5", "B3", "D2", "R3"], "said"),
    **dict.fromkeys(["K6", "X1", "X2", "X3", "X4", "B1", "B4"], "papers"),
    **dict.fromkeys(["T2", "T2N"], "limits"),
    **dict.fromkeys(["B2", "D1", "E1"], "species"),
    "H2": "yields",
    "T3": "measured",
    "R2": "custody",
}
"""By code of the requirement, the facts without which it can say nothing."""


def without(facts: Facts, code: str) -> Facts:
    if code in OF_BATCH:
        batch: Batch = replace(facts.batch, **OF_BATCH[code])  # type: ignore[arg-type]
        return replace(facts, batch=batch)
    if LOOKED_AT[code] == "pickings":
        return replace(facts, pickings=(), lots=tuple(replace(lot, pickings=()) for lot in facts.lots))
    nothing: Any = Custody(0, ()) if LOOKED_AT[code] == "custody" else ()
    return replace(facts, **{LOOKED_AT[code]: nothing})


def judged(scene: Scene) -> Assessment:
    scene.ready  # noqa: B018
    scene.paper(Document.Kind.CHED_PP, number="CHEDPP.NL.2026.0012345", issuer="Rossi Fruit Import")
    return assess(ExportBatch.objects.with_names().get(pk=scene.draft.pk))


@pytest.mark.parametrize(
    "changes",
    [{}, FRANCE, ORANGE, {"growers": 2}, {"bathed": True} | TREATED],
    ids=["mango for NL", "mango for FR", "orange", "two growers", "treated"],
)
def test_a_check_whose_facts_are_taken_away_no_longer_passes(cast: Cast, changes: dict[str, Any]) -> None:
    found = judged(Scene(cast, **changes))
    assert found.facts is not None
    passing = {result.code for result in found.results if result.outcome == "pass"}

    blind = {
        rule.code: judge_facts(without(found.facts, rule.code), [rule]).results[0].outcome
        for rule in found.rules
        if rule.code in passing
    }

    assert {code for code, outcome in blind.items() if outcome == "pass"} == set()
    assert len(blind) > 30


def test_every_rule_says_here_what_it_looks_at(scene: Scene) -> None:
    assert {rule.code for rule in assess(scene.ready).rules} == {*LOOKED_AT, *OF_BATCH}
