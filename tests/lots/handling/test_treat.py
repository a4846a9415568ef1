"""Fruit is treated after harvest: what was done, with what and how warm stays with everything that is made of it."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cast import at
from tests.epcis.schema import assert_valid_epcis
from traceability.epcis.models import Event
from traceability.lots.acts.pack import pack
from traceability.lots.acts.waste import waste
from traceability.lots.handling.acts.treat import treat
from traceability.lots.handling.models import Handling, HandlingKind
from traceability.lots.handling.queries import handlings_of
from traceability.lots.handling.recording import Told
from traceability.lots.handling.refusals import (
    HandlingIsForLooseFruit,
    HandlingIsUnknown,
    HandlingTimesAreWrong,
    LogIsOfAnotherTime,
    NothingIsLeft,
    SubstanceIsMissing,
    TemperatureIsMissing,
    TemperatureIsWrong,
)
from traceability.lots.handling.temperature_log import read_log
from traceability.lots.holding.acts.hold import hold
from traceability.lots.holding.refusals import LotIsHeld
from traceability.lots.refusals import UsedBeforeMade
from traceability.parties.refusals import NotYourOrganisation

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.lots.models import Lot, Product
    from traceability.web.failures import Failure

BEGAN, ENDED = at("2026-06-25", "10:00"), at("2026-06-25", "11:30")
BATH = Told(low_c=Decimal("46.1"), high_c=Decimal("47.4"), device="Bath 2")
LOG = "时间,温度℃\n2026-06-25 09:50,31.0\n2026-06-25 10:10,46.2\n2026-06-25 11:20,46.8\n2026-06-25 11:40,35\n"


def treated(cast: Cast, lot: Lot, kind: str = "hot-water", told: Told = BATH, **changes: object) -> Handling:
    given = {"lot": lot, "kind": HandlingKind.objects.get(code=kind), "told": told, "began": BEGAN, "ended": ENDED}
    return treat(**given | {"by": cast.youan.person} | changes)


def test_a_treatment_is_one_event_with_its_temperature(cast: Cast, napo: Lot) -> None:
    before = Event.objects.count()
    made = treated(cast, napo)
    assert Event.objects.count() == before + 1
    document = made.event.document
    assert_valid_epcis(document)
    assert (document["bizStep"], document["disposition"]) == ("other", "in_progress")
    [element] = document["sensorElementList"]
    assert element["sensorReport"] == [{"type": "Temperature", "minValue": 46.1, "maxValue": 47.4, "uom": "CEL"}]
    assert (document["tyt:handling"], document["tyt:minutes"]) == ("hot-water", 90)
    assert (made.minutes, made.device, napo.remaining_g) == (90, "Bath 2", 400_000)


def test_the_log_of_the_treatment_says_how_warm_it_was(cast: Cast, napo: Lot) -> None:
    log = read_log(LOG.encode(), zone=BEGAN.tzinfo or UTC, today=date(2026, 6, 25))
    made = treated(cast, napo, told=Told(log=log))
    assert (made.low_c, made.high_c, len(made.log)) == (Decimal("46.2"), Decimal("46.8"), 2)
    assert made.event.document["sensorElementList"][0]["sensorReport"][0]["meanValue"] == 46.5
    assert made.event.document["tyt:temperatureLogSha256"] == made.log_sha256 == log.sha256
    with pytest.raises(LogIsOfAnotherTime, match="and nothing of it lies in this treatment"):
        treated(cast, napo, told=Told(log=log), began=at("2026-06-25", "12:00"), ended=at("2026-06-25", "13:00"))


def test_what_is_made_of_treated_fruit_carries_the_treatment_on(
    cast: Cast, napo: Lot, pohong: Lot, carton: Product
) -> None:
    waxed = treated(cast, napo, "wax", Told(substance="E 903", dose="1 g/kg"))
    packed = pack(lot=napo, product=carton, cartons=2, by=cast.youan.person, at=at("2026-06-25", "14:00"))
    assert list(handlings_of(packed)) == [waxed]
    assert not handlings_of(pohong)


def test_what_was_taken_out_before_a_treatment_was_not_treated(cast: Cast, napo: Lot, carton: Product) -> None:
    """Two cartons are packed in the morning, the rest is waxed at noon and packed in the afternoon."""
    wei = cast.youan.person
    early = pack(lot=napo, product=carton, cartons=2, by=wei, at=at("2026-06-25", "09:00"))
    waxed = treated(cast, napo, "wax", Told(substance="E 903", dose="1 g/kg"))
    late = pack(lot=napo, product=carton, cartons=2, by=wei, at=at("2026-06-25", "14:00"))
    assert [list(handlings_of(lot)) for lot in (napo, early, late)] == [[waxed], [], [waxed]]


@pytest.mark.parametrize(
    ("kind", "told", "changes", "failure"),
    [
        ("wax", Told(), {}, SubstanceIsMissing),
        ("wax", Told(substance="E 903"), {}, SubstanceIsMissing),
        ("wash", Told(dose="100 ppm"), {}, SubstanceIsMissing),
        ("hot-water", Told(), {}, TemperatureIsMissing),
        ("hot-water", Told(low_c=Decimal(46)), {}, TemperatureIsMissing),
        ("hot-water", Told(low_c=Decimal(47), high_c=Decimal(46)), {}, TemperatureIsWrong),
        ("hot-water", Told(low_c=Decimal(46), high_c=Decimal(115)), {}, TemperatureIsWrong),
        ("hot-water", BATH, {"began": ENDED, "ended": BEGAN}, HandlingTimesAreWrong),
        ("hot-water", BATH, {"began": at("2026-06-23")}, UsedBeforeMade),
        ("cold-store", BATH, {}, HandlingIsUnknown),
    ],
)
def test_what_is_no_treatment_is_refused_and_nothing_is_recorded(
    cast: Cast, napo: Lot, kind: str, told: Told, changes: dict[str, object], failure: type[Failure]
) -> None:
    with pytest.raises(failure):
        treated(cast, napo, kind, told, **changes)
    assert not Handling.objects.exists()


def test_nothing_is_treated_in_the_future(cast: Cast, napo: Lot) -> None:
    with pytest.raises(HandlingTimesAreWrong):
        treated(cast, napo, ended=timezone.localtime() + timezone.timedelta(days=1))


def test_a_kind_is_known_from_its_first_day_to_its_last(cast: Cast, napo: Lot) -> None:
    """Kinds are dated rows (data/kinds.csv): one that ended is chosen no more, and what it did stays."""
    HandlingKind.objects.filter(code="wash").update(valid_from="2026-06-25", valid_to="2026-06-25")
    assert treated(cast, napo, "wash", Told())
    day = {"began": at("2026-06-26", "10:00"), "ended": at("2026-06-26", "10:30")}
    with pytest.raises(HandlingIsUnknown, match="26 June 2026"):
        treated(cast, napo, "wash", Told(), **day)
    HandlingKind.objects.filter(code="wash").update(valid_from="2026-06-27", valid_to=None)
    with pytest.raises(HandlingIsUnknown):
        treated(cast, napo, "wash", Told(), **day)


def test_cartons_are_cooled_but_not_bathed(cast: Cast, napo: Lot, carton: Product) -> None:
    packed = pack(lot=napo, product=carton, cartons=2, by=cast.youan.person, at=at("2026-06-25", "09:00"))
    assert treated(cast, packed, "cold", Told(low_c=Decimal(1), high_c=Decimal("1.5")))
    with pytest.raises(HandlingIsForLooseFruit):
        treated(cast, packed)


def test_neither_held_nor_used_up_fruit_is_treated_nor_by_strangers(cast: Cast, napo: Lot, pohong: Lot) -> None:
    hold(lot=napo, reason="Diesel", by=cast.youan.person, at=at("2026-06-25"))
    with pytest.raises(LotIsHeld):
        treated(cast, napo)
    waste(lot=pohong, weight_g=300_000, reason="Rot", by=cast.youan.person, at=at("2026-06-25"))
    with pytest.raises(NothingIsLeft):
        treated(cast, pohong)
    with pytest.raises(NotYourOrganisation):
        treated(cast, pohong, by=cast.other_cooperative.person)


def test_what_was_done_is_never_rewritten(cast: Cast, napo: Lot) -> None:
    made = treated(cast, napo)
    for change in (lambda: Handling.objects.update(device="Bath 3"), made.delete):
        with pytest.raises(IntegrityError, match="Record another one"), transaction.atomic():
            change()
