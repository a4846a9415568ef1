"""What a Digital Link leads to, level by level: product, lot, carton, pallet, place, organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from traceability.epcis.models import EventSubject
from traceability.gs1.digital_link import DigitalLink
from traceability.lots.models import Product
from traceability.parties.models import Organisation, Place
from traceability.provenance.conformity import has_promise
from traceability.provenance.refusals import NothingKnown

VOCABULARY = "https://ref.gs1.org/voc/"
LANGUAGES = tuple(code.partition("-")[0] for code, _name in settings.LANGUAGES)
"""As linksets write them: two letters each."""

Elements = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Link:
    """Somewhere to go from a level. `kind` is a link type of the GS1 Web Vocabulary."""

    kind: str
    path: str
    title: str
    media: str = "text/html"

    @property
    def href(self) -> str:
        return f"{settings.PUBLIC_ORIGIN}{self.path}"

    def as_target(self) -> dict[str, object]:
        """A target object of RFC 9264; the default link has an address and a title only (Resolver 1.2)."""
        target: dict[str, object] = {"href": self.href, "title": self.title}
        if self.kind != "defaultLink":
            target["type"] = self.media
            if self.media == "text/html":
                target["hreflang"] = list(LANGUAGES)
        return target


@dataclass(frozen=True)
class Level:
    """An entity that has links of its own, and its address as a Digital Link."""

    elements: Elements
    title: str
    links: tuple[Link, ...]

    @property
    def anchor(self) -> str:
        return DigitalLink(self.elements).uri(settings.PUBLIC_ORIGIN)

    @property
    def page(self) -> str:
        """Where a person is sent."""
        return next(link.path for link in self.links if link.kind == "defaultLink")


def levels_of(link: DigitalLink) -> list[Level]:
    """The levels of a Digital Link, most exact first. Raises NothingKnown when nothing is recorded of it.

    A serial is not judged here: the page of its lot says whether it was issued. One query.
    """
    found = _LEVELS.get(link.key[0], lambda _link: [])(link)
    if not found:
        raise NothingKnown(path=link.path())
    return found


def linkset(levels: Iterable[Level]) -> dict[str, object]:
    """All links of all levels as an RFC 9264 linkset, each level with its own anchor."""
    return {"linkset": [_context_of(level) for level in levels]}


def _context_of(level: Level) -> dict[str, object]:
    context: dict[str, object] = {"anchor": level.anchor, "itemDescription": level.title}
    for kind in dict.fromkeys(link.kind for link in level.links):
        context[VOCABULARY + kind] = [link.as_target() for link in level.links if link.kind == kind]
    return context


def _fruit(link: DigitalLink) -> list[Level]:
    gtin, lot, serial = link.key[1], link.get("10"), link.get("21")
    if lot is None:
        return [_product(gtin)] if Product.objects.filter(gtin=gtin).exists() else []
    of_lot = DigitalLink((("01", gtin), ("10", lot)))
    told = EventSubject.objects.filter(identifier=of_lot.uri()).annotate(promised=has_promise(gtin, lot))
    promised = told.values_list("promised", flat=True).first()
    if promised is None:
        return []
    levels = [_lot(of_lot, promised=promised), _product(gtin)]
    return [_carton(gtin, lot, serial), *levels] if serial else levels


def _product(gtin: str) -> Level:
    title, page = _("Product %(gtin)s") % {"gtin": gtin}, reverse("provenance:product", args=[gtin])
    return Level((("01", gtin),), title, (Link("defaultLink", page, title), Link("pip", page, title)))


def _lot(link: DigitalLink, *, promised: bool) -> Level:
    gtin, lot = link.key[1], link.get("10") or ""
    title, page = _("Lot %(code)s") % {"code": lot}, reverse("provenance:lot", args=[gtin, lot])
    told, events = reverse("provenance-api:lot", args=[gtin, lot]), reverse("event-list")
    promise = reverse("provenance:conformity", args=[gtin, lot])
    way = _("The way of lot %(code)s") % {"code": lot}
    return Level(
        link.elements,
        title,
        (
            Link("defaultLink", page, title),
            Link("pip", page, title),
            Link("traceability", page, way),
            Link("traceability", told, way, "application/json"),
            *([Link("certificationInfo", promise, _("Conformity certificate"))] if promised else []),
            Link("epcis", f"{events}?identifier={quote(link.uri(), safe='')}", way, "application/json"),
        ),
    )


def _carton(gtin: str, lot: str, serial: str) -> Level:
    title = _("Carton %(serial)s of lot %(code)s") % {"serial": serial, "code": lot}
    page = reverse("provenance:carton", args=[gtin, lot, serial])
    verify = reverse("provenance-api:carton", args=[gtin, lot, serial])
    return Level(
        (("01", gtin), ("10", lot), ("21", serial)),
        title,
        (
            Link("defaultLink", page, title),
            Link("pip", page, title),
            Link("verificationService", verify, _("Was this serial issued?"), "application/json"),
        ),
    )


def _pallet(link: DigitalLink) -> list[Level]:
    sscc = link.key[1]
    if not EventSubject.objects.filter(identifier=link.uri()).exists():
        return []
    title, page = _("Pallet %(sscc)s") % {"sscc": sscc}, reverse("provenance:pallet", args=[sscc])
    return [Level(link.elements, title, (Link("defaultLink", page, title), Link("traceability", page, title)))]


def _place(link: DigitalLink) -> list[Level]:
    gln, extension = link.key[1], link.get("254") or ""
    if not Place.objects.filter(gln=gln, extension=extension).exists():
        return []
    title = _("Place %(gln)s") % {"gln": f"{gln} {extension}".strip()}
    page = reverse("provenance:place", args=[gln, extension] if extension else [gln])
    return [Level(link.elements, title, (Link("defaultLink", page, title), Link("locationInfo", page, title)))]


def _party(link: DigitalLink) -> list[Level]:
    gln = link.key[1]
    if not Organisation.objects.filter(gln=gln).exists():
        return []
    title, page = _("Organisation %(gln)s") % {"gln": gln}, reverse("provenance:party", args=[gln])
    return [Level(link.elements, title, (Link("defaultLink", page, title),))]


_LEVELS = {"01": _fruit, "00": _pallet, "414": _place, "417": _party}
SUPPORTED_KEYS = tuple(_LEVELS)
