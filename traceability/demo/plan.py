"""The plan of a season: who grows what where, and what is picked on which day. The same seed, the same plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from shapely.geometry import Point, shape

from traceability.parties.models import Village

FIRST_MANGO_DAY, FIRST_ORANGE_DAY, ORANGE_DAYS = date(2026, 6, 15), date(2026, 11, 11), 10

LATE_VARIETIES = ("hongxiangya", "renong-1", "guire-82", "yuwen", "hongmang-6", "keitt", "guire-10")
SURNAMES = "黄韦农陆李班覃梁罗莫蒙潘岑许周杨陈卢邓何"
GIVEN = [
    "阿兰",
    "国强",
    "丽华",
    "绍明",
    "桂香",
    "文军",
    "秀英",
    "志高",
    "春梅",
    "建国",
    "月娥",
    "大勇",
    "美玲",
    "永福",
    "金凤",
    "海生",
    "玉珍",
    "天明",
    "小燕",
    "德才",
    "彩云",
    "光荣",
    "素芬",
    "少华",
]


@dataclass(frozen=True)
class Crop:
    """How many of 150 plots grow a variety, on which days it may be picked, and how often a plot is."""

    variety: str
    share: int
    days: list[date]
    picks: int


def mango_days(count: int) -> list[date]:
    """`count` picking days from 15 June; fewer than thirty are spread over thirty, so that every fate still happens."""
    span = max(count, 30) - 1
    return [FIRST_MANGO_DAY + timedelta(round(n * span / (count - 1))) for n in range(count)]


def _crops(count: int) -> list[Crop]:
    days = mango_days(count)
    oranges = [FIRST_ORANGE_DAY + timedelta(n) for n in range(ORANGE_DAYS)]
    later = [day for day in days if day >= FIRST_MANGO_DAY + timedelta(12)]
    # Late varieties are not ripe in July: what falls green goes to the press, before their opening day.
    windfalls = days[-3:]
    return [
        Crop("tainong-1", 48, days, 14),
        Crop("guifei", 24, days[len(days) // 10 :], 13),
        Crop("hong-jinhuang", 8, days[len(days) // 6 :], 12),
        Crop("jinhuang", 12, later, 10),
        Crop("xinshiji", 7, later, 8),
        *(Crop(variety, 3, windfalls, 1) for variety in LATE_VARIETIES),
        Crop("newhall-navel", 16, oranges, 8),
        Crop("washington-navel", 7, oranges[4:], 5),
        Crop("shatangju", 7, oranges[4:], 5),
    ]


@dataclass
class PlannedPlot:
    """A plot as the cooperative enters it."""

    number: str
    variety: str
    area_mu: Decimal
    trees: int
    latitude: float
    longitude: float
    picks: list[tuple[date, int]] = field(default_factory=list)
    """Days and grams."""


@dataclass
class PlannedGrower:
    """A household and its plots."""

    name: str
    village: Village
    pseudonym: str
    plots: list[PlannedPlot] = field(default_factory=list)


def plan_season(*, seed: int, growers: int, days: int) -> list[PlannedGrower]:
    """Households in real villages of all ten townships of Tianyang, two or three plots each, ten picks a plot or so."""
    dice = Random(seed)
    people = [_grower(dice, village, number) for number, village in enumerate(_villages(dice, growers))]
    crops = _crops(days)
    deck = [crop for crop in crops for _ in range(crop.share)]
    for number in range(growers * 5 // 2):
        grower, crop = people[number % growers], deck[(number * 37) % len(deck)]
        grower.plots.append(_plot(dice, grower, crop))
    return people


def record_id(dice: Random) -> UUID:
    """What a phone would have made: a UUID, here from the season's dice."""
    return UUID(int=dice.getrandbits(128), version=4)


def _villages(dice: Random, count: int) -> list[Village]:
    """One village of each township in turn, so that ten households reach all ten townships."""
    by_township: dict[str, list[Village]] = {}
    for village in Village.objects.select_related("township__county").filter(code__regex=r"2\d\d$").order_by("code"):
        by_township.setdefault(village.township_id, []).append(village)
    for villages in by_township.values():
        dice.shuffle(villages)
    townships = list(by_township.values())
    return [
        townships[n % len(townships)][n // len(townships) % len(townships[n % len(townships)])] for n in range(count)
    ]


def _grower(dice: Random, village: Village, number: int) -> PlannedGrower:
    name = dice.choice(SURNAMES) + GIVEN[number % len(GIVEN)]
    return PlannedGrower(name=name, village=village, pseudonym=f"G{dice.getrandbits(40):010X}")


def _plot(dice: Random, grower: PlannedGrower, crop: Crop) -> PlannedPlot:
    area = Decimal(dice.randint(30, 130)) / 10
    longitude, latitude = _point(dice, grower.village)
    plot = PlannedPlot(
        number=str(len(grower.plots) + 1),
        variety=crop.variety,
        area_mu=area,
        trees=int(area * dice.randint(33, 42)),
        latitude=latitude,
        longitude=longitude,
    )
    season_g = int(area * 1_000_000 * Decimal(dice.uniform(0.5, 0.95)))
    for day in sorted(dice.sample(crop.days, min(len(crop.days), crop.picks))):
        share = dice.uniform(0.7, 1.3) / max(crop.picks, 6)
        plot.picks.append((day, max(40_000, int(season_g * share) // 500 * 500)))
    return plot


def _point(dice: Random, village: Village) -> tuple[float, float]:
    """Somewhere on the slopes around the town, on this side of the county line (degrees, WGS-84)."""
    town, county = village.township, shape(village.township.county.outline)
    while True:
        longitude = round(town.longitude + dice.uniform(-0.015, 0.015), 6)
        latitude = round(town.latitude + dice.uniform(-0.015, 0.015), 6)
        if county.covers(Point(longitude, latitude)):
            return longitude, latitude
