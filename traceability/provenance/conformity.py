"""The electronic face of a lot's 承诺达标合格证: what the square code on the paper leads to.

It shows what the Order wants on the certificate, the contact of the organisation that promises included, and no person:
a grower stands here by the pseudonym, and of whoever brought fruit from outside no name is told.
"""

from __future__ import annotations

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from traceability.lots.conformity.models import ConformityCertificate
from traceability.provenance.pages import page
from traceability.provenance.refusals import NothingKnown


@require_safe
def conformity(request: HttpRequest, gtin: str, lot: str) -> HttpResponse:
    """The certificate with ?number=, or the one that stands. One that was replaced says so first."""
    chain = ConformityCertificate.objects.filter(lot__product__gtin=gtin, lot__code=lot).with_names().order_by("-pk")
    number = request.GET.get("number", "")[:24]
    found = (chain.filter(number=number) if number else chain.standing()).first()
    if found is None:
        raise NothingKnown(path=f"/01/{gtin}/10/{lot}" + (f" {number}" if number else ""))
    context = {"certificate": found, "gtin": gtin, "code": lot, "events": [one.event for one in chain]}
    return page(request, "conformity.html", context)


def has_promise(gtin: str, lot: str) -> Exists:
    """Whether a lot has a certificate, to be asked inside another query."""
    return Exists(ConformityCertificate.objects.filter(lot__product__gtin=gtin, lot__code=lot))
