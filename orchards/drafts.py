"""Records as they are handed in, before they stand in the book."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from orchards.models import Harvest, Plot, Treatment
from orchards.models.book import Record
from orchards.pesticide_registration import normalised

if TYPE_CHECKING:
    from orchards.models import PaperBook
    from traceability.parties.models import SignInCard, User


@dataclass(frozen=True)
class Trail:
    """Who brought a record, by what, and what the phone's clock had to do with it.

    `clock_skew_s` is what was added to the phone's times, in seconds; `device_clock` is the phone's time of logging.
    """

    by: User
    source: str = Record.Source.PROGRAM
    card: SignInCard | None = None
    device_clock: datetime | None = None
    clock_skew_s: int = 0

    def columns(self) -> dict[str, Any]:
        """As the columns that every record has."""
        return {
            "logged_by_id": self.by.pk,
            "source": self.source,
            "card_id": self.card and self.card.pk,
            "device_clock": self.device_clock,
            "clock_skew_s": self.clock_skew_s,
        }


@dataclass(frozen=True)
class HarvestDraft:
    """A picking. `stated_at` is the time of picking as it was said, `picked_at` the same by our clock and offset."""

    client_id: UUID
    plot: Plot
    weight_g: int
    crates: int
    stated_at: datetime
    picked_at: datetime
    trail: Trail
    embryo_less: bool = False
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    paper: PaperBook | None = None

    def said(self) -> dict[str, Any]:
        """What makes two records the same: everything that was said of the picking, as columns."""
        return {
            "plot_id": self.plot.pk,
            "weight_g": self.weight_g,
            "crates": self.crates,
            "stated_at": self.stated_at,
            "embryo_less": self.embryo_less,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "accuracy_m": self.accuracy_m,
        }


@dataclass(frozen=True)
class TreatmentDraft:
    """Something that was put on a plot. `stated_on` is the day as it was said, `applied_on` the same by our clock."""

    client_id: UUID
    plot: Plot
    product: str
    applied_on: date
    stated_on: date
    interval_days: int
    logged_at: datetime
    trail: Trail
    registration_number: str = ""
    substances: list[str] = field(default_factory=list)
    dose: str = ""
    target: str = ""

    def said(self) -> dict[str, Any]:
        """What makes two records the same, as columns."""
        return {
            "plot_id": self.plot.pk,
            "product": self.product.strip(),
            "registration_number": normalised(self.registration_number),
            "substances": [substance.strip() for substance in self.substances if substance.strip()],
            "dose": self.dose.strip(),
            "target": self.target.strip(),
            "stated_on": self.stated_on,
            "interval_days": self.interval_days,
        }


def is_same(stored: Harvest | Treatment, draft: HarvestDraft | TreatmentDraft) -> bool:
    """Whether a stored record says what the draft says."""
    return all(getattr(stored, name) == value for name, value in draft.said().items())
