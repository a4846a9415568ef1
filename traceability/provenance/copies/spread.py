"""Where a carton's code was seen, as the desk shows it: a drawn map, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, Sum
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from traceability.provenance.copies.areas import countries, name_of_country
from traceability.provenance.models import ScanCount
from traceability.web import maps


@dataclass(frozen=True)
class Row:
    """The looks from one country."""

    country: str
    scans: int
    networks: int
    first: datetime
    last: datetime

    @property
    def name(self) -> str:
        """In the reader's language; what is not known is said."""
        return name_of_country(self.country) if self.country else _("Country not known")


class Spread:
    """All that is kept of the looks at one code. One query."""

    def __init__(self, identifier: str) -> None:
        found = ScanCount.objects.filter(identifier=identifier).values("country")
        told = found.annotate(
            scans_=Sum("scans"), networks_=Sum("networks"), first=Min("hour"), last=Max("hour")
        ).order_by("-networks_", "country")
        self.rows = [Row(r["country"], r["scans_"], r["networks_"], r["first"], r["last"]) for r in told]

    @property
    def scans(self) -> int:
        return sum(row.scans for row in self.rows)

    @property
    def networks(self) -> int:
        """Networks a day, added up over the days."""
        return sum(row.networks for row in self.rows)

    @cached_property
    def map(self) -> SafeString | str:
        """Nothing when no country is known that lies on the sheet."""
        known = [(countries()[row.country], row.networks) for row in self.rows if row.country in countries()]
        on_sheet = [(place, many) for place, many in known if maps.lies_on_sea_sheet(place.longitude, place.latitude)]
        if not on_sheet:
            return ""
        most = max(many for _place, many in on_sheet) or 1
        spots = [maps.Spot(place.longitude, place.latitude, str(place), many / most) for place, many in on_sheet]
        words = _("Map: the code was seen in %(places)s.")
        return maps.spread_map(spots, label=words % {"places": _(", ").join(spot.label for spot in spots)})

    @property
    def off_the_map(self) -> list[str]:
        """Countries that were seen and that the map does not reach."""
        seen = [row for row in self.rows if row.country]
        return [
            row.name
            for row in seen
            if row.country not in countries()
            or not maps.lies_on_sea_sheet(countries()[row.country].longitude, countries()[row.country].latitude)
        ]
