"""Which cartons a buyer is told of that their code may have been copied."""

from __future__ import annotations

from traceability.provenance.models import CopyAlert


def doubted_of(gtin: str, lot_code: str) -> frozenset[str]:
    """The serials of a lot, as printed, whose codes were seen where one carton cannot have been. One query."""
    alerts = CopyAlert.objects.doubted().filter(run__gtin=gtin, run__lot_code=lot_code)
    return frozenset(name.rpartition("/21/")[2] for name in alerts.values_list("identifier", flat=True))
