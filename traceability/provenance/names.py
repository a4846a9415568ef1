"""What places, townships, varieties and organisations of a story are called: one query for each kind of thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from traceability.gs1.digital_link import parse
from traceability.lots.models import Variety
from traceability.parties.models import Organisation, Place, Township
from traceability.web.rows import csv_rows

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Name:
    """A name in Chinese and in Latin letters; either may be missing."""

    zh: str = ""
    latin: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh or self.latin)

    def __str__(self) -> str:
        """As the reader's language writes it, else as there is."""
        chinese, latin = self.zh or self.latin, self.latin or self.zh
        return chinese if (get_language() or "").startswith("zh") else latin

    @property
    def other(self) -> str:
        """The name in the other script, when there is one."""
        own = str(self)
        return next((name for name in (self.zh, self.latin) if name and name != own), "")

    @property
    def other_is_han(self) -> bool:
        return bool(self.other) and self.other == self.zh


@dataclass(frozen=True)
class NameInWords(Name):
    """A name that some languages write in a way of their own: Genoa is Genua, Gênes, Génova, 热那亚."""

    words: Mapping[str, str] = field(default_factory=dict)
    """By language, as in the reader's tag before the first hyphen."""

    def __str__(self) -> str:
        return self.words.get((get_language() or "").partition("-")[0]) or super().__str__()


@dataclass(frozen=True)
class HouseName(Name):
    """A packing house: English words that its Latin name begins with give way to the reader's."""

    def __str__(self) -> str:
        written, english = super().__str__(), "Packing house "
        return f"{_('Packing house')} {written.removeprefix(english)}" if written.startswith(english) else written


@dataclass(frozen=True)
class Spot:
    """Somewhere on a map: a township's middle, a packing house, a port. Never a plot."""

    name: Name
    latitude: float
    longitude: float
    country: str = "CN"
    township: Name = Name()
    county: Name = Name()
    code: str = ""

    @property
    def where(self) -> str:
        """Its town, where it has one; else its own name."""
        return str(self.township) or str(self.name)


def name_of(organisation: Organisation) -> Name:
    return Name(organisation.name, organisation.name_latin)


def divisions_of(towns: Iterable[str], villages: Iterable[str]) -> tuple[dict[str, Spot], list[Name]]:
    """Townships by division code, and villages in the order of their codes. One query: a village's code begins with
    the nine digits of its township's."""
    wanted = set(villages)
    rows = (
        Township.objects.filter(code__in={*towns, *(code[:9] for code in wanted)})
        .annotate(
            own=FilteredRelation("villages", condition=Q(villages__code__in=wanted)),
            village=F("own__code"),
            village_zh=F("own__name_zh"),
        )
        .select_related("county")
        .defer("county__outline")
        .order_by("village", "code")
    )
    spots, names = {}, []
    for row in rows:
        spots[row.code] = Spot(
            short(row.name_zh, row.name_en),
            row.latitude,
            row.longitude,
            county=short(row.county.name_zh, row.county.name_en),
            code=row.code,
        )
        if row.village:
            names.append(village_name(row.village, row.village_zh))
    return spots, names


def varieties_of(codes: Iterable[str]) -> dict[str, Variety]:
    """Varieties with their species, by code."""
    return {row.code: row for row in Variety.objects.filter(code__in=set(codes)).select_related("species")}


def variety_name(variety: Variety) -> Name:
    """A variety as it stands on the carton; only the word for the fruit is left to the reader's own language.

    Newhall navel orange is Newhall navel to all but readers of English. The rest is a denomination, which is not
    translated: Tainong No. 1 is what is printed.
    """
    bare = variety.name_en.removesuffix(f" {variety.species_id}")
    words = dict.fromkeys(("de", "fr", "nl", "es", "it"), bare) if bare != variety.name_en else {}
    return NameInWords(variety.name_zh, variety.name_en, words)


def spots_of(uris: Iterable[str]) -> dict[str, Spot]:
    """Places other than plots, by their URI. A plot is left out: its position is its grower's own."""
    wanted = Q(pk=None)
    for uri in set(uris):
        link = parse(uri)
        wanted |= Q(gln=link.key[1], extension=link.get("254") or "")
    rows = Place.objects.filter(wanted).exclude(kind=Place.Kind.PLOT).select_related("township")
    return {row.uri: _spot(row) for row in rows}


def organisations_of(uris: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by their URI (417)."""
    glns = {parse(uri).key[1] for uri in uris}
    return {row.uri: row for row in Organisation.objects.filter(gln__in=glns)} if glns else {}


def _spot(place: Place) -> Spot:
    township = place.township
    return Spot(
        place_name(place),
        place.latitude,
        place.longitude,
        place.country,
        township=short(township.name_zh, township.name_en) if township else Name(),
        code=township.code if township else "",
    )


def place_name(place: Place) -> Name:
    """What readers call a place."""
    name = Name(place.name, place.name_latin)
    if place.kind == Place.Kind.PORT:
        return port_name(place.country, name)
    return HouseName(name.zh, name.latin) if place.kind == Place.Kind.PACKING_HOUSE else name


def port_name(country: str, name: Name) -> Name:
    """A port as readers call its town, where a row says so; a Chinese name that its owner gave is kept."""
    row = _port_names().get((country, name.latin.casefold()))
    if row is None:
        return name
    words = {language: row[language] for language in ("en", "de", "fr", "nl", "es", "it")}
    return NameInWords(name.zh if name.zh != name.latin else row["zh"], name.latin, words)


@cache
def _port_names() -> dict[tuple[str, str], dict[str, str]]:
    """By country and by each of the names in Latin letters."""
    rows = list(csv_rows(_DATA / "port_names.csv"))
    latin = ("en", "de", "fr", "nl", "es", "it")
    return {(row["country"], row[language].casefold()): row for row in rows for language in latin}


def village_name(code: str, name_zh: str) -> Name:
    """What a village is called; in Latin letters where its spelling is entered."""
    return Name(name_zh, _village_names().get(code, ""))


@cache
def _village_names() -> dict[str, str]:
    return {row["code"]: row["latin"] for row in csv_rows(_DATA / "village_names.csv")}


_WORDS_FOR_WHAT_IT_IS = re.compile(r"(?<=..)[镇乡区县市]$| (?:District|County|City)$")


def short(name_zh: str, name_en: str) -> Name:
    """A division without the word for what it is: 那坡镇 is 那坡 in a sentence, Tianyang District is Tianyang."""
    return Name(_WORDS_FOR_WHAT_IT_IS.sub("", name_zh), _WORDS_FOR_WHAT_IT_IS.sub("", name_en))
