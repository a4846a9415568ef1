"""Opening days as the city's yearly notice gives them."""

from __future__ import annotations

from traceability.certification.acts.take_openings import take_openings
from traceability.certification.importing.command import OfficialTable
from traceability.certification.importing.openings import read_openings
from traceability.lots.models import Variety


class Command(OfficialTable):
    """All days of a notice, or none: a line that is not understood stops the file, with its row and column."""

    help = (
        "Read the city's yearly notice of opening days (.csv or .xlsx: year, variety_zh, earliest_date_mm_dd, "
        "earliest_date_embryoless_fruit_mm_dd, scope, source, confidence), show what changes, and enter it."
    )

    def take(self, content: bytes, *, keep: bool) -> None:
        varieties = dict(Variety.objects.values_list("name_zh", "code"))
        published = read_openings(content, varieties=varieties)
        changed = take_openings(published=published, keep=keep)
        for old, new in changed:
            before = f"{old.opens_on} → " if old else ""
            self.stdout.write(f"{new.scheme_id} {new.variety_id} {new.year}: {before}{new.opens_on}")
        self.stdout.write(f"{len(published)} opening days read, {len(changed)} rows changed.")
