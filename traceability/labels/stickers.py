"""Stickers on single fruit: only where the destination lets them stick, and on a material that was declared.

A sticker names fruit, origin and lot, never a protected name, and its square code is the same for the whole lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _

from traceability.certification.places import UNION, members_of_the_union
from traceability.gs1.digital_link import lot_qr_text
from traceability.labels.cards import card_file
from traceability.labels.choices import destination_name
from traceability.labels.faces.sticker import SIZE, Sticker, draw_sticker
from traceability.labels.papers import paper_of
from traceability.labels.refusals import MaterialIsUnknown, StickerIsForbidden, StickersAreTooMany
from traceability.labels.words import DATA, LANGUAGES, in_force, language_for, words_in
from traceability.lots.models import Lot
from traceability.web.language import own_name
from traceability.web.rows import csv_rows

NEVER = "never"
MOST_STICKERS = 4_800
"""Two hundred sheets at once."""
SUITS: Mapping[str, frozenset[str]] = {
    "industrial": frozenset({"industrial", "home"}),
    "home": frozenset({"home"}),
    NEVER: frozenset(),
}
"""What a rule needs, and the materials that answer it: what rots at home rots in a plant."""


@dataclass(frozen=True)
class Material:
    """What stickers are made of; `compostable` is home, industrial or none, by the standard that certifies it."""

    code: str
    name_zh: str
    name_en: str
    compostable: str
    standard: str

    def __str__(self) -> str:
        return own_name(self.name_zh, self.name_en)


def materials() -> dict[str, Material]:
    """All materials by code."""
    names = ("code", "name_zh", "name_en", "compostable", "standard")
    return {row["code"]: Material(*(row[name] for name in names)) for row in csv_rows(DATA / "materials.csv")}


def check_material(material: str, destination: str, on: date) -> Material:
    """The material, where every rule of a destination lets it stick to fruit on a day.

    Raises MaterialIsUnknown, or StickerIsForbidden with the rule and its source.
    """
    known = materials()
    if material not in known:
        raise MaterialIsUnknown(material=material, materials=", ".join(known))
    chosen = known[material]
    for row in in_force(csv_rows(DATA / "sticker_rules.csv"), on):
        concerns = not row["destination"] or row["destination"] == destination or _of_the_union(row, destination)
        if concerns and chosen.compostable not in SUITS[row["needs"]]:
            raise StickerIsForbidden(
                material=str(chosen),
                destination=destination_name(destination) if destination else _("any destination"),
                rule=row["rule"],
                source=row["source"],
            )
    return chosen


def sticker_sheet(lot: Lot, *, count: int, material: str, destination: str, on: date) -> bytes:
    """A PDF of stickers for fruit of a packed lot, 24 on a sheet of A4.

    Raises StickersAreTooMany, MaterialIsUnknown, StickerIsForbidden, TextDoesNotFit or CodeIsTooLong.
    """
    if not 1 <= count <= MOST_STICKERS:
        raise StickersAreTooMany(most=MOST_STICKERS)
    check_material(material, destination, on)
    words = words_in(language_for(destination, on) or LANGUAGES[0])
    species = lot.product.variety.species
    sticker = Sticker(
        fruit=f"{species.name_zh} {words.get(species.code, species.name_en)}",
        variety_zh=lot.product.variety.name_zh,
        variety_latin=lot.product.variety.name_en,
        origin=f"中国 {words['china']}",
        lot=lot.code,
        address=lot_qr_text(settings.PUBLIC_ORIGIN, lot.product.gtin, lot.code),
    )
    draws = [partial(draw_sticker, sticker=sticker)] * count
    return card_file(f"{lot.code} · {lot.product.variety.code}", paper_of("a4-24"), SIZE, draws)


def _of_the_union(row: Mapping[str, str], destination: str) -> bool:
    return row["destination"] == UNION and destination in members_of_the_union()
