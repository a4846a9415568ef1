"""Every check: a batch that passes, and the smallest change that fails it. The name of each case is its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import connection

from exports.models import Document, ExportBatch, PalletContent, Requirement
from exports.readiness.answers import EVALUATORS
from exports.readiness.engine import assess
from tests.cast import Cast
from tests.exports.scene import DECLARATION, NOTHING_FOUND, Scene
from traceability.certification.acts.revoke import revoke
from traceability.jobs.models import Job
from traceability.labels.models import LabelSpan
from traceability.lots.models import Species, Variety
from traceability.parties.models import Organisation

Spoil = Callable[[Scene], Any]
ORANGE = {
    "species": "orange",
    "variety": "newhall-navel",
    "picked": "2026-11-12",
    "with_name": False,
    "found": {"azoxystrobin": "0.4", "acetamiprid": "0.02"},
}


def nothing(scene: Scene) -> None:
    """The scene was made otherwise to begin with."""


def without_guards(statement: str, *values: Any) -> None:
    """What no act does: a fact changed behind the backs of the triggers that keep it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'lots_lotorigin'")
            guards = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(statement, values)
            for _name, sql in guards:
                cursor.execute(sql)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked would stand in the way
            cursor.execute("ALTER TABLE lots_lotorigin DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE lots_lotorigin ENABLE TRIGGER USER")


def no_village(scene: Scene) -> None:
    without_guards("UPDATE lots_lotorigin SET village_id = NULL WHERE lot_id = %s", scene.bulk.pk)


def picked_too_early(scene: Scene) -> None:
    without_guards("UPDATE lots_lotorigin SET allowed_from = %s WHERE lot_id = %s", date(2026, 6, 28), scene.bulk.pk)


def no_credit_code(scene: Scene) -> None:
    Organisation.objects.filter(pk=scene.cast.youan.organisation.pk).update(uscc="")


def certificate_revoked(scene: Scene) -> None:
    revoke(
        certificate=scene.certificate,
        reason="Readings of another lot",
        by=scene.cast.control_body.person,
        at=scene.after(10),
    )


def more_cartons_than_packed(scene: Scene) -> None:
    PalletContent.objects.create(pallet=scene.ready.pallets.all()[0], run=scene.run, first=11, last=20)


def label_voided(scene: Scene) -> None:
    LabelSpan.objects.create(
        run=scene.run,
        state=LabelSpan.State.VOID,
        first=4,
        last=4,
        reason="torn",
        noted_by=scene.cast.youan.person,
        noted_at=scene.after(14),
    )


def print_failed(scene: Scene) -> None:
    Job.objects.filter(label_run=scene.run).update(state=Job.State.FAILED, error="no paper")


def customs_code_of_another_fruit(scene: Scene) -> None:
    Species.objects.filter(pk="mango").update(cn_code="0805 10")


def batch_is(**facts: Any) -> Spoil:
    return lambda scene: ExportBatch.objects.filter(pk=scene.draft.pk).update(**facts)


@dataclass(frozen=True)
class Case:
    """One check: how it fails, and what else the scene needs for it to have something to say."""

    code: str
    source: str
    spoil: Spoil = nothing
    outcome: str = "fail"
    scene: dict[str, Any] = field(default_factory=dict)
    spoilt: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.source}"


CASES = [
    Case("O1", "Regulation 178/2002 Article 18", no_village),
    Case("O3", "MARA Order 2025 No. 4", no_credit_code),
    Case("P2", "GB 2763-2026", picked_too_early),
    Case("G1", "EU-China agreement Article 4", certificate_revoked),
    Case("M1", "mass balance", more_cartons_than_packed),
    Case("L1", "Directive 2011/91, a void label", label_voided),
    Case("L1", "Directive 2011/91, a run that failed", print_failed),
    Case("T1", "Regulation 396/2005, no report", spoilt={"found": {}}),
    Case("T2", "Regulation 396/2005, chlorpyrifos 0.01", spoilt={"found": {"chlorpyrifos": "0.011"}}),
    Case(
        "T2N",
        "French order of 5 January 2026",
        scene={"batch_facts": {"destination": "FR"}},
        spoilt={"found": NOTHING_FOUND | {"carbendazim": "0.008"}},
    ),
    Case(
        "T2N",
        "French order of 5 January 2026, not looked for",
        outcome="unknown",
        scene={"batch_facts": {"destination": "FR"}},
        spoilt={"found": {"azoxystrobin": "0.031"}},
    ),
    Case(
        "T3",
        "Regulation 2025/158",
        outcome="warning",
        scene=ORANGE,
        spoilt={"found": {"azoxystrobin": "0.4", "acetamiprid": "0.039"}},
    ),
    Case("X4", "Regulation 2016/2031 Article 72", spoilt={"phyto": None}),
    Case("X1", "Regulation 2016/2031 Article 76, fifteen days", spoilt={"phyto": {"issued_on": date(2026, 6, 27)}}),
    Case("X1", "Regulation 2016/2031 Article 76, after departure", spoilt={"phyto": {"issued_on": date(2026, 7, 13)}}),
    Case(
        "X2",
        "NVWA, additional declarations",
        spoilt={
            "phyto": {
                "additional_declaration": "Subjected to hot water treatment, Regulation (EU) 2019/2072, Annex VII."
            }
        },
    ),
    Case(
        "K2", "Regulation 2019/2072 Annex VII", scene=ORANGE, spoilt={"phyto": {"additional_declaration": DECLARATION}}
    ),
    Case("S1", "ISO 6346, no number", batch_is(container="")),
    Case("S1", "ISO 6346, wrong check digit", batch_is(container="TYTU2607021")),
    Case("S2", "house rule", batch_is(seal="")),
    Case("D1", "Common Customs Tariff", customs_code_of_another_fruit),
    Case("D0", "house rule", outcome="unknown", spoilt={"batch_facts": {"destination": "GB"}}),
]


def outcomes(scene: Scene) -> dict[str, str]:
    """What each check answers about the scene's batch."""
    return {result.code: result.outcome for result in assess(ExportBatch.objects.get(pk=scene.ready.pk)).results}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_check(cast: Cast, case: Case) -> None:
    if not case.spoilt:
        scene = Scene(cast, **case.scene)
        assert outcomes(scene)[case.code] == "pass"
        case.spoil(scene)
    else:
        scene = Scene(cast, **{**case.scene, **case.spoilt})
    assert outcomes(scene)[case.code] == case.outcome


@pytest.mark.parametrize(
    "changes",
    [{}, {"batch_facts": {"destination": "FR"}}, ORANGE, {"with_name": False}],
    ids=["mango for NL", "mango for FR", "orange", "mango without the name"],
)
def test_check_passes_or_has_nothing_to_say_of_a_batch_that_is_as_it_should_be(
    cast: Cast, changes: dict[str, Any]
) -> None:
    scene = Scene(cast, **changes)

    answers = outcomes(scene)

    assert answers.pop("B1") == "unknown"
    assert set(answers.values()) <= {"pass", "not_needed"}
    assert assess(scene.draft).ready


def test_an_announcement_is_unknown_until_the_importer_enters_it(scene: Scene) -> None:
    assert outcomes(scene)["B1"] == "unknown"

    scene.paper(Document.Kind.CHED_PP, number="CHEDPP.NL.2026.0012345", issuer="Rossi Fruit Import")

    assert outcomes(scene)["B1"] == "pass"


def test_an_announcement_is_due_on_the_working_day_before_a_monday(scene: Scene) -> None:
    announced = next(result for result in assess(scene.ready).results if result.code == "B1")

    assert "by 7 August 2026" in announced.words  # 10 August 2026 is a Monday


def test_an_orange_with_the_name_of_a_mango_stops_the_batch(cast: Cast) -> None:
    """Four doors keep this from happening; should all four fail, the batch still does not leave."""
    scene = Scene(cast)
    scene.ready  # noqa: B018
    Variety.objects.filter(pk="tainong-1").update(species="orange")

    assert outcomes(scene)["G2"] == "fail"


def test_each_requirement_has_a_source_and_a_case(reference: None) -> None:
    rows = Requirement.objects.in_force(date(2026, 8, 10))

    assert {row.check_name for row in rows} == set(EVALUATORS)
    assert {row.code for row in rows} == {case.code for case in CASES} | {"G2", "B1"}
    assert all(row.source and row.rule and row.confidence for row in rows)


def test_a_rule_that_nobody_can_check_is_unknown_and_stops(scene: Scene) -> None:
    new = Requirement.objects.get(code="S2")
    new.pk, new.code, new.check_name = None, "Z9", "moon-phase"
    new.save()

    assert outcomes(scene)["Z9"] == "unknown"
    assert not assess(scene.draft).ready


def test_a_rule_added_as_a_row_is_in_force_without_a_deploy(scene: Scene) -> None:
    """Of two versions the newest that has begun by the day of arrival holds; parameters stand in the row."""
    assert outcomes(scene)["X1"] == "pass"
    stricter = Requirement.objects.get(code="X1")
    stricter.pk, stricter.version, stricter.parameters = None, 2, {"days": 0}
    stricter.valid_from = date(2026, 8, 10)
    stricter.save()

    assert outcomes(scene)["X1"] == "fail"
    assert [(r.code, r.version) for r in assess(scene.draft).results if r.code == "X1"] == [("X1", 2)]


def test_a_rule_that_begins_after_arrival_does_not_hold_yet(scene: Scene) -> None:
    Requirement.objects.filter(code="S2").update(valid_from=date(2026, 8, 11))

    assert "S2" not in outcomes(scene)


def test_without_any_rule_nothing_is_ready(scene: Scene) -> None:
    Requirement.objects.all().delete()

    assert not assess(scene.ready).ready


def test_an_empty_batch_is_stopped_by_its_cartons_and_the_rest_is_unknown(scene: Scene) -> None:
    answers = {result.code: result.outcome for result in assess(scene.draft).results}

    assert answers["L1"] == "fail"
    assert {answers[code] for code in ("O1", "O3", "P2", "G1", "M1", "T1", "T2", "T2N", "D1")} == {"unknown"}


def test_judging_costs_the_same_queries_for_one_pallet_and_for_three(
    cast: Cast, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    scene = Scene(cast)
    batch = scene.ready
    with django_assert_max_num_queries(40) as first:
        assess(ExportBatch.objects.get(pk=batch.pk))
    scene.pallet(9, 9)
    with django_assert_num_queries(len(first)):
        assess(ExportBatch.objects.get(pk=batch.pk))
    assert PalletContent.objects.count() == 3
