"""What the scan field finds in the orchard: a harvest that waits for the scale, and a grower by card or pseudonym."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from orchards.models import Grower, Harvest
from orchards.queries import named
from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.lots.panels import finder
from traceability.parties.requests import SignedIn


@finder(order=10)
def harvest(request: SignedIn, text: str) -> str:
    """A crate's code, written or scanned: the scale opens for its harvest."""
    try:
        link = parse(text)
    except InvalidIdentifier:
        named = Q(lot_code=text.upper())
    else:
        named = Q(product__gtin=link.get("01"), lot_code=link.get("10"))
    own = Harvest.objects.filter(plot__grower__cooperative__in=request.user.organisations()).waiting()
    found = own.filter(named).first()
    return reverse("orchards:weigh-in", args=[found.client_id]) if found else ""


@finder(order=20)
def grower(request: SignedIn, text: str) -> str:
    """A grower's card, scanned or by its number: the one harvest that waits, or all of the grower's that do."""
    secret = text.partition("#")[2]
    card = Q(user__cards__secret_hash=sha256(secret.encode()).hexdigest()) if secret else Q(user__cards__number=text)
    own = Grower.objects.filter(cooperative__in=request.user.organisations())
    found = own.filter(card & Q(user__cards__revoked_at=None) | Q(pseudonym=text.upper())).first()
    if found is None:
        return ""
    waiting = list(Harvest.objects.filter(plot__grower=found).waiting()[:2])
    if len(waiting) == 1:
        return reverse("orchards:weigh-in", args=[waiting[0].client_id])
    name = "orchards:waiting" if waiting else "orchards:grower"
    return f"{reverse(name)}?grower={found.pseudonym}" if waiting else reverse(name, args=[found.pseudonym])


@finder(order=50)
def by_name(request: SignedIn, text: str) -> str:
    """A grower's name or a village: what waits for the scale from there."""
    own = Harvest.objects.filter(plot__grower__cooperative__in=request.user.organisations()).waiting()
    return f"{reverse('orchards:waiting')}?{urlencode({'q': text})}" if named(own, text).exists() else ""
