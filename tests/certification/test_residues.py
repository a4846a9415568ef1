"""Residues against the limits of a destination on a day: Regulation (EC) No 396/2005 and France's own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.certification.way import Way
from traceability.certification.models import ResidueLimit
from traceability.certification.residues import judge_residues
from traceability.certification.verdicts import Verdict
from traceability.lots.models import Lot

pytestmark = pytest.mark.django_db
ARRIVAL = date(2026, 7, 31)
FRENCH = dict.fromkeys(("carbendazim", "benomyl", "thiophanate_methyl", "mancozeb"))


def judge(lot: Lot, destination: str = "NL", on: date = ARRIVAL) -> Verdict:
    return judge_residues(lot, destination=destination, on=on)


def test_without_a_report_nothing_is_known(way: Way) -> None:
    verdict = judge(way.lot())
    assert (verdict.carried, verdict.state) == (None, "dunno")
    assert verdict.headline == "No laboratory has reported on all of it."


@pytest.mark.parametrize(
    ("found", "carried"),
    [
        ({"azoxystrobin": "4"}, True),  # EFSA 2021;6821: 4 mg/kg on mango; exactly the limit is within it
        ({"azoxystrobin": "4.00001"}, False),
        ({"chlorpyrifos": "0.01"}, True),  # LOD since 2020-11-13
        ({"chlorpyrifos": "0.011"}, False),
        ({"fipronil": None}, True),
        ({"methomyl": "0.01"}, True),  # no entry of its own: Art. 18(1)(b), 0.01 mg/kg
        ({"methomyl": "0.0101"}, False),
    ],
)
def test_an_amount_against_its_limit(way: Way, found: dict[str, str | None], carried: bool) -> None:
    """A missing limit is not "no limit": it is 0.01 mg/kg (Art. 18(1)(b))."""
    lot = way.lot()
    way.test_residues(lot, **found)
    assert judge(lot).carried is carried


def test_the_default_is_a_dated_row_like_any_other(way: Way) -> None:
    row = ResidueLimit.objects.get(substance="*", eu_product_code="0163030")
    assert (str(row.limit_mg_kg), row.valid_from, row.destination) == ("0.01000", date(2008, 9, 1), "EU")
    lot = way.lot()
    way.test_residues(lot, methomyl="0.02")
    assert f"certification.residuelimit:{row.pk}" in [finding.row for finding in judge(lot).findings]


def test_what_was_found_and_has_no_limit_at_all_is_not_known_to_be_allowed(way: Way) -> None:
    """Article 18(1)(b) says 0.01 mg/kg; while nobody has entered that, nothing says how much is allowed."""
    lot = way.lot()
    way.test_residues(lot, methomyl="0.005", fipronil=None)
    assert judge(lot).carried is True
    ResidueLimit.objects.filter(substance="*").delete()
    verdict = judge(lot)
    assert verdict.carried is None
    assert verdict.headline == "methomyl 0.005 mg/kg: no limit of it is entered. Not known."


def test_below_what_can_be_measured_is_not_zero(way: Way) -> None:
    lot = way.lot()
    way.test_residues(lot, chlorpyrifos=None)
    words = [finding.words for finding in judge(lot).findings]
    assert words == ["chlorpyrifos: below what the laboratory can measure (0.005 mg/kg)."]


def test_a_laboratory_that_measures_only_above_the_limit_leaves_it_unknown(way: Way) -> None:
    lot = way.lot()
    way.test_residues(lot, loq="0.02", chlorpyrifos=None)
    verdict = judge(lot)
    assert verdict.carried is None
    assert verdict.headline == "chlorpyrifos: the laboratory measures from 0.02 mg/kg, the limit is 0.01. Not known."


def test_the_same_result_is_within_limits_in_the_netherlands_and_over_in_france(way: Way) -> None:
    """Arrêté of 5 January 2026: no quantifiable carbendazim on mango; the Union's limit is 0.5 mg/kg."""
    lot = way.lot()
    way.test_residues(lot, **(FRENCH | {"carbendazim": "0.014"}))
    assert judge(lot, "NL").carried is True
    french = judge(lot, "FR")
    assert french.carried is False
    assert french.headline == "Not for France: carbendazim 0.014 mg/kg: France allows none that can be measured."


@pytest.mark.parametrize(("on", "carried"), [(date(2026, 2, 7), True), (date(2026, 2, 8), False)])
def test_frances_own_limit_begins_on_8_february_2026(way: Way, on: date, carried: bool) -> None:
    """agrinfo.eu, french-national-mrl-measures: since 2026-02-08."""
    lot = way.lot()
    way.test_residues(lot, **(FRENCH | {"carbendazim": "0.014"}))
    assert judge(lot, "FR", on).carried is carried


def test_what_france_forbids_must_have_been_looked_for(way: Way) -> None:
    lot = way.lot()
    way.test_residues(lot, azoxystrobin="0.031")
    assert judge(lot, "NL").carried is True
    french = judge(lot, "FR")
    assert (french.carried, len([f for f in french.findings if f.ok is None])) == (None, 4)


@pytest.mark.parametrize(("on", "state"), [(date(2026, 1, 6), "ok"), (date(2026, 1, 7), "warn")])
def test_a_draft_limit_warns_and_does_not_stop(way: Way, on: date, state: str) -> None:
    """Commission draft of 7 January 2026: carbendazim to 0.01 mg/kg."""
    lot = way.lot()
    way.test_residues(lot, carbendazim="0.014")
    verdict = judge(lot, "NL", on)
    assert (verdict.carried, verdict.state) == (True, state)


def test_a_limit_that_is_not_sure_is_provisional(way: Way) -> None:
    lot = way.lot()
    way.test_residues(lot, azoxystrobin="0.031")
    assert judge(lot).provisional is True


def test_a_country_without_limits_here_is_not_judged(way: Way) -> None:
    lot = way.lot()
    way.test_residues(lot, azoxystrobin="0.031")
    verdict = judge(lot, "CN")
    assert (verdict.carried, verdict.headline) == (None, "Not judged: no limits of CN are loaded.")


def test_a_report_on_one_input_does_not_speak_for_the_blend(way: Way) -> None:
    first, second = way.lot("2026-06-26", number="4"), way.lot("2026-06-27", number="7")
    way.test_residues(first, azoxystrobin="0.031")
    blended = way.blend(first, second)
    assert judge(blended).carried is None
    way.test_residues(second, azoxystrobin="5")
    assert judge(blended).carried is False


def test_a_mandarin_is_not_judged_by_an_oranges_limits(way: Way) -> None:
    """domain.md 2.2: 0110020 orange, 0110050 mandarin."""
    orange = way.lot("2026-11-12", variety="newhall-navel", number="1")
    mandarin = way.lot("2026-11-20", variety="shatangju", number="2")
    for lot in (orange, mandarin):
        way.test_residues(lot, acetamiprid="0.5")
    assert [judge(lot, "EU").carried for lot in (orange, mandarin)] == [True, False]
