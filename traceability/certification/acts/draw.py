"""Labels with the name draw on a certificate; nobody can overdraw it, whatever runs at the same time."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from traceability.certification.models import Certificate
from traceability.certification.queries import certificates_in_force
from traceability.certification.refusals import CertificateIsUsedUp, CertificateNotInForce, NothingIsDrawn
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg


def draw(*, certificate: Certificate, grams: int, on: date) -> None:
    """Use up `grams` of the quota in the caller's transaction, by one conditional statement.

    Raises NothingIsDrawn, CertificateNotInForce (run out, not begun or revoked) or CertificateIsUsedUp; then nothing
    is drawn.
    """
    if grams <= 0:
        raise NothingIsDrawn(number=certificate.number)
    standing = certificates_in_force(on).filter(pk=certificate.pk).values("pk")
    drawn = Certificate.objects.filter(pk__in=standing, drawn_g__lte=F("certified_g") - grams)
    if drawn.update(drawn_g=F("drawn_g") + grams):
        certificate.refresh_from_db(fields=["drawn_g"])
        return
    certificate.refresh_from_db()
    if not standing.exists():
        raise CertificateNotInForce(number=certificate.number, day=in_words(on))
    raise CertificateIsUsedUp(number=certificate.number, left_kg=kg(certificate.left_g), wanted_kg=kg(grams))
