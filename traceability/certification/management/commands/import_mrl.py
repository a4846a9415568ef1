"""Residue limits as the European Commission publishes them."""

from __future__ import annotations

from django.utils import timezone

from traceability.certification.acts.take_limits import take_limits
from traceability.certification.importing.command import OfficialTable
from traceability.certification.importing.limits import read_limits
from traceability.certification.models import ResidueLimit
from traceability.certification.residues import plain
from traceability.lots.models import Species


class Command(OfficialTable):
    """All limits of our products, or none: a line that is not understood stops the file, with its row and column."""

    help = (
        "Read the European Commission's residue limits (JSON or CSV of its data lake), show what they change for lots "
        "in stock, and add them as new versions."
    )

    def take(self, content: bytes, *, keep: bool) -> None:
        products = set(Species.objects.values_list("eu_product_code", flat=True))
        known = set(ResidueLimit.objects.values_list("substance", flat=True))
        published = read_limits(content, products=products, known=known)
        taken = take_limits(published=published, today=timezone.localdate(), keep=keep)
        for row in taken.added:
            limit = "no limit needed" if row.limit_mg_kg is None else f"{plain(row.limit_mg_kg)} mg/kg"
            self.stdout.write(f"{row.eu_product_code} {row.substance}: {limit} from {row.valid_from}")
        for change in taken.changed:
            self.stdout.write(
                f"lot {change.lot.code}, {change.destination}, on {change.on}: "
                f"{change.before.headline} → {change.after.headline}"
            )
        self.stdout.write(
            f"{len(published)} limits of our products read, {len(taken.added)} new, "
            f"{len({change.lot.pk for change in taken.changed})} lots in stock judged otherwise."
        )
