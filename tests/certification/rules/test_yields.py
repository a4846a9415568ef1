"""The most that a 亩 bears in a season: what certificates may cover of a plot.

domain.md section 4: mean 976 kg and a good orchard 1,600 kg of mangoes to the 亩 (press of 2024 and 2025); the bound of
2,000 kg above them, and 4,000 kg of citrus, are choices until a yearbook says better.
"""

from __future__ import annotations

from datetime import date

import pytest

from traceability.certification.models import PlotYield
from traceability.parties.dated import in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.mark.parametrize(("species", "kg"), [("mango", 2_000), ("orange", 4_000), ("mandarin", 4_000)])
@pytest.mark.parametrize(("day", "holds"), [("2014-12-31", False), ("2015-01-01", True)])
def test_each_species_has_one_from_the_year_of_the_register(species: str, kg: int, day: str, holds: bool) -> None:
    rows = in_force(PlotYield.objects.filter(species=species), date.fromisoformat(day))
    assert [row.kg_per_mu for row in rows] == ([kg] if holds else [])


def test_all_of_them_are_provisional() -> None:
    assert all(row.is_provisional for row in PlotYield.objects.all())
