"""Where fruit grew, in the words of a certificate: to the village for one picking, to the towns for several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from traceability.lots.facts import Picking

BAISE_ZH, BAISE_EN = "广西百色市", "Baise, Guangxi"
UNKNOWN = ("中国", "China")


@dataclass(frozen=True)
class Origin:
    """The place in Chinese and in Latin letters."""

    zh: str
    en: str


def origin_of(pickings: Iterable[Picking]) -> Origin:
    """One place for all pickings of a lot, its towns by county. Nobody's plot or name is told."""
    rows = list(pickings)
    towns: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        county = (f"{BAISE_ZH}{row.county_zh}", f"{row.county_en}, {BAISE_EN}") if row.county_zh else UNKNOWN
        found = towns.setdefault(county, [])
        if row.county_zh and row.town_zh and (town := _town(row, to_village=len(rows) == 1)) not in found:
            found.append(town)
    zh = [f"{county}{'、'.join(town for town, _ in found)}" for (county, _), found in towns.items()]
    en = [", ".join([*(town for _, town in found), county]) for (_, county), found in towns.items()]
    return Origin("；".join(zh) or UNKNOWN[0], "; ".join(en) or UNKNOWN[1])


def _town(row: Picking, *, to_village: bool) -> tuple[str, str]:
    return f"{row.town_zh}{row.village_zh if to_village else ''}", f"{row.town_en}"
