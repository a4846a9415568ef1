"""When a plot's season begins. Mangoes are picked in one summer; navel oranges from November into January."""

from __future__ import annotations

import re
from datetime import date

from traceability.lots.models import Variety

MONTHS_BEFORE = 2
"""A season begins two months before the usual first picking, when last season's fruit is surely off the trees."""
_FIRST_DAY = re.compile(r"(\d\d)-\d\d\.\.")


def season_start(variety: Variety, day: date) -> date:
    """The first day of the season that `day` belongs to. Without a known season the calendar year counts."""
    found = _FIRST_DAY.match(variety.season)
    month = (int(found[1]) - MONTHS_BEFORE - 1) % 12 + 1 if found else 1
    start = date(day.year, month, 1)
    return start if start <= day else start.replace(year=day.year - 1)
