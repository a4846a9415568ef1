"""The levels of a Digital Link and our own links of each: product, lot, carton, pallet, place, party, document."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from traceability.gs1.digital_link import DigitalLink, document_uri, parse
from traceability.lots.conformity.models import ConformityCertificate
from traceability.parties.models import Organisation
from traceability.provenance.lineage import Lineage
from traceability.provenance.links import DEFAULT, JSON, Level, Link
from traceability.provenance.refusals import LotNotKnown
from traceability.provenance.story import lineage_of_lot

GI, CONFORMITY, LABORATORY = "gi", "conformity", "laboratory"
CONTEXTS = (GI, CONFORMITY, LABORATORY)
"""What tells one certificate of a lot from another, as `?context=` asks for it; the description file lists them."""


def product(gtin: str) -> Level:
    """What it is and who packs it."""
    title, page = _("Product %(gtin)s") % {"gtin": gtin}, reverse("provenance:product", args=[gtin])
    return Level((("01", gtin),), title, _page(page, title, "pip"))


def lot(gtin: str, code: str) -> Level | None:
    """A lot with all that is recorded of it; None when nothing is."""
    try:
        lineage = lineage_of_lot(gtin, code)
    except LotNotKnown:
        return None
    title, page = _("Lot %(code)s") % {"code": code}, reverse("provenance:lot", args=[gtin, code])
    told, recall = (reverse(f"provenance-api:{name}", args=[gtin, code]) for name in ("lot", "recall"))
    way = _("The way of lot %(code)s") % {"code": code}
    links = (
        *_page(page, title, "pip"),
        Link("traceability", page, way),
        Link("traceability", told, way, JSON),
        *_certificates(lineage, gtin, code),
        Link("recallStatus", recall, _("Is lot %(code)s recalled?") % {"code": code}, JSON),
        _events(lineage.lot),
    )
    return Level((("01", gtin), ("10", code)), title, links)


def carton(gtin: str, code: str, serial: str) -> Level:
    """A carton whose serial was issued. Its lot is another level: a link on 01 + 21 has no 10 (Resolver 1.2, 2.5.9)."""
    title = _("Carton %(serial)s of lot %(code)s") % {"serial": serial, "code": code}
    page = reverse("provenance:carton", args=[gtin, code, serial])
    verify = reverse("provenance-api:carton", args=[gtin, code, serial])
    links = (*_page(page, title, "pip"), Link("verificationService", verify, _("Was this serial issued?"), JSON))
    return Level((("01", gtin), ("21", serial)), title, links)


def pallet(sscc: str) -> Level:
    """What stands on it, and where it went."""
    title, page = _("Pallet %(sscc)s") % {"sscc": sscc}, reverse("provenance:pallet", args=[sscc])
    here = DigitalLink((("00", sscc),))
    return Level(here.elements, title, (*_page(page, title, "traceability"), _events(here.uri())))


def place(gln: str, extension: str = "") -> Level:
    """A packing house, a port, an orchard."""
    title = _("Place %(gln)s") % {"gln": f"{gln} {extension}".strip()}
    page = reverse("provenance:place", args=[gln, extension] if extension else [gln])
    elements = (("414", gln), ("254", extension)) if extension else (("414", gln),)
    return Level(elements, title, _page(page, title, "locationInfo"))


def site(gln: str) -> Level:
    """The place of an organisation that has no other place under its number: the organisation tells where it is."""
    title, page = _("Place %(gln)s") % {"gln": gln}, reverse("provenance:party", args=[gln])
    return Level((("414", gln),), title, _page(page, title, "locationInfo"))


def party(gln: str) -> Level:
    """An organisation that answers for events."""
    title, page = _("Organisation %(gln)s") % {"gln": gln}, reverse("provenance:party", args=[gln])
    return Level((("417", gln),), title, _page(page, title, "homepage"))


def crate(grai: str, owner: Organisation) -> Level:
    """A crate that goes back: whose it is. What lies in it today is recorded of lots, not of crates."""
    title = _("Crate %(number)s") % {"number": grai[14:] or grai}
    return Level((("8003", grai),), title, _page(reverse("provenance:party", args=[owner.gln]), title, "pip"))


def document(gdti: str) -> Level:
    """A certificate for the protected name."""
    title, page = _("Certificate %(number)s") % {"number": gdti[13:]}, reverse("provenance:document", args=[gdti])
    links = (*_page(page, title, "certificationInfo"), _events(document_uri(gdti)))
    return Level((("253", gdti),), title, links)


def _page(page: str, title: str, kind: str) -> tuple[Link, Link]:
    """The default link, and the same under the kind that says what it is (Resolver 1.2, section 2.5.8)."""
    return Link(DEFAULT, page, title), Link(kind, page, title)


def _events(identifier: str) -> Link:
    address = f"{reverse('event-list')}?identifier={quote(identifier, safe='')}"
    return Link("epcis", address, _("Everything recorded, event by event"), JSON)


def _certificates(lineage: Lineage, gtin: str, code: str) -> Iterable[Link]:
    """Who vouches for what: certificates for the name, the promise of conformity, what a laboratory found."""
    for reading in lineage.readings:
        number = str(reading.says("certificate").get("number", ""))
        for uri in reading.documents if number else ():
            page = reverse("provenance:document", args=[parse(uri).key[1]])
            title = _("Certificate %(number)s") % {"number": number}
            yield Link("certificationInfo", page, title, context=(GI,), numbers=(number,))
    promises = ConformityCertificate.objects.filter(lot__product__gtin=gtin, lot__code=code)
    if numbers := tuple(promises.order_by("-pk").values_list("number", flat=True)):
        page = reverse("provenance:conformity", args=[gtin, code])
        yield Link("certificationInfo", page, _("Conformity certificate"), context=(CONFORMITY,), numbers=numbers)
    if any(reading.says("residues") for reading in lineage.readings):
        page = reverse("provenance:laboratory", args=[gtin, code])
        yield Link("certificationInfo", page, _("What a laboratory found"), context=(LABORATORY,))
