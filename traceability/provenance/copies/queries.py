"""Which cartons a buyer is told of that their code may have been copied."""

from __future__ import annotations

from traceability.provenance.models import CopyAlert


def doubted_of(gtin: str, lot_code: str) -> dict[str, str]:
    """The serials of a lot, as printed, whose codes were seen where one carton cannot have been, or were copied as its
    owner found; with what the owner says of it, if anything. One query."""
    alerts = CopyAlert.objects.doubted().filter(run__gtin=gtin, run__lot_code=lot_code)
    return {name.rpartition("/21/")[2]: public for name, public in alerts.values_list("identifier", "public")}
