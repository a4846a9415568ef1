"""斤 and kilograms, seasons and thresholds: the numbers that everything else leans on."""

from datetime import date
from decimal import Decimal

import pytest

from orchards.models import Pesticide, Threshold
from orchards.reference import load
from orchards.seasons import season_start
from orchards.thresholds import Key, Thresholds
from orchards.weights import in_unit, shown, with_unit
from traceability.lots.models import Variety


@pytest.mark.parametrize(
    ("grams", "jin", "kg"),
    [
        (500, "1.0", "0.5"),
        (50, "0.1", "0.05"),
        (1, "0.002", "0.001"),
        (43_250, "86.5", "43.25"),
        (43_251, "86.502", "43.251"),
        (1_000_000, "2000.0", "1000.0"),
    ],
)
def test_a_jin_is_five_hundred_grams_to_the_gram(grams: int, jin: str, kg: str) -> None:
    assert (str(in_unit(grams, "jin")), str(in_unit(grams, "kg"))) == (jin, kg)


def test_differences_carry_a_true_minus() -> None:
    assert shown(-14_000, "jin") == "\N{MINUS SIGN}28.0"
    assert with_unit(500, "jin", signed=True) == "+1.0\N{NO-BREAK SPACE}jin"
    assert with_unit(0, "kg", signed=True) == "0.0\N{NO-BREAK SPACE}kg"
    assert shown(2_140_000, "jin") == "4,280.0"


@pytest.mark.parametrize(
    ("season", "day", "start"),
    [
        ("06-15..07-20", "2026-06-24", "2026-04-01"),
        ("06-15..07-20", "2026-03-31", "2025-04-01"),
        ("11-01..01-31", "2026-11-10", "2026-09-01"),
        ("11-01..01-31", "2027-01-20", "2026-09-01"),
        ("01-15..04-30", "2027-01-20", "2026-11-01"),
        ("06-20..", "2026-06-24", "2026-04-01"),
        ("", "2026-06-24", "2026-01-01"),
    ],
)
def test_a_season_begins_before_its_first_fruit(season: str, day: str, start: str) -> None:
    assert season_start(Variety(season=season), date.fromisoformat(day)).isoformat() == start


def test_reference_data_loaded_twice_are_loaded_once(reference: None) -> None:

    first = load()
    assert load() == first == {"thresholds": 12, "pesticides": 12}
    assert not Pesticide.objects.filter(source="").exists()
    assert not Threshold.objects.filter(source="").exists()


def test_the_newest_threshold_that_has_begun_holds(reference: None) -> None:
    Threshold.objects.create(
        key=Key.SEASON_WARNS, value=1_500, valid_from=date(2027, 1, 1), source="a test", confidence="high"
    )
    thresholds = Thresholds()
    assert thresholds.value(Key.SEASON_WARNS, on=date(2026, 12, 31)) == Decimal(2_000)
    assert thresholds.value(Key.SEASON_WARNS, on=date(2027, 1, 1)) == Decimal(1_500)
    with pytest.raises(Threshold.DoesNotExist, match="load_reference"):
        thresholds.value(Key.SEASON_WARNS, on=date(2019, 12, 31))


def test_the_tolerance_is_a_share_with_a_floor(reference: None) -> None:
    thresholds = Thresholds()
    on = date(2026, 6, 24)
    assert thresholds.tolerance_g(412_000, on=on) == 12_360
    assert thresholds.tolerance_g(10_000, on=on) == 1_000
