"""A story says what was recorded, and no more."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast, at
from tests.exports.scene import Scene
from tests.provenance.scene import Blend
from traceability.certification.acts.revoke import revoke
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import Event
from traceability.lots.acts.blend import blend
from traceability.lots.acts.split import split
from traceability.provenance.lineage import apportion, lineage_of
from traceability.provenance.refusals import LotNotKnown
from traceability.provenance.story import tell

COPIED = ("event_type", "action", "biz_step", "disposition", "event_time", "event_offset", "record_time", "canonical")


def test_shares_of_a_blend_are_told_by_township_and_sum_to_the_lot(scene: Blend) -> None:
    origin = tell(*scene.key).origin
    assert [(str(share.spot.name), share.percent, share.grams) for share in origin.shares if share.spot] == [
        ("Napo", 62, 37_200),
        ("Pohong", 38, 22_800),
    ]
    assert sum(share.grams for share in origin.shares) == origin.grams == scene.lot.weight_g
    assert origin.is_blend


def test_picking_is_told_by_days_and_growers_are_counted(scene: Blend) -> None:
    origin = tell(*scene.key).origin
    assert (origin.first_picked, origin.last_picked) == (date(2026, 6, 27), date(2026, 6, 28))
    assert (origin.growers, origin.plots) == (2, 2)
    assert len(origin.villages) == 2


def test_a_carton_in_rotterdam_has_its_whole_story(arrived: Blend) -> None:
    story = tell(*arrived.key, arrived.serial(5))
    assert story.carton
    assert (story.carton.state, story.carton.serial) == ("issued", arrived.serial(5))
    assert story.packing
    assert (story.packing.cartons, story.packing.unit_weight_g) == (12, 5_000)
    assert str(story.packing.packer) == "You’an Mango Cooperative"
    assert (story.claim.state, story.claim.printed) == ("carried", True)
    assert story.claim.main
    assert story.claim.main.number == "BM-2026-0417"
    assert story.claim.check
    assert story.claim.check.passed
    assert story.claim.check.fruits == 18
    voyage = story.voyage
    assert voyage
    assert voyage.from_port
    assert voyage.to_port
    assert (str(voyage.from_port.name), str(voyage.to_port.name), voyage.vessel) == (
        "Qinzhou",
        "Rotterdam",
        "MV Beibu Swallow",
    )
    assert (voyage.pallet, voyage.pallets) == (2, 2)
    assert voyage.at_sea == timedelta(29)
    assert story.residues.state == "within"
    assert (story.residues.destination, story.residues.judged_on) == ("NL", date(2026, 8, 10))
    assert [(found.substance, found.mg_kg) for found in story.residues.found] == [("azoxystrobin", Decimal("0.031"))]
    assert story.residues.tested == 366


def test_a_lot_that_has_not_left_is_not_judged_for_any_country(scene: Blend) -> None:
    scene.run  # noqa: B018
    story = tell(*scene.key)
    assert story.voyage is None
    assert story.residues.state == "unjudged"
    assert [found.over for found in story.residues.found] == [None]


def test_fruit_over_a_limit_of_its_destination_is_told(cast: Cast) -> None:
    scene = Blend(cast, found={"thiamethoxam": "0.03"})
    scene.ready  # noqa: B018
    story = tell(*scene.key)
    assert story.residues.state == "unjudged"
    record(
        event=object_event(
            action="OBSERVE",
            at=scene.leaving,
            biz_step="shipping",
            disposition="in_transit",
            epcs=[scene.ready.pallets.earliest("pk").uri],
            extensions={
                "tyt:lots": [scene.lot.uri],
                "tyt:voyage": {"tyt:destination": "NL", "tyt:arrivesOn": "2026-08-10"},
            },
        ),
        act="ship",
        recorded_by=cast.exporter.organisation,
        by=None,
    )
    assert tell(*scene.key).residues.state == "over"


def test_one_input_without_certificate_takes_the_name_from_the_blend(scene: Blend, cast: Cast) -> None:
    scene.certificate  # noqa: B018
    other = cast.lot(cast.plot(cast.lan, number="9"), "2026-06-27", 100_000)
    half = scene.bulk.weight_g // 2
    mixed = blend(
        inputs=[(scene.bulk, half), (other, 100_000)],
        place=cast.youan.place,
        by=cast.youan.person,
        at=scene.after(6, "09:00"),
    )
    claim = tell(mixed.product.gtin, mixed.code).claim
    assert (claim.state, claim.printed) == ("partial", None)


def test_fruit_that_was_never_certified_has_no_name(cast: Cast) -> None:
    scene = Blend(cast, with_name=False)
    assert tell(*scene.key).claim.state == "none"


def test_a_revoked_certificate_no_longer_carries_the_name(scene: Blend, cast: Cast) -> None:
    scene.run  # noqa: B018
    revoke(
        certificate=scene.certificate,
        reason="Two samples were exchanged",
        by=cast.control_body.person,
        at=scene.after(9),
    )
    assert tell(*scene.key).claim.state == "none"


def test_a_recall_of_any_source_is_a_recall_of_the_lot(scene: Blend, cast: Cast) -> None:
    assert tell(*scene.key).recall is None
    recalled = object_event(
        action="OBSERVE",
        at=scene.after(30),
        biz_step="other",
        disposition="recalled",
        quantities=[Quantity(scene.sources[0].uri, grams=1_000)],
    )
    event = record(event=recalled, act="recall", recorded_by=cast.youan.organisation, by=None)
    recall = tell(*scene.key).recall
    assert recall
    assert recall.event == event


def test_an_event_declared_wrong_is_not_told(scene: Blend, cast: Cast) -> None:
    wrong = object_event(
        action="OBSERVE",
        at=scene.after(30),
        biz_step="other",
        disposition="recalled",
        quantities=[Quantity(scene.lot.uri, grams=1_000)],
    )
    event = record(event=wrong, act="recall", recorded_by=cast.youan.organisation, by=None)
    assert tell(*scene.key).recall
    Event.objects.create(
        event_id=f"ni:///sha-256;{'0' * 64}?ver=CBV2.0",
        act="correct",
        error_of=event,
        recorded_by=event.recorded_by,
        **{name: getattr(event, name) for name in COPIED},
    )
    story = tell(*scene.key)
    assert story.recall is None
    assert event not in [reading.event for reading in story.events]


def test_oranges_have_no_name_to_carry(cast: Cast) -> None:
    scene = Scene(cast, species="orange", variety="newhall-navel", picked="2026-11-12", with_name=False)
    story = tell(scene.lot.product.gtin, scene.lot.code)
    assert (story.species, story.claim.state, story.claim.grants) == ("orange", "no_name", ())
    assert not story.origin.is_blend


def test_a_serial_nobody_issued_is_told_to_be_unknown(scene: Blend) -> None:
    scene.run  # noqa: B018
    story = tell(*scene.key, "0123456789AB")
    assert story.carton
    assert story.carton.state == "unknown"


@pytest.mark.parametrize(
    ("gtin", "lot"), [("96971234500018", "TY260624Z"), ("00000000000001", "TY260624A"), ("x", "é")]
)
def test_a_lot_of_which_nothing_is_recorded_is_missing(db: None, gtin: str, lot: str) -> None:
    with pytest.raises(LotNotKnown):
        tell(gtin, lot)


def test_fruit_whose_picking_nobody_recorded_has_no_known_origin(cast: Cast) -> None:
    uri = "https://id.gs1.org/01/09506000134352/10/FOREIGN1"
    seen = object_event(
        action="OBSERVE",
        at=at("2026-06-24", "16:20"),
        biz_step="receiving",
        disposition="in_progress",
        quantities=[Quantity(uri, grams=500_000)],
    )
    record(event=seen, act="receive", recorded_by=cast.youan.organisation, by=None)
    origin = tell("09506000134352", "FOREIGN1").origin
    assert not origin.is_known
    assert [(share.spot, share.grams, share.percent) for share in origin.shares] == [(None, 500_000, 100)]


def test_what_else_became_of_a_source_is_not_told(scene: Blend, cast: Cast) -> None:
    scene.lot  # noqa: B018
    before = len(tell(*scene.key).events)
    split(lot=scene.bulk, weights_g=[1_000, 2_000], by=cast.youan.person, at=scene.after(7, "09:00"))
    assert len(tell(*scene.key).events) == before


def test_shares_are_exact_over_several_makings(scene: Blend) -> None:
    parts = lineage_of(scene.lot.uri).parts[scene.lot.uri]
    assert sorted(parts.values()) == [Fraction(38, 100), Fraction(62, 100)]


@given(
    whole=st.integers(0, 10**9),
    weights=st.lists(st.integers(1, 10**9), min_size=1, max_size=40),
)
def test_apportioned_parts_sum_to_the_whole_and_none_is_off_by_one(whole: int, weights: list[int]) -> None:
    total = sum(weights)
    shares = {str(index): Fraction(weight, total) for index, weight in enumerate(weights)}
    cut = apportion(whole, shares)
    assert sum(cut.values()) == whole
    assert all(abs(cut[key] - share * whole) < 1 for key, share in shares.items())


@pytest.mark.parametrize("serial", [True, False])
def test_a_story_costs_the_same_queries_for_any_line(
    arrived: Blend, django_assert_max_num_queries: object, serial: bool
) -> None:
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        tell(*arrived.key, arrived.serial(5) if serial else "")


def test_only_a_conformity_certificate_of_this_very_lot_is_told_as_one(scene: Blend, cast: Cast) -> None:
    """A certificate for the name, or a promise for what it was made from, is no 承诺达标合格证 of the lot."""
    scene.certificate  # noqa: B018
    bulk = tell(scene.bulk.product.gtin, scene.bulk.code)
    assert any(reading.says("certificate") for reading in bulk.events)
    before = [reading.event.act for reading in bulk.promises]
    assert "certify" not in before
    assert set(before) <= {"blend", "promise"}
    loose = tell(*scene.key)
    assert not loose.promises
    scene.run  # noqa: B018 (its labels bear the lot's certificate)
    assert [reading.event.act for reading in tell(*scene.key).promises] == ["print"]


def test_a_certificate_for_the_name_alone_is_no_promise(scene: Blend, cast: Cast) -> None:
    uri = "https://id.gs1.org/01/09506000134352/10/FOREIGN2"
    for act, info in (
        ("certify", "https://id.gs1.org/253/6971234500038BM1"),
        ("take_in", f"{uri}0?linkType=x&number=1"),
    ):
        told = object_event(
            action="OBSERVE",
            at=at("2026-06-24", "16:20"),
            biz_step="inspecting",
            disposition="conformant",
            quantities=[Quantity(uri, grams=500_000)],
            certification_info=[info],
        )
        record(event=told, act=act, recorded_by=cast.youan.organisation, by=None)
    assert not tell("09506000134352", "FOREIGN2").promises
