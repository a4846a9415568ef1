"""Is there fruit of that variety on the trees?"""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from orchards.doubts import Doubt
from orchards.models import Harvest
from orchards.questions.kinds import Kind
from orchards.thresholds import Key, Thresholds

OPEN_SEASON = timedelta(days=120)
"""How long a season lasts of which only the beginning is known."""
_SEASON = re.compile(r"(\d\d)-(\d\d)\.\.(?:(\d\d)-(\d\d))?$")


def outside_season(harvest: Harvest, thresholds: Thresholds) -> Doubt | None:
    """Picked when last season's fruit is long off the trees and this season's is not ripe."""
    variety, day = harvest.plot.variety, harvest.picked_on
    margin = timedelta(days=int(thresholds.value(Key.SEASON_MARGIN_DAYS, on=day)))
    if in_season(variety.season, day, margin):
        return None
    is_chinese = (get_language() or "").startswith("zh")
    words = _("%(variety)s is not ripe at this time of the year.")
    return Doubt("warn", words % {"variety": variety.name_zh if is_chinese else variety.name_en}, "", Kind.SEASON)


def in_season(season: str, day: date, margin: timedelta) -> bool:
    """Whether a day lies in a season as varieties.csv writes it, MM-DD..MM-DD; an unknown one lasts all the year."""
    found = _SEASON.match(season)
    if not found:
        return True
    for year in (day.year - 1, day.year, day.year + 1):
        first = date(year, int(found[1]), int(found[2]))
        last = first + OPEN_SEASON
        if found[3]:
            last = date(year, int(found[3]), int(found[4]))
            last = last if last >= first else last.replace(year=year + 1)
        if first - margin <= day <= last + margin:
            return True
    return False
