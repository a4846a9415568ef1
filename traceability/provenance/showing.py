"""A lot's page or one of its cartons': from memory where the lot is remembered, else drawn and remembered.

The serial is verified at every scan, by computation, against the labels of the lot.
"""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from traceability.gs1.digital_link import DigitalLink
from traceability.provenance.carton import Carton, carton_of
from traceability.provenance.issued import Issued, issued_as
from traceability.provenance.memory import Remembered, memory
from traceability.provenance.pages import page
from traceability.provenance.scans import note_scan
from traceability.provenance.sheet import CLOCK, SERIAL, Sheet
from traceability.provenance.story import Story, tell_of
from traceability.provenance.telling import Telling
from traceability.web import dates

_TEMPLATES = {"void": "void.html", "unknown": "unknown_serial.html"}


def show(request: HttpRequest, gtin: str, lot: str, serial: str = "") -> HttpResponse:
    """The page in the language of now, noted as a scan. 404 for a serial that was never issued. Raises LotNotKnown."""
    heard, now, key = memory.heard(), timezone.now(), (gtin, lot)
    known = memory.recall(key, now.date())
    if known and (response := remembered(request, known, serial, get_language() or "", now)):
        return response
    issued = known.issued if known else issued_as(gtin, lot)
    carton = _carton(issued, serial)
    story = tell_of(gtin, lot, carton and replace(carton, serial=SERIAL))
    sheet = _drawn(request, story, now)
    known = known or Remembered(issued, story.line | {issued.uri}, now.date())
    variant = _variant(request, carton, get_language() or "")
    memory.keep(key, known, variant, sheet, heard=heard)
    return _filled(request, known, sheet, carton, now)


def remembered(
    request: HttpRequest, known: Remembered, serial: str, language: str, now: datetime
) -> HttpResponse | None:
    """The page of a lot that is remembered, if it was drawn already in this language; noted as a scan."""
    carton = _carton(known.issued, serial)
    sheet = known.sheets.get(_variant(request, carton, language))
    return _filled(request, known, sheet, carton, now) if sheet else None


def _carton(issued: Issued, serial: str) -> Carton | None:
    return carton_of(issued.labels, serial, issued.doubted) if serial else None


def _as_printed(story: Story) -> str:
    """The address in the code, for whoever holds the page on paper."""
    level = (("01", story.gtin), ("10", story.lot))
    serial = (("21", story.carton.serial),) if story.carton else ()
    return DigitalLink((*level, *serial)).uri(settings.PUBLIC_ORIGIN)


def _variant(request: HttpRequest, carton: Carton | None, language: str) -> Hashable:
    """All that a drawn page depends on beside its lot and the day."""
    what = (carton.state, carton.run, carton.pallet, carton.is_doubted, carton.copied) if carton else None
    return what, language, getattr(request, "chosen_language", "")


def _filled(
    request: HttpRequest, known: Remembered, sheet: Sheet, carton: Carton | None, now: datetime
) -> HttpResponse:
    response = sheet.answer(
        request, serial=carton.serial if carton else SERIAL, clock=f"{now:%H:%M}", query=_own_query(request)
    )
    if carton is None:
        note_scan(request, response, known.issued.uri)
    elif carton.state != "unknown":
        note_scan(request, response, f"{known.issued.uri}/21/{carton.serial}", state=carton.state, run=carton.run)
    return response


def _own_query(request: HttpRequest) -> str:
    """What stands in the address beside the language: attributes that somebody put into the code."""
    if not request.META.get("QUERY_STRING"):
        return ""
    own = request.GET.copy()
    own.pop("lang", None)
    return own.urlencode()


def _drawn(request: HttpRequest, story: Story, now: datetime) -> Sheet:
    """The page, with nothing of this one request in it but the language that was chosen."""
    anyone, chosen = copy(request), getattr(request, "chosen_language", "")
    anyone.GET = QueryDict(f"lang={chosen}" if chosen else "")
    state = story.carton.state if story.carton else ""
    status = 404 if state == "unknown" else 200
    events_url = reverse("provenance:events", args=[story.gtin, story.lot])
    told = {
        "story": story,
        "telling": Telling(story, today=now.date(), events_url=events_url),
        "looked_up": dates.moment(now, 0).replace(f"{now:%H:%M}", CLOCK),
        "address": _as_printed(story),
    }
    drawn = page(anyone, _TEMPLATES.get(state, "story.html"), told, status)
    return Sheet(drawn.content.decode(), status=status)
