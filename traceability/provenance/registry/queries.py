"""What is registered for a key, and whose key it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from traceability.epcis.models import EventSubject
from traceability.gs1.digital_link import DigitalLink, lot_uri
from traceability.gs1.errors import InvalidIdentifier
from traceability.labels.queries import label_of
from traceability.lots.models import Lot
from traceability.parties.models import Organisation
from traceability.provenance.links import Link
from traceability.provenance.registry.models import Alias, PartnerLink

_PREFIX_LENGTHS = range(4, 13)
_NEVER_RECORDED = frozenset({"22", "235", "7040"})
"""Qualifiers of which nothing is ever recorded here: a code with one is walked up from, so that no link would be found
below it."""


def partner_links(identifiers: Iterable[str]) -> dict[str, list[Link]]:
    """The links in use of each identifier, oldest first. One query."""
    found: dict[str, list[Link]] = defaultdict(list)
    for row in PartnerLink.objects.in_use().filter(identifier__in=list(identifiers)).order_by("pk"):
        context = (row.context,) if row.context else ()
        found[row.identifier].append(Link(row.kind, row.href, row.title, row.media, row.tongues, context))
    return found


def lot_meant_by(gtin: str, code: str) -> Lot | None:
    """The lot that a misprinted code was recognised as; None when it was not, or is no code at all."""
    try:
        uri = lot_uri(gtin, code)
    except InvalidIdentifier:
        return None
    alias = Alias.objects.filter(identifier=uri).select_related("lot__product", "lot__owner").first()
    return alias.lot if alias else None


def owners_of(link: DigitalLink) -> QuerySet[Organisation]:
    """Whose key it is: the organisation that gave the number to something of which we know. Nobody's, when there is
    no such thing."""
    key, value = link.key
    find = _OWNERS.get(key)
    if find is None or any(ai in _NEVER_RECORDED for ai, _ in link.elements):
        return Organisation.objects.none()
    return find(link, value)


def _of_fruit(link: DigitalLink, gtin: str) -> QuerySet[Organisation]:
    code, serial = link.get("10"), link.get("21")
    if serial:
        label = label_of(serial, gtin=gtin)
        return Organisation.objects.filter(pk=label[0].lot.owner_id) if label else Organisation.objects.none()
    if code:
        return Organisation.objects.filter(pk__in=Lot.objects.filter(product__gtin=gtin, code=code).values("owner"))
    return Organisation.objects.filter(products__gtin=gtin)


def _of_pallet(link: DigitalLink, sscc: str) -> QuerySet[Organisation]:
    """Of a pallet that is recorded: whoever's company prefix stands behind its extension digit."""
    if not EventSubject.objects.filter(identifier=link.uri()).exists():
        return Organisation.objects.none()
    return holders_of(sscc)


def holders_of(number: str) -> QuerySet[Organisation]:
    """Whose GS1 company prefix, of 4 to 12 digits, stands behind the first digit of an SSCC or a GRAI."""
    return Organisation.objects.filter(gs1_prefix__in=[number[1 : 1 + length] for length in _PREFIX_LENGTHS])


def _of_place(link: DigitalLink, gln: str) -> QuerySet[Organisation]:
    extension = link.get("254")
    if extension is None:
        return Organisation.objects.filter(gln=gln)
    return Organisation.objects.filter(places__gln=gln, places__extension=extension)


def _of_document(link: DigitalLink, gdti: str) -> QuerySet[Organisation]:
    if not EventSubject.objects.filter(identifier=link.uri()).exists():
        return Organisation.objects.none()
    return Organisation.objects.filter(gln=gdti[:13])


_OWNERS: dict[str, Callable[[DigitalLink, str], QuerySet[Organisation]]] = {
    "01": _of_fruit,
    "00": _of_pallet,
    "414": _of_place,
    "417": lambda _link, gln: Organisation.objects.filter(gln=gln),
    "253": _of_document,
    "8003": lambda _link, grai: holders_of(grai),
}
