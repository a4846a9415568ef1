"""Pages of documents: a certificate for the protected name, and what a laboratory found. Told from events alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from traceability.certification.models import GIScheme
from traceability.epcis.models import Event
from traceability.gs1.digital_link import document_uri, parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.parties.models import Organisation
from traceability.provenance.claim import Grant, grant_of
from traceability.provenance.names import Name, organisations_of
from traceability.provenance.pages import page
from traceability.provenance.reading import Reading
from traceability.provenance.refusals import NothingKnown
from traceability.provenance.story import tell
from traceability.provenance.telling import Telling


@dataclass(frozen=True)
class Paper:
    """A certificate as its events tell it."""

    grant: Grant
    scheme: Name
    packer: Organisation | None
    lot: tuple[str, str]
    """GTIN and lot code of what it certifies."""
    revoked: Reading | None
    readings: tuple[Reading, ...]


def paper_of(gdti: str) -> Paper:
    """The certificate with this GDTI. Raises NothingKnown when no event tells of it."""
    try:
        uri = document_uri(gdti)
    except InvalidIdentifier as problem:
        raise NothingKnown(path=f"/253/{gdti}") from problem
    events = Event.objects.about(uri).filter(error_of=None, errors__isnull=True).select_related("recorded_by")
    readings = tuple(Reading(event) for event in events.in_order())
    granted = next((reading for reading in readings if reading.says("certificate")), None)
    if granted is None:
        raise NothingKnown(path=f"/253/{gdti}")
    said = granted.says("certificate")
    scheme = GIScheme.objects.filter(code=said.get("scheme", "")).first()
    packer = str(said.get("packer", ""))
    certified = parse(next(iter(granted.amounts)))
    return Paper(
        grant=grant_of(granted),
        scheme=Name(scheme.name_zh, scheme.name_en) if scheme else Name(latin=str(said.get("scheme", ""))),
        packer=organisations_of([packer]).get(packer) if packer else None,
        lot=(certified.key[1], certified.get("10") or ""),
        revoked=next((reading for reading in readings if reading.says("revocation")), None),
        readings=readings,
    )


@require_safe
def document(request: HttpRequest, gdti: str) -> HttpResponse:
    """What a certificate says, and whether it stands."""
    found = paper_of(gdti)
    return page(
        request, "document.html", {"paper": found, "gdti": gdti, "issuer": found.grant.issuer, "today": _today()}
    )


@require_safe
def laboratory(request: HttpRequest, gtin: str, lot: str) -> HttpResponse:
    """What laboratories found in the fruit of a lot, in words."""
    story = tell(gtin, lot)
    if not story.residues.reports:
        raise NothingKnown(path=f"/01/{gtin}/10/{lot}")
    events_url = reverse("provenance:events", args=[gtin, lot])
    told: dict[str, Any] = {"story": story, "telling": Telling(story, today=_today(), events_url=events_url)}
    return page(request, "laboratory.html", told)


def _today() -> Any:
    return timezone.now().date()
