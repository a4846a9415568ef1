"""What may be shown, and in which words it was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.urls import reverse

from traceability.gs1.digital_link import place_uri
from traceability.parties.consent.models import Consent, Kind, Wording
from traceability.parties.consent.refusals import ConsentIsOlderThanItsWords


@dataclass(frozen=True)
class Shot:
    """A picture as pages show it. `place` is the plot's URI and `village` where it lies; empty for a portrait."""

    token: UUID
    sizes: tuple[tuple[int, int], ...]
    place: str = ""
    village: str = ""

    def url(self, width: int) -> str:
        return reverse("consent:picture", args=[self.token, width])

    @property
    def middle(self) -> tuple[int, int]:
        """The file for a browser that chooses none: the second, where there are two."""
        return self.sizes[:2][-1]

    @property
    def width(self) -> int:
        return self.middle[0]

    @property
    def height(self) -> int:
        return self.middle[1]

    @property
    def src(self) -> str:
        return self.url(self.width)

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self.url(width)} {width}w" for width, _height in self.sizes)


@dataclass
class Shown:
    """What a grower agreed to show. An empty name: not the name."""

    pseudonym: str
    name: str = ""
    portrait: Shot | None = None
    plots: list[Shot] = field(default_factory=list)


def wordings(*, on: date) -> dict[str, Wording]:
    """The words in force on a day, by kind. Raises ConsentIsOlderThanItsWords where one has none."""
    found = {row.kind: row for row in Wording.objects.filter(valid_from__lte=on).order_by("valid_from")}
    if not set(Kind.values) <= found.keys():
        raise ConsentIsOlderThanItsWords(day=on.isoformat())
    return found


def shown_of(pseudonyms: Iterable[str]) -> dict[str, Shown]:
    """What those people agreed to show, by pseudonym; who agreed to nothing is left out. One query, none for nobody."""
    wanted = set(pseudonyms)
    if not wanted:
        return {}
    rows = Consent.objects.in_force().filter(person__alias__pseudonym__in=wanted).order_by("pk", "pictures__pk")
    found: dict[str, Shown] = {}
    for pseudonym, kind, name, token, sizes, gln, extension, village in rows.values_list(
        "person__alias__pseudonym",
        "kind",
        "person__name",
        "pictures__token",
        "pictures__sizes",
        "pictures__place__gln",
        "pictures__place__extension",
        "pictures__place__village__name_zh",
    ):
        shown = found.setdefault(pseudonym, Shown(pseudonym))
        if kind == Kind.NAME:
            shown.name = name
        elif token and kind == Kind.PHOTO:
            shown.portrait = Shot(token, _pairs(sizes))
        elif token:
            shown.plots.append(Shot(token, _pairs(sizes), place_uri(gln, extension), village or ""))
    return found


def _pairs(sizes: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((width, height) for width, height in sizes)
