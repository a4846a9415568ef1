"""How pages find what their address names, for the person who asks; everybody else gets 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from traceability.certification.models import Certificate, Sample
from traceability.parties.requests import SignedIn


def sample_of(request: SignedIn, digest: str) -> Sample:
    """A sample by the digest of its event, as it stands in addresses."""
    found = Sample.objects.visible_to(request.user).with_names()
    return get_object_or_404(found, event__event_id=f"ni:///sha-256;{digest}?ver=CBV2.0")


def certificate_of(request: SignedIn, number: str) -> Certificate:
    """A certificate that the person may see."""
    found = Certificate.objects.visible_to(request.user).with_names()
    return get_object_or_404(found, number=number)
