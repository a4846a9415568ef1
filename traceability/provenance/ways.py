"""Where a Digital Link leads: the page for a person, the levels for a program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from traceability.epcis.models import EventSubject
from traceability.gs1.digital_link import DigitalLink, lot_uri
from traceability.labels.queries import label_of
from traceability.lots.models import Product
from traceability.parties.models import Organisation, Place
from traceability.provenance import levels
from traceability.provenance.issued import issued_as
from traceability.provenance.links import Level
from traceability.provenance.refusals import NothingKnown
from traceability.provenance.registry.models import Alias
from traceability.provenance.registry.queries import holders_of, partner_links


@dataclass(frozen=True)
class Way:
    """Where a code leads. `page` is the default link's path; `own` makes our levels, most exact first, when asked."""

    page: str
    own: Callable[[], Iterable[Level | None]]
    takes_defaults: str = ""
    """The identifier whose owner may register default pages in further languages: no code that verifies anything."""

    def levels(self) -> list[Level]:
        """All levels of which something is known, with what partners have registered for them."""
        found = [level for level in self.own() if level]
        theirs = partner_links(level.identifier for level in found)
        return [replace(level, links=(*level.links, *theirs.get(level.identifier, ()))) for level in found]


def way_of(link: DigitalLink) -> Way:
    """Where a Digital Link leads. One query, where the code is a good one of ours.

    The tree is walked upwards in here and never by a redirect: of an unknown lot, serial or extension the level above
    is known, and the page of the lot, or the search for the serial, says that nothing is recorded of it.
    Raises NothingKnown when the key itself is not known.
    """
    find = _WAYS.get(link.key[0])
    found = find(link) if find else None
    if found is None:
        raise NothingKnown(path=link.path())
    return found


def _fruit(link: DigitalLink) -> Way | None:
    gtin, code, serial = link.key[1], link.get("10"), link.get("21")
    if code:
        return _lot(gtin, code, serial)
    if not Product.objects.filter(gtin=gtin).exists():
        return _carton(gtin, serial) if serial and label_of(serial, gtin=gtin) else None
    if serial:
        return _carton(gtin, serial)
    here = levels.product(gtin)
    return Way(reverse("provenance:product", args=[gtin]), lambda: [here], takes_defaults=here.identifier)


def _lot(gtin: str, code: str, serial: str | None) -> Way | None:
    """A lot, or one of its cartons, as printed: also under a GTIN that its product goes by no more, or never did."""
    is_known = (
        Product.objects.filter(gtin=gtin).exists()
        or EventSubject.objects.filter(identifier=lot_uri(gtin, code)).exists()
        or Alias.objects.filter(identifier=lot_uri(gtin, code)).exists()
    )
    return _of_lot(gtin, code, serial) if is_known else None


def _of_lot(gtin: str, code: str, serial: str | None) -> Way:
    page = (
        reverse("provenance:carton", args=[gtin, code, serial])
        if serial
        else reverse("provenance:lot", args=[gtin, code])
    )
    return Way(page, lambda: _levels_of_lot(gtin, code, serial))


def _levels_of_lot(gtin: str, code: str, serial: str | None) -> Iterable[Level | None]:
    # A level that was never issued has no links: a linkset lists what is known, and an unknown serial is not.
    if serial and issued_as(gtin, code).labels.verify(serial).state != "unknown":
        yield levels.carton(gtin, code, serial)
    yield levels.lot(gtin, code)
    if Product.objects.filter(gtin=gtin).exists():
        yield levels.product(gtin)


def _carton(gtin: str, serial: str) -> Way:
    """A serial without its lot: our own tell theirs, of another the search says that it is none of ours."""
    label = label_of(serial, gtin=gtin)
    if label:
        return _of_lot(gtin, label[0].lot_code, serial)
    page = f"{reverse('provenance:look-up')}?{urlencode({'code': serial})}"
    return Way(page, lambda: [levels.product(gtin)])


def _pallet(link: DigitalLink) -> Way | None:
    sscc = link.key[1]
    if not EventSubject.objects.filter(identifier=link.uri()).exists():
        return None
    return Way(reverse("provenance:pallet", args=[sscc]), lambda: [levels.pallet(sscc)])


def _place(link: DigitalLink) -> Way | None:
    gln, extension = link.key[1], link.get("254") or ""
    known = set(Place.objects.filter(gln=gln, extension__in={extension, ""}).values_list("extension", flat=True))
    found = [levels.place(gln, each) for each in sorted(known, reverse=True)]
    if "" not in known and Organisation.objects.filter(gln=gln).exists():
        found.append(levels.site(gln))
    return _way_to(found)


def _party(link: DigitalLink) -> Way | None:
    gln = link.key[1]
    return _way_to([levels.party(gln)] if Organisation.objects.filter(gln=gln).exists() else [])


def _crate(link: DigitalLink) -> Way | None:
    """A GRAI of a firm of ours."""
    grai = link.key[1]
    owner = holders_of(grai).first()
    if owner is None:
        return None
    return Way(reverse("provenance:party", args=[owner.gln]), lambda: [levels.crate(grai, owner)])


def _document(link: DigitalLink) -> Way | None:
    known = EventSubject.objects.filter(identifier=link.uri()).exists()
    return (
        Way(reverse("provenance:document", args=[link.key[1]]), lambda: [levels.document(link.key[1])])
        if known
        else None
    )


def _way_to(found: list[Level]) -> Way | None:
    """The page of the most exact level that is known."""
    if not found:
        return None
    return Way(found[0].links[0].target, lambda: found, takes_defaults=found[0].identifier)


_WAYS: dict[str, Callable[[DigitalLink], Way | None]] = {
    "01": _fruit,
    "00": _pallet,
    "414": _place,
    "417": _party,
    "253": _document,
    "8003": _crate,
}
SUPPORTED_KEYS = tuple(_WAYS)
