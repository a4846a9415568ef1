"""A grower reads under the tree when the fruit may be sold under the name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from traceability.certification.models import OpeningDay
from traceability.lots.models import Variety
from traceability.lots.notices import sale_notice, sale_notices

if TYPE_CHECKING:
    from typing import Any

pytestmark = pytest.mark.django_db


@pytest.fixture
def tainong(reference: None) -> Variety:
    """台农一号, whose newest published day is 25 June 2025."""
    return Variety.objects.get(code="tainong-1")


def test_before_the_day_it_says_from_when_and_that_this_years_day_is_not_out(tainong: Variety) -> None:
    with translation.override("en"):
        notice = sale_notice(tainong, date(2026, 6, 24))
    assert notice is not None
    assert notice.opens_on == date(2026, 6, 25)
    assert notice.sentence == (
        "It cannot be sold as 百色芒果 yet: from 25 June, the day of 2025; this year’s is not out."
    )


def test_once_the_city_has_published_the_year_it_is_said_without_doubt(tainong: Variety) -> None:
    newest = OpeningDay.objects.filter(variety=tainong, scheme__on_cartons=True).latest("year")
    newest.pk, newest.year, newest.opens_on = None, 2026, date(2026, 6, 20)
    newest.save()
    with translation.override("en"):
        notice = sale_notice(tainong, date(2026, 6, 19))
    assert notice is not None
    assert notice.sentence == "It cannot be sold as 百色芒果 yet: from 20 June."


def test_from_the_day_on_nothing_is_said(tainong: Variety) -> None:
    assert sale_notice(tainong, date(2026, 6, 25)) is None


def test_of_an_orange_nothing_is_said(reference: None) -> None:
    oranges = Variety.objects.exclude(species="mango")
    assert oranges
    assert sale_notices(list(oranges), date(2026, 1, 2)) == {}


def test_all_varieties_cost_what_one_costs(tainong: Variety, django_assert_num_queries: Any) -> None:
    everything = list(Variety.objects.all())
    for varieties in ([tainong], everything):
        with django_assert_num_queries(2):
            sale_notices(varieties, date(2026, 6, 1))
