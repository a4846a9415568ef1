"""Certificates of a season cover no more than the plots behind them can yield."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from orchards.acts.weigh_in import origin_of
from orchards.models import Plot
from tests.cast import at
from tests.certification.way import Way
from traceability.certification.models import Certificate, PlotSeason, PlotYield
from traceability.certification.refusals import PlotAreaIsUnknown, PlotYieldsLess, YieldIsUnknown
from traceability.lots.acts.receive import receive

pytestmark = pytest.mark.django_db


def yields(kg_per_mu: int) -> None:
    PlotYield.objects.filter(species="mango").update(kg_per_mu=kg_per_mu)


def test_weigh_in_copies_the_area_of_the_plot(way: Way) -> None:
    assert way.lot().origin.area_mu == 12


def test_a_certificate_counts_against_the_plot_its_fruit_grew_on(way: Way) -> None:
    """domain.md 4: 2,000 kg to the 亩 is the believable most (a choice); 12 亩 yield 24,000 kg."""
    lot = way.earned()
    way.certify(lot, 300_000)
    season = PlotSeason.objects.get()
    assert (season.plot, season.year) == (lot.origin.plot, 2026)
    assert (season.bound_g, season.certified_g) == (24_000_000, 300_000)


def test_a_plot_is_certified_up_to_what_it_can_yield_and_not_a_gram_more(way: Way) -> None:
    yields(50)  # 12 mu: 600 kg
    way.certify(way.earned("2026-06-26"), 400_000, "BM-1")
    second = way.earned("2026-06-27")
    with pytest.raises(PlotYieldsLess, match=r"can yield 600\.0 kg in 2026 .* still cover 200\.0 kg of it"):
        way.certify(second, 200_001, "BM-2")
    assert PlotSeason.objects.get().certified_g == 400_000
    way.certify(second, 200_000, "BM-2")
    assert PlotSeason.objects.get().left_g == 0


def test_a_blend_counts_against_each_of_its_plots(way: Way) -> None:
    way.authorise()
    blended = way.blend(way.lot("2026-06-26", number="4"), way.lot("2026-06-27", number="7"))
    way.inspect(blended)
    way.certify(blended, 600_000)
    assert list(PlotSeason.objects.values_list("certified_g", flat=True)) == [300_000, 300_000]


def test_one_plot_too_many_certifies_nothing_of_any(way: Way) -> None:
    way.authorise()
    small = way.cast.plot(way.cast.lan, "7")
    Plot.objects.filter(pk=small.pk).update(area_mu="0.15")
    blended = way.blend(way.lot("2026-06-26", number="4"), way.lot("2026-06-27", number="7"))
    way.inspect(blended)
    with pytest.raises(PlotYieldsLess, match=r"Plot 7, 0\.15 亩"):
        way.certify(blended)
    assert not PlotSeason.objects.exists()
    assert not Certificate.objects.exists()


def test_fruit_of_a_plot_without_area_is_not_certified(way: Way) -> None:
    way.authorise()
    harvest, youan = way.cast.harvest(way.cast.plot(way.cast.lan), "2026-06-26"), way.cast.youan
    assert youan.place
    lot = receive(
        owner=youan.organisation,
        product=harvest.product,
        code=harvest.lot_code,
        place=youan.place,
        weight_g=400_000,
        origin=replace(origin_of(harvest), area_mu=None),
        by=youan.person,
        at=at("2026-06-26", "18:00"),
    )
    way.inspect(lot)
    with pytest.raises(PlotAreaIsUnknown, match="without its area"):
        way.certify(lot)


def test_without_a_yield_in_force_nothing_is_certified(way: Way) -> None:
    PlotYield.objects.all().delete()
    with pytest.raises(YieldIsUnknown, match="No yield of mango"):
        way.certify(way.earned())


@pytest.mark.parametrize(("last", "counted"), [("2026-06-26", True), ("2026-06-25", False)])
def test_the_yield_of_the_day_of_picking_counts(way: Way, last: str, counted: bool) -> None:
    PlotYield.objects.filter(species="mango").update(valid_to=last)
    lot = way.earned("2026-06-26")
    if counted:
        assert way.certify(lot).certified_g == lot.weight_g
        return
    with pytest.raises(YieldIsUnknown):
        way.certify(lot)


def test_the_database_counts_too_and_gives_nothing_back(way: Way) -> None:
    way.certify(way.earned())
    for grams in (24_000_001, 399_999):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlotSeason.objects.update(certified_g=grams)
