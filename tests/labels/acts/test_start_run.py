"""Labels are only printed for cartons that are there and a name that was earned."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast, at
from tests.epcis.schema import assert_valid_epcis
from tests.stories import certified, labelled, packed
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import Certificate
from traceability.labels.acts.start_run import start_run
from traceability.labels.acts.void_span import void_span
from traceability.labels.models import LabelRun
from traceability.labels.queries import cartons_without_label, serial_of_carton, verify
from traceability.labels.refusals import (
    CountIsWrong,
    LayoutHasNoName,
    LayoutIsUnknown,
    LayoutNeedsTheName,
    LotIsNotPacked,
    MoreLabelsThanCartons,
    NoCertificate,
    SpanIsTaken,
    SpanIsWrong,
    VoidNeedsAReason,
)
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.failures import Failure

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def cartons(cast: Cast) -> Lot:
    """190 cartons of five kilograms of a lot that is certified for 1,000 kg."""
    return packed(cast, certified(cast))


def print_labels(lot: Lot, by: User, count: int = 20, layout: str = "carton-100-gi", *, name: bool = True) -> LabelRun:
    return start_run(lot=lot, count=count, layout=layout, with_name=name, by=by, at=at("2026-07-05", "10:00"))


def test_a_run_draws_on_the_certificate_and_records_one_event(cartons: Lot, wei: User) -> None:
    run = print_labels(cartons, wei)
    certificate = Certificate.objects.get()
    assert (run.certificate, certificate.drawn_g) == (certificate, 100_000)
    assert_valid_epcis(run.event.document)
    assert run.event.document["tyt:labelRun"]["tyt:labels"] == 20


def test_two_runs_never_share_a_serial(cartons: Lot, wei: User) -> None:
    runs = [print_labels(cartons, wei, 5) for _ in range(2)]
    assert len({serial_of_carton(run, counter) for run in runs for counter in range(1, 6)}) == 10


@pytest.mark.parametrize(
    ("count", "layout", "name", "refusal"),
    [
        (0, "carton-100", False, CountIsWrong),
        (-1, "carton-100", False, CountIsWrong),
        (1_000_001, "carton-100", False, CountIsWrong),
        (191, "carton-100", False, MoreLabelsThanCartons),
        (5, "carton-9000", False, LayoutIsUnknown),
        (5, "carton-100", True, LayoutHasNoName),
        (5, "carton-100-gi", False, LayoutNeedsTheName),
    ],
)
def test_what_cannot_be_printed_is_refused_before_anything_is_reserved(
    cartons: Lot, wei: User, count: int, layout: str, name: bool, refusal: type[Failure]
) -> None:
    with pytest.raises(refusal):
        print_labels(cartons, wei, count, layout, name=name)
    assert not LabelRun.objects.exists()
    assert Certificate.objects.get().drawn_g == 0


def test_loose_fruit_has_no_cartons_to_label(cast: Cast, wei: User) -> None:
    loose = cast.lot(cast.plot(cast.lan))
    with pytest.raises(LotIsNotPacked):
        print_labels(loose, wei, layout="carton-100", name=False)


def test_without_a_certificate_there_is_no_name(cast: Cast, wei: User) -> None:
    plain = packed(cast, cast.lot(cast.plot(cast.lan), weight_g=1_000_000))
    with pytest.raises(NoCertificate, match="Print it without the name"):
        print_labels(plain, wei)
    assert print_labels(plain, wei, layout="carton-100", name=False).certificate is None


def test_a_revoked_certificate_stops_the_next_label(cast: Cast, cartons: Lot, wei: User) -> None:
    print_labels(cartons, wei, 5)
    revoke(
        certificate=Certificate.objects.get(),
        reason="sample was exchanged",
        by=cast.control_body.person,
        at=at("2026-07-05", "11:00"),
    )
    with pytest.raises(NoCertificate):
        print_labels(cartons, wei, 5)


def test_a_stranger_prints_nothing(cartons: Lot, huang: User) -> None:
    with pytest.raises(NotYourOrganisation):
        print_labels(cartons, huang)


def test_a_serial_is_known_for_its_own_lot_alone(cast: Cast, cartons: Lot, wei: User) -> None:
    run = print_labels(cartons, wei)
    serial = serial_of_carton(run, 7)
    found = verify(cartons.product.gtin, cartons.code, serial)
    assert (found.state, found.run, found.counter) == ("waiting", run, 7)
    assert verify(cartons.product.gtin, "TY260101A", serial).state == "unknown"
    assert verify(cartons.product.gtin, cartons.code, "000000000000").state == "unknown"


def test_a_void_label_says_so_and_its_carton_waits_for_another(cartons: Lot, wei: User) -> None:
    run = print_labels(cartons, wei)
    void_span(run=run, first=3, last=4, reason="ribbon tore", by=wei, at=at("2026-07-05", "12:00"))
    states = [verify(cartons.product.gtin, cartons.code, serial_of_carton(run, n)).state for n in (2, 3, 4, 5)]
    assert states == ["waiting", "void", "void", "waiting"]
    assert cartons_without_label(cartons) == 190 - 20 + 2


@pytest.mark.parametrize(
    ("first", "last", "reason", "refusal"),
    [
        (0, 2, "torn", SpanIsWrong),
        (3, 2, "torn", SpanIsWrong),
        (19, 21, "torn", SpanIsWrong),
        (1, 2, " ", VoidNeedsAReason),
    ],
)
def test_a_void_that_makes_no_sense_is_refused(
    cartons: Lot, wei: User, first: int, last: int, reason: str, refusal: type[Failure]
) -> None:
    run = print_labels(cartons, wei)
    with pytest.raises(refusal):
        void_span(run=run, first=first, last=last, reason=reason, by=wei, at=at("2026-07-05", "12:00"))


def test_a_label_is_void_once(cartons: Lot, wei: User) -> None:
    run = print_labels(cartons, wei)
    void_span(run=run, first=3, last=4, reason="ribbon tore", by=wei, at=at("2026-07-05", "12:00"))
    with pytest.raises(SpanIsTaken):
        void_span(run=run, first=4, last=6, reason="ribbon tore", by=wei, at=at("2026-07-05", "12:01"))


def test_a_run_is_drawn_by_its_job_and_says_how_far_it_is(cast: Cast) -> None:
    run = labelled(cast, certified(cast), labels=20)
    assert run.job is not None
    assert (run.job.state, run.job.done, run.job.total) == ("done", 20, 20)
    assert run.file.size > 10_000
    assert run.started_at.date() == date(2026, 7, 5)
