"""One test for each rule of a protected name, with its source; the day before and the day of each date."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.certification.way import Way
from traceability.certification.findings import Finding
from traceability.certification.models import GIScheme, OpeningDay, SchemeVariety
from traceability.certification.naming import judge_name
from traceability.certification.queries import scheme_for
from traceability.certification.verdicts import Verdict
from traceability.lots.models import Lot

pytestmark = pytest.mark.django_db
ON = date(2026, 7, 3)


def judge(way: Way, lot: Lot, on: date = ON) -> Verdict:
    return judge_name(lot, scheme=way.scheme, on=on)


def step(verdict: Verdict, name: str) -> Finding:
    return next(finding for finding in verdict.findings if finding.step == name)


def test_a_lot_that_passes_every_test_has_earned_the_name(way: Way) -> None:
    """DESIGN.md section 4: species, area, variety, opening day, packer, inspection, in this order."""
    verdict = judge(way, way.earned())
    assert verdict.carried is True
    assert [finding.step for finding in verdict.findings] == [
        "species", "area", "variety", "opening", "packer", "inspection",
    ]  # fmt: skip
    assert verdict.headline == "The lot has earned the name 百色芒果 Baise Mango."


def test_the_four_systems_stand_side_by_side_and_one_is_printed(way: Way) -> None:
    """domain.md 1.1 and 1.2: ministry, former AQSIQ, certification mark, EU list; one on cartons."""
    assert list(GIScheme.objects.order_by("code").values_list("code", "on_cartons")) == [
        ("CN-GIP-baise-mango", True),
        ("CN-MOA-AGI01634", False),
        ("CN-TM-baise-mango", False),
        ("EU-CN-GI-BaiseMangGuo", False),
    ]
    species = way.lot().product.variety.species
    assert scheme_for(way.cast.youan.organisation, species, ON) == way.scheme


def test_a_right_under_one_system_is_no_right_under_another(way: Way) -> None:
    """domain.md 1.2: an authorised-user record belongs to one scheme."""
    lot = way.earned()
    other = GIScheme.objects.get(code="CN-MOA-AGI01634")
    assert step(judge_name(lot, scheme=other, on=ON), "packer").ok is False


def test_an_orange_is_told_that_the_name_is_for_mango(way: Way) -> None:
    """gi_schemes.json, gate species: any citrus lot and the claim is forbidden."""
    verdict = judge(way, way.lot("2026-11-12", variety="newhall-navel"))
    assert verdict.carried is False
    assert [finding.words for finding in verdict.findings] == [
        "This is orange; the name 百色芒果 is for mango only.",
    ]


def test_fruit_from_outside_the_area_is_named_by_plot(way: Way) -> None:
    """gi_schemes.json, gate origin: inside the area; the twelve counties until the holder supplies the boundary."""
    verdict = judge(way, way.lot(number="9", inside=False))
    assert step(verdict, "area").ok is False
    assert verdict.headline == "Plot 9 lies outside the area of the name. The lot is marketable, without the name."


def test_the_area_is_provisional_until_the_holder_supplies_it(way: Way) -> None:
    """domain.md 1.2, Boundary: township list not obtained, so flagged provisional."""
    area = step(judge(way, way.lot()), "area")
    assert (area.ok, area.provisional) == (True, True)


def test_a_variety_off_the_list_cannot_carry_the_name(way: Way) -> None:
    """gi_schemes.json, gate variety: in the scheme's list for the version in force."""
    lot = way.lot()
    SchemeVariety.objects.filter(scheme=way.scheme, variety="tainong-1").update(valid_to=date(2026, 7, 2))
    assert step(judge(way, lot, date(2026, 7, 2)), "variety").ok is True
    assert step(judge(way, lot, ON), "variety").ok is False


@pytest.mark.parametrize(
    ("variety", "opens", "before"),
    [
        ("tainong-1", "2026-06-25", "2026-06-24"),
        ("guifei", "2026-06-25", "2026-06-24"),
        ("jinhuang", "2026-07-01", "2026-06-30"),
        ("xinshiji", "2026-07-10", "2026-07-09"),
        ("hongxiangya", "2026-07-15", "2026-07-14"),
        ("renong-1", "2026-07-22", "2026-07-21"),
        ("guire-82", "2026-07-22", "2026-07-21"),
        ("guire-10", "2026-08-20", "2026-08-19"),
        ("keitt", "2026-08-15", "2026-08-14"),
    ],
)
def test_a_variety_opens_on_the_day_of_the_newest_year_known(way: Way, variety: str, opens: str, before: str) -> None:
    """百政发〔2024〕10号 for 2024, 南国早报 for Tainong of 2025, 2018 for Keitt; 2026 is not published."""
    assert not OpeningDay.objects.filter(year=2026).exists()
    early, right = way.lot(before, variety=variety, number="1"), way.lot(opens, variety=variety, number="2")
    assert step(judge(way, early), "opening").ok is False
    assert step(judge(way, right), "opening").ok is True
    assert step(judge(way, right), "opening").provisional is True


def test_a_day_that_is_not_published_says_which_year_it_follows(way: Way) -> None:
    """The sentence of issue 5: plot, day, variety, opening day and its basis; never a bare "not eligible"."""
    assert judge(way, way.lot("2026-06-14", number="12")).headline == (
        "Plot 12 of Napo was picked on 14 June 2026; Tainong No. 1 may be sold as 百色芒果 from 25 June 2026 "
        "(provisional, follows 2025). The lot is marketable, without the name."
    )


def test_a_published_year_is_not_provisional(way: Way) -> None:
    """百政发〔2024〕10号: Tainong from 20 June 2024."""
    opening = step(judge(way, way.lot("2024-06-20")), "opening")
    assert (opening.ok, opening.provisional) == (True, False)
    assert step(judge(way, way.lot("2024-06-19", number="5")), "opening").ok is False


def test_rules_are_rows_so_a_new_notice_changes_the_answer(way: Way) -> None:
    """domain.md 5.15: rules change; they are dated rows with a source, never an `if` in code."""
    lot = way.lot("2026-06-22")
    assert step(judge(way, lot), "opening").ok is False
    notice = {"opens_on": date(2026, 6, 22), "source": "City notice of 2026", "confidence": "high"}
    OpeningDay.objects.create(scheme=way.scheme, variety_id="tainong-1", year=2026, **notice)
    opening = step(judge(way, lot), "opening")
    assert (opening.ok, opening.provisional, opening.source) == (True, False, "City notice of 2026")


def test_the_packer_is_judged_on_the_day(way: Way) -> None:
    """地理标志专用标志使用管理办法: users are authorised, with dates, and their credit code stands at the sign."""
    way.authorise("2026-07-03", "2026-07-05")
    lot = way.lot()
    days = (date(2026, 7, 2), date(2026, 7, 3), date(2026, 7, 5), date(2026, 7, 6))
    assert [step(judge(way, lot, day), "packer").ok for day in days] == [False, True, True, False]


def test_without_an_inspection_nothing_is_known_yet(way: Way) -> None:
    """domain.md 1.3: figures hold on ripe fruit, so nobody knows before it was read."""
    way.authorise()
    verdict = judge(way, way.lot("2026-06-25"))
    assert verdict.carried is None
    assert verdict.headline.startswith("The lot may still earn the name. No inspection on ripe fruit")


def test_what_was_inspected_before_breakfast_was_inspected_on_the_day_of_the_place(way: Way) -> None:
    """Seven in Baise is the evening before in UTC."""
    lot = way.lot("2026-06-25")
    way.authorise()
    way.inspect(lot, day="2026-07-02", clock="07:10")
    assert step(judge(way, lot), "inspection").words == "Inspected ripe on 2 July 2026, passed."


def test_one_early_picking_takes_the_name_from_the_whole_blend(way: Way) -> None:
    """gi_schemes.json, gate custody: one failing input removes the claim from the whole output."""
    way.authorise()
    early = way.lot("2026-06-14", number="12")
    blended = way.blend(early, way.lot("2026-06-26", number="4"), way.lot("2026-06-27", number="7"))
    way.inspect(blended)
    assert judge(way, blended).headline == (
        "Plot 12 of Napo, 400.0 of 1,200.0 kg, was picked on 14 June 2026; Tainong No. 1 may be sold as 百色芒果 from "
        "25 June 2026 (provisional, follows 2025). The lot is marketable, without the name."
    )


def test_an_inspection_of_every_input_covers_the_blend_and_of_one_does_not(way: Way) -> None:
    """DESIGN.md section 4: a lot carries a claim only if every input carries it."""
    way.authorise()
    first, second = way.lot("2026-06-26", number="4"), way.lot("2026-06-27", number="7")
    way.inspect(first)
    blended = way.blend(first, second)
    assert step(judge(way, blended), "inspection").ok is None
    way.inspect(second)
    assert step(judge(way, blended), "inspection").ok is True


@pytest.mark.parametrize("count", [2, 6])
def test_a_blend_costs_the_same_queries_for_any_number_of_sources(
    way: Way, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    blended = way.blend(*(way.lot("2026-06-26", number=str(number)) for number in range(count)))
    lot, scheme = (
        Lot.objects.with_names().get(pk=blended.pk),
        GIScheme.objects.select_related("species").get(pk=way.scheme.pk),
    )
    with django_assert_num_queries(5):
        judge_name(lot, scheme=scheme, on=ON)
