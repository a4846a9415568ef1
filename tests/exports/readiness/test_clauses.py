"""Every clause: a batch that just passes, and the smallest change that fails it. Each case is named by its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from exports.models import ExportBatch
from exports.readiness.answers import Result
from exports.readiness.engine import assess
from exports.reference import DATA
from tests.cast import Cast
from tests.exports.readiness.spoils import says
from tests.exports.scene import Scene
from tests.ready import FOR_CITRUS, FREE_OF_FLIES, GOOD_MANGOES, GOOD_ORANGES
from traceability.lots.models import Variety
from traceability.web.rows import csv_rows

CITRUS: dict[str, Any] = {"picked": "2026-11-12", "with_name": False, "found": {"azoxystrobin": "0.4"}}
NAVEL = CITRUS | {"species": "orange", "variety": "newhall-navel"}
BLOOD = CITRUS | {"species": "orange", "variety": "tarocco"}
VALENCIA = CITRUS | {"species": "orange", "variety": "valencia"}
MANDARIN = CITRUS | {"species": "mandarin", "variety": "shatangju"}
MANGO: dict[str, Any] = {}


@dataclass(frozen=True)
class Figure:
    """What was measured where a clause is just kept, and where it is just broken."""

    requirement: str
    position: int
    measure: str
    kept: str
    broken: str
    scene: Mapping[str, Any] = field(default_factory=lambda: NAVEL)

    def __str__(self) -> str:
        return _named(self.requirement, self.position)


@dataclass(frozen=True)
class Declared:
    """The words of the additional declaration without which the position is not met; none where it is only told."""

    position: int
    without: str
    scene: Mapping[str, Any] = field(default_factory=lambda: NAVEL)

    def __str__(self) -> str:
        return _named("X2", self.position)


CLAUSES = {(row["requirement"], int(row["position"])): row for row in csv_rows(DATA / "clauses.csv")}


def _named(requirement: str, position: int) -> str:
    row = CLAUSES[requirement, position]
    return f"{requirement}, {row['species']}, {row['subject']}: {row['rule']} ({row['source']})"


FIGURES = [
    Figure("K3", 10, "juice_percent", "30", "29.9", BLOOD),
    Figure("K3", 20, "juice_percent", "33", "32.9"),
    Figure("K3", 30, "juice_percent", "35", "34.9", VALENCIA),
    Figure("K3", 40, "green_percent", "20", "20.1"),
    Figure("K3", 50, "sugar_acid", "6.5", "6.4"),
    Figure("K3", 60, "smallest_mm", "53", "52.9"),
    Figure("K3", 70, "juice_percent", "33", "32.9", MANDARIN),
    Figure("K3", 80, "sugar_acid", "6.5", "6.4", MANDARIN),
    Figure("K3", 90, "smallest_mm", "45", "44.9", MANDARIN),
    Figure("K4", 10, "defects_percent", "10", "10.1", MANGO),
    Figure("K4", 20, "decay_percent", "2", "2.1", MANGO),
]
DECLARATIONS = [
    Declared(10, "no signs of Tephritidae ", MANGO),
    Declared(20, "", MANGO),
    Declared(30, "fruits are free from peduncles and leaves and "),
    Declared(40, "point 58 (d): fruits disinfected, no symptoms of Xanthomonas citri; "),
    Declared(50, "point 59: China is known to be free from Pseudocercospora angolensis; "),
    Declared(60, "point 60 (c): free from Phyllosticta citricarpa; "),
    Declared(70, "point 61 (c): free of Tephritidae."),
    Declared(80, ""),
]


def judged(scene: Scene, code: str) -> Result:
    batch = ExportBatch.objects.with_names().get(pk=scene.draft.pk)
    return next(result for result in assess(batch).results if result.code == code)


def made(cast: Cast, facts: Mapping[str, Any]) -> Scene:
    """The scene, of a variety that is entered for it where nobody has."""
    variety = {"species_id": facts.get("species", "mango"), "name_zh": "塔罗科", "name_en": "Tarocco"}
    Variety.objects.get_or_create(code=facts.get("variety", "tainong-1"), defaults=variety)
    scene = Scene(cast, **facts)
    scene.ready  # noqa: B018
    return scene


@pytest.mark.parametrize("case", FIGURES, ids=str)
def test_a_figure_is_kept_to_the_last_tenth(cast: Cast, case: Figure) -> None:
    scene = made(cast, case.scene)
    topic, good = ("quality", GOOD_MANGOES) if case.requirement == "K4" else ("citrus-quality", GOOD_ORANGES)

    says(topic, measured=good | {case.measure: case.kept})(scene)
    assert judged(scene, case.requirement).outcome == "pass"

    says(topic, measured=good | {case.measure: case.broken})(scene)
    broken = judged(scene, case.requirement)
    assert (broken.outcome, broken.source) == ("fail", CLAUSES[case.requirement, case.position]["source"])


@pytest.mark.parametrize("case", DECLARATIONS, ids=str)
def test_a_position_is_cited_or_the_certificate_is_refused(cast: Cast, case: Declared) -> None:
    """What a border post asks for only now and then is told, and stops nothing."""
    scene = made(cast, case.scene)
    whole = FREE_OF_FLIES if case.scene is MANGO else FOR_CITRUS
    assert case.without in whole
    assert judged(scene, "X2").outcome == "pass"

    if not case.without:
        assert '"only_told": true' in CLAUSES["X2", case.position]["parameters"]
        return
    scene.paper(number="4526-00408", additional_declaration=whole.replace(case.without, ""))
    refused = judged(scene, "X2")
    assert (refused.outcome, refused.source) == ("fail", CLAUSES["X2", case.position]["source"])


def test_every_clause_has_its_case() -> None:
    cases = [(one.requirement, one.position) for one in FIGURES] + [("X2", one.position) for one in DECLARATIONS]

    assert sorted(cases) == sorted(CLAUSES)
