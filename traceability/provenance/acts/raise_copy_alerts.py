"""Tell a cooperative that a code of its was seen where one carton cannot have been."""

from __future__ import annotations

import logging
from collections.abc import Collection

from django.utils import timezone

from traceability.gs1.digital_link import parse
from traceability.labels.queries import label_of
from traceability.provenance.copies.evidence import journey_of, looks_at, thresholds
from traceability.provenance.copies.judging import judge
from traceability.provenance.models import CopyAlert
from traceability.provenance.refusals import LotNotKnown
from traceability.provenance.story import tell

log = logging.getLogger(__name__)


def raise_copy_alerts(*, identifiers: Collection[str]) -> list[CopyAlert]:
    """Judge cartons that were just scanned; the alerts that are new. Of what is told already there is no second one.

    No event is recorded: nothing happened to the fruit, somebody has to look. Nothing is voided.
    """
    raised = []
    for identifier, looks in looks_at(identifiers).items():
        link = parse(identifier)
        gtin, lot, serial = link.key[1], link.get("10") or "", link.get("21") or ""
        label = label_of(serial, gtin=gtin, lot_code=lot)
        if label is None:
            continue
        try:
            journey = journey_of(tell(gtin, lot, serial))
        except LotNotKnown:
            journey = None
        finding = judge(looks, journey, thresholds())
        if finding is None:
            continue
        run, counter = label
        alert, is_new = CopyAlert.objects.get_or_create(
            identifier=identifier,
            answered_at=None,
            defaults={"run": run, "counter": counter, "finding": finding.value, "raised_at": timezone.now()},
        )
        if is_new:
            log.info("copy alert %s: %s", finding, identifier)
            raised.append(alert)
    return raised
