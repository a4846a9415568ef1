"""The Union's limits hold in its member states and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from traceability.certification.places import UNION, members_of_the_union
from traceability.certification.residues import limits_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

ON = date(2026, 7, 31)
MEMBERS = {
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
}  # fmt: skip


def test_they_are_twenty_seven_since_1_february_2020() -> None:
    """Treaty on European Union, Article 52; the United Kingdom left on 2020-01-31."""
    assert set(members_of_the_union()) == MEMBERS
    assert len(MEMBERS) == 27


@pytest.mark.parametrize("country", sorted(MEMBERS))
def test_each_has_the_unions_limits(country: str) -> None:
    """Regulation (EC) No 396/2005, Article 1: harmonised limits."""
    rows = limits_for("0163030", destination=country, on=ON).values()
    assert any(row.destination == UNION for limits in rows for row in limits)


@pytest.mark.parametrize("country", ["GB", "CH", "NO", "CN", "RU", "US"])
def test_others_have_none_of_them(country: str) -> None:
    assert limits_for("0163030", destination=country, on=ON) == {}
