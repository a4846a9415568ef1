"""The pages that a scan leads to. None of them reads a session or sets a cookie."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from traceability.gs1.digital_link import DigitalLink, sscc_uri
from traceability.labels.queries import label_of
from traceability.lots.models import Lot, Product
from traceability.parties.models import Organisation, Place
from traceability.provenance.names import Name, name_of, place_name, short, variety_name
from traceability.provenance.pages import page
from traceability.provenance.pallet import tell_pallet
from traceability.provenance.refusals import NothingKnown, NothingToLookUp
from traceability.provenance.scans import note_scan
from traceability.provenance.showing import show
from traceability.provenance.story import tell
from traceability.provenance.typed import as_lot_code, as_serial
from traceability.provenance.words import address_of, fruit, weight
from traceability.web.failures import Missing


@require_safe
def carton(request: HttpRequest, gtin: str, lot: str, serial: str) -> HttpResponse:
    """One carton: its serial verified, then the story of its lot. 404 with help for a serial that was never issued."""
    return show(request, gtin, lot, serial)


@require_safe
def lot(request: HttpRequest, gtin: str, lot: str) -> HttpResponse:
    """A lot without a carton's serial."""
    return show(request, gtin, lot)


@require_safe
def events(request: HttpRequest, gtin: str, lot: str) -> HttpResponse:
    """Every event behind a lot's story, as they happened."""
    return page(request, "events.html", {"story": tell(gtin, lot)})


@require_safe
def product(request: HttpRequest, gtin: str) -> HttpResponse:
    """A product: what it is and who packs it. Where it grew hangs on the lot."""
    found = Product.objects.filter(gtin=gtin).select_related("owner", "variety__species").first()
    if found is None:
        raise NothingKnown(path=f"/01/{gtin}")
    variety = found.variety
    told = {
        "product": found,
        "name": variety_name(variety),
        "fruit": fruit(variety.species_id, Name(variety.species.name_zh, variety.species.name_en)),
        "owner": name_of(found.owner),
        "address": address_of(found.owner),
        "weight": weight(found.unit_weight_g) if found.unit_weight_g else "",
    }
    return page(request, "product.html", told)


@require_safe
def pallet(request: HttpRequest, sscc: str) -> HttpResponse:
    """What stands on a pallet, and where it went."""
    address = DigitalLink((("00", sscc),)).uri(settings.PUBLIC_ORIGIN)
    response = page(request, "pallet.html", {"pallet": tell_pallet(sscc), "address": address})
    note_scan(request, response, sscc_uri(sscc))
    return response


@require_safe
def place(request: HttpRequest, gln: str, extension: str = "") -> HttpResponse:
    """A packing house, a port; of an orchard no more than its town."""
    found = (
        Place.objects.filter(gln=gln, extension=extension)
        .select_related("owner", "township__county")
        .defer("township__county__outline", "outline")
        .first()
    )
    if found is None:
        raise NothingKnown(path=f"/414/{gln}" + (f"/254/{extension}" if extension else ""))
    is_orchard = found.kind == Place.Kind.PLOT
    told: dict[str, Any] = {"place": found, "name": place_name(found), "is_orchard": is_orchard}
    if town := found.township:
        told["town"] = short(town.name_zh, town.name_en)
        told["county"] = short(town.county.name_zh, town.county.name_en)
    return page(request, "place.html", told)


@require_safe
def party(request: HttpRequest, gln: str) -> HttpResponse:
    """An organisation that answers for events."""
    found = Organisation.objects.filter(gln=gln).first()
    if found is None:
        raise NothingKnown(path=f"/417/{gln}")
    return page(request, "party.html", {"party": found, "address": address_of(found)})


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """A lot code or serial as somebody typed it: on to its page."""
    typed = request.GET.get("code", "")[:60]
    if not typed.strip():
        raise Missing
    gtin, lot_code = request.GET.get("gtin", ""), request.GET.get("lot", "")
    serial = as_serial(typed)
    if len(gtin) == 14 and gtin.isascii() and gtin.isdigit() and lot_code and serial:
        return _on_to(request, reverse("provenance:carton", args=[gtin, lot_code[:20], serial]))
    if serial and (label := label_of(serial)):
        return _on_to(request, reverse("provenance:carton", args=[label[0].gtin, label[0].lot_code, serial]))
    lots = list(Lot.objects.filter(code=as_lot_code(typed)).select_related("product__variety", "owner")[:10])
    if len(lots) == 1:
        return _on_to(request, reverse("provenance:lot", args=[lots[0].product.gtin, lots[0].code]))
    if not lots:
        raise NothingToLookUp(code=typed)
    return page(request, "which_lot.html", {"lots": lots})


def _on_to(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect that keeps the language the reader chose."""
    chosen = getattr(request, "chosen_language", "")
    return HttpResponseRedirect(f"{url}?lang={chosen}" if chosen else url)
