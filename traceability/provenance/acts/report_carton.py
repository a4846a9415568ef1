"""A buyer says that a carton is not what its page tells of."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from traceability.lots.models import Lot
from traceability.provenance.models import BuyerReport
from traceability.provenance.refusals import TooManyReports
from traceability.web.pictures import stripped


@transaction.atomic
def report_carton(*, lot: Lot, serial: str, text: str, photo: bytes | None, language: str, at: datetime) -> BuyerReport:
    """Keep a buyer's report on the carton of a lot; the serial may never have been issued.

    The photo (JPEG, PNG or WebP) is read by its content and written anew without position, time or maker. No event:
    nobody answerable recorded it. Raises TooManyReports or PhotoIsNoPicture.
    """
    lot = Lot.objects.select_for_update().get(pk=lot.pk)
    today = BuyerReport.objects.filter(lot=lot, serial=serial, reported_at__gt=at - timedelta(days=1))
    if today.count() >= settings.REPORTS_OF_A_CARTON:
        raise TooManyReports()
    report = BuyerReport(lot=lot, serial=serial, text=text.strip(), language=language, reported_at=at)
    if photo:
        report.photo.save(f"{report.token}.jpg", ContentFile(stripped(photo)), save=False)
    report.save()
    return report
