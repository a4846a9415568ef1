"""A batch is declared ready: judged, and nothing stops it but what somebody has taken on in writing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from exports.acts.build_pallet import build_pallet
from exports.acts.declare_ready import declare_ready
from exports.acts.override import override
from exports.models import ExportBatch, Override, ReadinessReport, Requirement
from exports.refusals import (
    NoRuleIsEntered,
    NoSuchWarning,
    NothingToShip,
    NotReady,
    OnlyWarningsAreOverridden,
    OverrideNeedsAReason,
    StepOutOfOrder,
    WarningStands,
)
from tests.cast import Cast
from tests.exports.scene import Scene
from tests.ready import say_everything
from traceability.epcis.models import Event
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


def test_declare_ready_keeps_the_report_and_records_no_event(scene: Scene, zhao: User) -> None:
    scene.ready  # noqa: B018
    before = Event.objects.count()

    report = declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))

    assert ExportBatch.objects.get().state == "ready"
    assert (report.ready, report.judged_by, report.judged_at) == (True, zhao, scene.after(14))
    assert Event.objects.count() == before


def test_declare_ready_asks_neither_for_container_nor_for_seal(scene: Scene, zhao: User) -> None:
    scene.batch_facts = {"container": "", "seal": ""}

    report = declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))

    assert not report.ready
    assert ExportBatch.objects.get().state == "ready"


def test_declare_ready_twice_is_refused(scene: Scene, zhao: User) -> None:
    declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))

    with pytest.raises(StepOutOfOrder):
        declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))


def test_a_pallet_more_makes_the_batch_a_draft_again(scene: Scene, zhao: User) -> None:
    report = declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))
    judged = ExportBatch.objects.get().revision

    build_pallet(batch=scene.ready, contents=[(scene.run, 9, 10)], by=zhao, at=scene.after(14, "11:00"))

    assert report.ready
    assert ExportBatch.objects.get().state == "draft"
    assert ExportBatch.objects.get().revision > judged


def test_declare_ready_refuses_where_nobody_has_entered_a_rule(scene: Scene, zhao: User) -> None:
    scene.ready  # noqa: B018
    Requirement.objects.all().delete()

    with pytest.raises(NoRuleIsEntered):
        declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_declare_ready_is_for_the_exporter(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    with pytest.raises(NotYourOrganisation):
        declare_ready(batch=scene.ready, by=request.getfixturevalue(stranger), at=scene.after(14))


def test_declare_ready_refuses_a_batch_without_a_paper_and_names_the_check(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, phyto=None)

    with pytest.raises(NotReady) as refused:
        declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))

    assert refused.value.facts["requirement"] == "X4"
    assert "Certificate on paper or through TRACES" in refused.value.message
    assert refused.value.rule == "Reg. 2016/2031, Art. 72"
    assert ExportBatch.objects.get().state == "draft"
    assert not ReadinessReport.objects.exists()


def test_declare_ready_refuses_an_unknown_as_well(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, found={"azoxystrobin": "0.031", "carbendazim": None}, batch_facts={"destination": "FR"})

    with pytest.raises(NotReady) as refused:
        declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))

    assert refused.value.facts["requirement"] == "T2N"


def test_declare_ready_holds_for_france_what_may_go_to_the_netherlands(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, found={**_NOTHING, "carbendazim": "0.008"})
    declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))
    french = Scene(cast, batch_facts={"code": "EX26-015", "destination": "FR"})
    french.run = scene.two_more_labels("FR")
    french.pallet(1, 2)
    french.paper(number="4526-00408")
    say_everything(french.draft, by=zhao, at=french.after(14))

    with pytest.raises(NotReady) as refused:
        declare_ready(batch=french.draft, by=zhao, at=french.after(14))

    assert refused.value.facts["requirement"] == "T2N"
    assert "carbendazim 0.008 mg/kg: France allows none that can be measured" in refused.value.message
    assert "Arrêté of 5 Jan 2026" in refused.value.source


_NOTHING = {"azoxystrobin": "0.031", "benomyl": None, "thiophanate-methyl": None, "mancozeb": None}


def test_declare_ready_refuses_a_residue_over_the_limit_of_the_union(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, found={"chlorpyrifos": "0.012"})

    with pytest.raises(NotReady) as refused:
        declare_ready(batch=scene.ready, by=zhao, at=scene.after(14))

    assert refused.value.facts["requirement"] == "T2"
    assert "chlorpyrifos 0.012 mg/kg; limit 0.01" in refused.value.message


def test_declare_ready_refuses_a_batch_without_pallets(scene: Scene, zhao: User) -> None:
    with pytest.raises(NothingToShip):
        declare_ready(batch=scene.draft, by=zhao, at=scene.after(14))


@pytest.fixture
def warned(scene: Scene) -> Scene:
    """A batch about which one rule warns: residues of azoxystrobin are to stay below 0.01 mg/kg."""
    warning = Requirement.objects.get(code="T3")
    warning.species, warning.parameters = "", {"substance": "azoxystrobin", "at_most_mg_kg": str(Decimal("0.01"))}
    warning.save()
    scene.ready  # noqa: B018
    return scene


def test_a_warning_holds_the_batch_until_somebody_takes_it_on(warned: Scene, zhao: User) -> None:
    with pytest.raises(WarningStands) as held:
        declare_ready(batch=warned.ready, by=zhao, at=warned.after(14))
    assert held.value.facts["requirement"] == "T3"

    made = override(batch=warned.ready, requirement="T3", why="Rossi knows.", by=zhao, at=warned.after(14))
    declare_ready(batch=warned.ready, by=zhao, at=warned.after(14))

    assert (made.by, made.why, made.version) == (zhao, "Rossi knows.", 1)
    assert "azoxystrobin" in made.words


def test_an_override_holds_for_what_is_on_the_pallets_and_for_nothing_else(warned: Scene, zhao: User) -> None:
    override(batch=warned.ready, requirement="T3", why="Rossi knows.", by=zhao, at=warned.after(14))
    warned.pallet(9, 10)
    warned.paper(number="4526-00409")

    with pytest.raises(WarningStands):
        declare_ready(batch=warned.ready, by=zhao, at=warned.after(14))


def test_an_override_twice_is_one_override(warned: Scene, zhao: User) -> None:
    for why in ("Rossi knows.", "Once more."):
        override(batch=warned.ready, requirement="T3", why=why, by=zhao, at=warned.after(14))

    assert Override.objects.get().why == "Rossi knows."


def test_nobody_overrides_what_blocks_or_what_does_not_warn(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, phyto=None)
    for requirement, refusal in (("X4", OnlyWarningsAreOverridden), ("T1", NoSuchWarning), ("zzz", NoSuchWarning)):
        with pytest.raises(refusal):
            override(batch=scene.ready, requirement=requirement, why="so", by=zhao, at=scene.after(14))


def test_an_override_is_in_writing_by_the_exporter_and_stays(warned: Scene, zhao: User, rossi: User) -> None:
    with pytest.raises(OverrideNeedsAReason):
        override(batch=warned.ready, requirement="T3", why="  ", by=zhao, at=warned.after(14))
    with pytest.raises(NotYourOrganisation):
        override(batch=warned.ready, requirement="T3", why="so", by=rossi, at=warned.after(14))
    override(batch=warned.ready, requirement="T3", why="so", by=zhao, at=warned.after(14))
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Override.objects.update(why="something else")
