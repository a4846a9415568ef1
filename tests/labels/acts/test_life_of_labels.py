"""A label is reserved, printed, active, void; what is known of it is never taken back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, at
from tests.epcis.schema import assert_valid_epcis
from tests.stories import certified, labelled, shipped
from traceability.certification.models import Certificate
from traceability.epcis.models import Event
from traceability.labels.acts.activate import activate, activate_between
from traceability.labels.acts.download import download
from traceability.labels.acts.reprint import reprint
from traceability.labels.acts.start_run import start_run
from traceability.labels.acts.void_span import return_spares, void_span
from traceability.labels.models import Download, LabelRun, LabelSpan, Reprint
from traceability.labels.outputs import output_of
from traceability.labels.queries import (
    Count,
    cartons_without_label,
    count_of,
    pallet_of,
    printed_text_of,
    serial_of_carton,
    standing_on_pallets,
    verify,
)
from traceability.labels.ranges import gaps_in
from traceability.labels.refusals import (
    LabelsAreVoidAlready,
    NoSpareLabels,
    NotALabelOfOurs,
    NothingToActivate,
    NotPrintedYet,
    ReprintNeedsAReason,
    SpanIsTaken,
    SpanIsWrong,
    TwoRuns,
)
from traceability.lots.holding.acts.hold import hold
from traceability.lots.holding.refusals import LotIsHeld
from traceability.parties.models import Organisation, User
from traceability.parties.refusals import NotYourOrganisation

pytestmark = pytest.mark.usefixtures("reference")
NOON = at("2026-07-05", "12:00")


@pytest.fixture
def run(cast: Cast, wei: User) -> LabelRun:
    """Twenty labels of Lan's and Guoqiang's mangoes, drawn and taken as a file."""
    run = labelled(cast, certified(cast), labels=20)
    download(run=run, output="pdf", first=1, last=20, by=wei, at=NOON)
    return run


def state(run: LabelRun, number: int) -> str:
    return verify(run.gtin, run.lot_code, serial_of_carton(run, number)).state


def spans(run: LabelRun) -> list[tuple[str, int, int]]:
    return list(run.spans.order_by("first", "pk").values_list("state", "first", "last"))


def test_a_label_goes_from_reserved_to_printed_to_active(cast: Cast, wei: User) -> None:
    run = labelled(cast, certified(cast), labels=20)
    assert count_of(run) == Count(reserved=20, printed=0, active=0, void=0)
    download(run=run, output="zpl-203", first=1, last=15, by=wei, at=NOON)
    assert count_of(run) == Count(reserved=5, printed=15, active=0, void=0)
    activate(run=run, first=1, last=10, by=wei, at=NOON)
    void_span(run=run, first=10, last=12, reason="ribbon tore", by=wei, at=NOON)
    assert count_of(run) == Count(reserved=5, printed=3, active=9, void=3)


def test_a_roll_is_active_by_its_first_and_its_last_code_in_either_order(run: LabelRun, wei: User) -> None:
    activate_between(first=printed_text_of(run, 12), last=printed_text_of(run, 3), by=wei, at=NOON)
    assert spans(run) == [("active", 3, 12)]
    assert [state(run, number) for number in (2, 3, 12, 13)] == ["waiting", "issued", "issued", "waiting"]


def test_serials_typed_by_hand_do_as_well(run: LabelRun, wei: User) -> None:
    first, last = (serial_of_carton(run, number) for number in (1, 20))
    typed = f"{first[:4]} {first[4:8]} {first[8:]}".lower().replace("0", "o").replace("1", "l")
    activate_between(first=typed, last=last, by=wei, at=NOON)
    assert spans(run) == [("active", 1, 20)]


def test_a_whole_run_declared_applied_leaves_void_labels_void(run: LabelRun, wei: User) -> None:
    void_span(run=run, first=5, last=6, reason="ribbon tore", by=wei, at=NOON)
    activate(run=run, first=1, last=20, by=wei, at=NOON)
    assert spans(run) == [("active", 1, 4), ("void", 5, 6), ("active", 7, 20)]
    event = Event.objects.filter(act="activate labels").get()
    assert_valid_epcis(event.document)
    assert event.document["tyt:activeLabels"]["tyt:ranges"] == [
        {"tyt:first": 1, "tyt:last": 4},
        {"tyt:first": 7, "tyt:last": 20},
    ]
    with pytest.raises(NothingToActivate):
        activate(run=run, first=1, last=20, by=wei, at=NOON)


def test_cartons_on_a_pallet_are_active(cast: Cast, run: LabelRun) -> None:
    assert state(run, 7) == "waiting"
    shipped(cast, run)
    assert state(run, 7) == "issued"
    assert count_of(run).active == 20


def test_what_nobody_printed_cannot_be_on_a_carton(cast: Cast, wei: User) -> None:
    run = labelled(cast, certified(cast), labels=20)
    download(run=run, output="zpl-203", first=1, last=10, by=wei, at=NOON)
    with pytest.raises(NotPrintedYet, match="Label 11"):
        activate(run=run, first=1, last=20, by=wei, at=NOON)


def test_two_rolls_are_not_one(cast: Cast, run: LabelRun, wei: User) -> None:
    other = start_run(lot=run.lot, count=5, layout="carton-100", with_name=False, by=wei, at=NOON)
    with pytest.raises(TwoRuns):
        activate_between(first=printed_text_of(run, 1), last=printed_text_of(other, 5), by=wei, at=NOON)


@pytest.mark.parametrize("text", ["", "7K4M 2QXP 9DHV", "https://example.org/", "芒果"])
def test_what_is_no_label_is_refused(run: LabelRun, wei: User, text: str) -> None:
    with pytest.raises(NotALabelOfOurs):
        activate_between(first=text, last=printed_text_of(run, 5), by=wei, at=NOON)


def test_a_stranger_s_scan_is_no_label_of_theirs(run: LabelRun, huang: User) -> None:
    with pytest.raises(NotALabelOfOurs):
        activate_between(first=printed_text_of(run, 1), last=printed_text_of(run, 5), by=huang, at=NOON)
    for act in (activate, void_span, reprint):
        more = {} if act is activate else {"reason": "torn"}
        with pytest.raises(NotYourOrganisation):
            act(run=run, first=1, last=2, by=huang, at=NOON, **more)  # type: ignore[operator]


def test_held_fruit_gets_no_label(run: LabelRun, wei: User) -> None:
    hold(lot=run.lot, reason="smells of diesel", by=wei, at=NOON)
    with pytest.raises(LotIsHeld):
        activate(run=run, first=1, last=2, by=wei, at=NOON)
    with pytest.raises(LotIsHeld):
        reprint(run=run, first=1, last=2, reason="torn", by=wei, at=NOON)
    with pytest.raises(LotIsHeld):
        download(run=run, output="pdf", first=1, last=20, by=wei, at=NOON)


def test_an_active_label_can_still_go_wrong_and_one_on_a_pallet_cannot(cast: Cast, run: LabelRun, wei: User) -> None:
    activate(run=run, first=1, last=20, by=wei, at=NOON)
    shipped(cast, run)
    with pytest.raises(SpanIsTaken):
        void_span(run=run, first=3, last=3, reason="carton fell", by=wei, at=at("2026-08-11"))


def test_a_void_label_stays_void_though_it_was_active(run: LabelRun, wei: User) -> None:
    activate(run=run, first=1, last=20, by=wei, at=NOON)
    void_span(run=run, first=3, last=3, reason="carton fell", by=wei, at=NOON)
    assert (state(run, 3), state(run, 4)) == ("void", "issued")


def test_spare_labels_go_back_to_the_count_and_their_quota_does_not(run: LabelRun, wei: User) -> None:
    drawn = Certificate.objects.get().drawn_g
    activate(run=run, first=1, last=15, by=wei, at=NOON)
    returned = return_spares(run=run, first=16, by=wei, at=NOON)
    assert (returned.state, returned.first, returned.last, returned.is_spare) == ("void", 16, 20, True)
    assert cartons_without_label(run.lot) == 190 - 20 + 5
    assert Certificate.objects.get().drawn_g == drawn
    assert state(run, 16) == "void"


@pytest.mark.parametrize(("first", "refusal"), [(15, NoSpareLabels), (0, SpanIsWrong), (21, SpanIsWrong)])
def test_only_labels_that_nobody_used_are_spare(run: LabelRun, wei: User, first: int, refusal: type[Exception]) -> None:
    activate(run=run, first=1, last=15, by=wei, at=NOON)
    with pytest.raises(refusal):
        return_spares(run=run, first=first, by=wei, at=NOON)


def test_a_reprint_is_the_same_labels_and_says_why(run: LabelRun, wei: User) -> None:
    before = Certificate.objects.get().drawn_g, cartons_without_label(run.lot)
    again = reprint(run=run, first=12, last=14, reason="the ribbon tore", by=wei, at=NOON)
    assert_valid_epcis(again.event.document)
    assert again.event.document["tyt:reprintedLabels"]["tyt:reason"] == "the ribbon tore"
    assert (Certificate.objects.get().drawn_g, cartons_without_label(run.lot)) == before


@pytest.mark.parametrize(
    ("first", "last", "reason", "refusal"),
    [
        (12, 14, " ", ReprintNeedsAReason),
        (0, 3, "torn", SpanIsWrong),
        (14, 12, "torn", SpanIsWrong),
        (3, 21, "torn", SpanIsWrong),
        (4, 6, "torn", LabelsAreVoidAlready),
    ],
)
def test_a_reprint_that_makes_no_sense_is_refused(
    run: LabelRun, wei: User, first: int, last: int, reason: str, refusal: type[Exception]
) -> None:
    void_span(run=run, first=6, last=7, reason="ribbon tore", by=wei, at=NOON)
    with pytest.raises(refusal):
        reprint(run=run, first=first, last=last, reason=reason, by=wei, at=NOON)
    assert not Reprint.objects.exists()


def test_a_serial_is_good_with_the_gtin_and_the_lot_code_that_were_printed_with_it(run: LabelRun) -> None:
    gtin, code, serial = run.gtin, run.lot_code, serial_of_carton(run, 7)
    assert verify(gtin, code, serial).run == run
    for other in (("06971234500991", code), (gtin, f"{code}0")):
        assert verify(*other, serial).state == "unknown"


def test_a_reprint_says_what_the_first_print_said(run: LabelRun) -> None:
    """The packing house moves: what is glued on in place of a torn label is the same label."""
    before = drawn(run)
    Organisation.objects.filter(pk=run.lot.owner_id).update(name="右岸新社", address="新址", address_latin="Elsewhere")
    assert drawn(LabelRun.objects.get()) == before


def test_what_runs_say_alike_is_kept_once(cast: Cast, run: LabelRun, wei: User) -> None:
    again = {"lot": run.lot, "count": 2, "layout": run.layout, "with_name": True, "by": wei, "at": NOON}
    again["destination"] = run.destination
    assert start_run(**again).words == run.words
    assert start_run(**again, size="A").words != run.words


def drawn(run: LabelRun) -> bytes:
    """Labels 3 and 4 as a printer is told."""
    made = output_of("zpl-203", run)
    return b"".join([made.head(), *made.labels(3, 4), made.tail()])


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://other.example"},
        {"gtin": "06971234500991"},
        {"lot_code": "X"},
        {"key_number": 9},
        {"count": 9},
        {"own_words": {}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_keeps_what_was_printed(run: LabelRun, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="kept for ever"), transaction.atomic():
        LabelRun.objects.filter(pk=run.pk).update(**change)


def test_the_database_prints_no_lot_under_another_s_code(cast: Cast, run: LabelRun) -> None:
    run.pk, run.first_index, run.lot_code, run.job = None, 10**6, "TY000000A", None
    run._state.adding = True
    with pytest.raises(IntegrityError, match="its own lot"), transaction.atomic():
        run.save(force_insert=True)


def put(run: LabelRun, wei: User, state: str, first: int, last: int) -> None:
    place = {"sscc": "0" * 18}
    more = {"void": {"reason": "torn"}, "on_pallet": place, "off_pallet": place}.get(state, {})
    LabelSpan.objects.create(run=run, state=state, first=first, last=last, noted_by=wei, noted_at=NOON, **more)


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("active", "void", True),
        ("active", "on_pallet", True),
        ("active", "active", False),
        ("void", "active", False),
        ("void", "void", False),
        ("void", "on_pallet", False),
        ("on_pallet", "active", False),
        ("on_pallet", "void", True),
        ("on_pallet", "on_pallet", True),
        ("on_pallet", "off_pallet", True),
        ("off_pallet", "on_pallet", True),
        ("off_pallet", "void", True),
        ("off_pallet", "active", False),
        ("void", "off_pallet", False),
    ],
)
def test_the_database_lets_spans_overlap_only_where_a_label_goes_on(
    run: LabelRun, wei: User, before: str, after: str, may: bool
) -> None:
    put(run, wei, before, 5, 10)
    put(run, wei, after, 11, 12)
    if may:
        put(run, wei, after, 10, 10)
        return
    with pytest.raises(IntegrityError, match="another way already"), transaction.atomic():
        put(run, wei, after, 1, 5)


def test_of_the_pallets_that_a_label_stood_on_the_last_one_counts(run: LabelRun, wei: User) -> None:
    put(run, wei, "on_pallet", 2, 9)
    put(run, wei, "off_pallet", 4, 5)
    put(run, wei, "on_pallet", 5, 5)

    assert standing_on_pallets(run, 1, 10) == [(2, 3), (5, 5), (6, 9)]
    assert [pallet_of(run, counter) for counter in (1, 4, 5)] == ["", "", "0" * 18]


def test_the_database_has_no_span_past_the_end_of_its_run(run: LabelRun, wei: User) -> None:
    with pytest.raises(IntegrityError, match="not among those"), transaction.atomic():
        put(run, wei, "void", 20, 21)


@pytest.mark.parametrize("model", [LabelSpan, Reprint, Download])
def test_the_book_of_labels_is_never_changed(run: LabelRun, wei: User, model: type) -> None:
    put(run, wei, "void", 1, 2)
    reprint(run=run, first=5, last=5, reason="torn", by=wei, at=NOON)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        model.objects.update(last=4)  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        model.objects.all()._raw_delete(using="default")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], [(1, 9)]),
        ([(1, 9)], []),
        ([(0, 20)], []),
        ([(3, 4)], [(1, 2), (5, 9)]),
        ([(4, 5), (1, 2), (2, 4)], [(6, 9)]),
        ([(9, 12), (10, 30)], [(1, 8)]),
    ],
)
def test_gaps_are_what_the_ranges_leave(taken: list[tuple[int, int]], free: list[tuple[int, int]]) -> None:
    assert gaps_in(1, 9, taken) == free
