"""The labels that stand behind a code as it was printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from traceability.gs1.digital_link import lot_uri
from traceability.labels.known import KnownLabels, labels_known
from traceability.provenance.copies.queries import doubted_of
from traceability.provenance.registry.queries import lot_meant_by


@dataclass(frozen=True)
class Issued:
    """Labels by the GTIN and the lot code with which they were issued."""

    gtin: str
    lot: str
    labels: KnownLabels
    doubted: Mapping[str, str]
    """Serials whose codes are doubted, and what their owner says of it."""

    @property
    def uri(self) -> str:
        """Canonical Digital Link URI of the lot: events about its labels name it, and looks are counted under it."""
        return lot_uri(self.gtin, self.lot)


def issued_as(gtin: str, lot: str) -> Issued:
    """The labels of a lot as its code was printed. A code that was misprinted, and with which we issued none, has those
    of the lot that it was recognised as. Three queries."""
    labels = labels_known(gtin, lot)
    if not labels.runs and (meant := lot_meant_by(gtin, lot)):
        gtin, lot = meant.product.gtin, meant.code
        labels = labels_known(gtin, lot)
    return Issued(gtin, lot, labels, doubted_of(gtin, lot) if labels.runs else {})
