"""A record as a phone sends it, read field by field: what cannot be read is named, and nothing is guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from orchards.drafts import HarvestDraft, Trail, TreatmentDraft
from orchards.models import Plot
from orchards.models.book import Record
from orchards.phone_clock import PhoneClock
from orchards.refusals.land import PlotIsMissing
from orchards.refusals.phone import FieldIsUnreadable, KindIsUnknown
from traceability.epcis.acts.record import to_millisecond
from traceability.parties.models import SignInCard, User

LARGEST = 2**53 - 1
MOST_SUBSTANCES = 10
EARLIEST, LATEST = date(1970, 1, 1), date(2200, 1, 1)
_MINUTE, _FARTHEST = timedelta(minutes=1), timedelta(hours=14)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True)
class CorrectionDraft:
    """A record is withdrawn; nothing stands in its place."""

    client_id: UUID
    trail: Trail
    at: datetime


FIELDS = frozenset(
    {
        *("kind", "client_id", "plot", "weight_g", "crates", "embryo_less", "picked_at", "logged_at"),
        *("latitude", "longitude", "accuracy_m", "card", "corrects", "reason"),
        *("product", "registration_number", "substances", "dose", "target", "applied_on", "interval_days"),
    }
)
"""What a record may hold; anything else is passed over."""


@dataclass(frozen=True)
class FieldRecord:
    """One record as it was read, and which one it corrects, if any."""

    draft: HarvestDraft | TreatmentDraft | CorrectionDraft
    corrects: UUID | None
    reason: str


@dataclass(frozen=True)
class Reader:
    """Reads the records of one phone: whose they are, on which plots (by the key of the place), by which clock."""

    by: User
    plots: Mapping[str, Plot]
    cards: Mapping[str, SignInCard]
    card: SignInCard | None
    clock: PhoneClock
    source: str = Record.Source.PHONE

    def read(self, raw: Any) -> FieldRecord:
        """Raises FieldIsUnreadable, KindIsUnknown or PlotIsMissing, each with the field in its facts."""
        if not isinstance(raw, Mapping):
            raise FieldIsUnreadable(field="record")
        fields = Fields(raw)
        kind = raw.get("kind")
        if kind not in ("harvest", "treatment", "correction"):
            raise KindIsUnknown(field="kind")
        logged_at = fields.moment("logged_at")
        trail = Trail(
            by=self.by,
            source=self.source,
            card=self._card(fields),
            device_clock=logged_at,
            clock_skew_s=self.clock.skew_of(logged_at),
        )
        corrects = None if kind != "correction" and raw.get("corrects") is None else fields.identifier("corrects")
        reason = fields.text("reason", longest=200)
        if kind == "harvest":
            return FieldRecord(self._harvest(fields, trail), corrects, reason)
        if kind == "treatment":
            return FieldRecord(self._treatment(fields, trail, logged_at), corrects, reason)
        at = self.clock.corrected(logged_at)
        return FieldRecord(CorrectionDraft(fields.identifier("client_id"), trail, at), corrects, reason)

    def _card(self, fields: Fields) -> SignInCard | None:
        """The card that the record was logged under: the one it names, if it is the grower's, else the one in use."""
        return self.cards.get(fields.text("card", longest=20), self.card)

    def _plot(self, fields: Fields) -> Plot:
        key = fields.text("plot", longest=40)
        if key not in self.plots:
            raise PlotIsMissing(plot=key[:20], field="plot")
        return self.plots[key]

    def _harvest(self, fields: Fields, trail: Trail) -> HarvestDraft:
        stated_at = fields.moment("picked_at")
        return HarvestDraft(
            client_id=fields.identifier("client_id"),
            plot=self._plot(fields),
            weight_g=fields.integer("weight_g"),
            crates=fields.integer("crates", default=0),
            stated_at=stated_at,
            picked_at=self.clock.corrected(stated_at),
            trail=trail,
            embryo_less=fields.boolean("embryo_less"),
            latitude=fields.number("latitude", least=-90, most=90),
            longitude=fields.number("longitude", least=-180, most=180),
            accuracy_m=fields.number("accuracy_m", least=0, most=1e7),
        )

    def _treatment(self, fields: Fields, trail: Trail, logged_at: datetime) -> TreatmentDraft:
        stated_on, now = fields.day("applied_on"), self.clock.corrected(logged_at)
        # A clock that is two days fast takes the day of spraying with it.
        shift = now.date() - logged_at.date() if self.clock.skew else timedelta(0)
        return TreatmentDraft(
            client_id=fields.identifier("client_id"),
            plot=self._plot(fields),
            product=fields.text("product", longest=80),
            registration_number=fields.text("registration_number", longest=20),
            substances=fields.texts("substances", longest=60, most=MOST_SUBSTANCES),
            dose=fields.text("dose", longest=60),
            target=fields.text("target", longest=80),
            applied_on=stated_on + shift,
            stated_on=stated_on,
            interval_days=fields.integer("interval_days"),
            logged_at=now,
            trail=trail,
        )


@dataclass(frozen=True)
class Fields:
    """The fields of one record. Each reader raises FieldIsUnreadable for what is not of its kind."""

    raw: Mapping[str, Any]

    def identifier(self, name: str) -> UUID:
        """A UUID in its usual spelling."""
        try:
            return UUID(self._string(name))
        except ValueError as problem:
            raise FieldIsUnreadable(field=name) from problem

    def text(self, name: str, *, longest: int) -> str:
        """Text of at most so many characters; absent or null is empty."""
        if self.raw.get(name) is None:
            return ""
        return _checked(self._string(name), name, longest)

    def texts(self, name: str, *, longest: int, most: int) -> list[str]:
        """A short list of texts; absent or null is empty."""
        given = self.raw.get(name)
        if given is None:
            return []
        if not isinstance(given, list) or len(given) > most or not all(isinstance(item, str) for item in given):
            raise FieldIsUnreadable(field=name)
        return [_checked(item, name, longest) for item in given]

    def integer(self, name: str, *, default: int | None = None) -> int:
        """A whole number that JSON holds exactly."""
        given = self.raw.get(name)
        if given is None and default is not None:
            return default
        if not isinstance(given, int) or isinstance(given, bool) or abs(given) > LARGEST:
            raise FieldIsUnreadable(field=name)
        return given

    def number(self, name: str, *, least: float, most: float) -> float | None:
        """A number within bounds; absent or null is unknown."""
        given = self.raw.get(name)
        if given is None:
            return None
        if not isinstance(given, int | float) or isinstance(given, bool):
            raise FieldIsUnreadable(field=name)
        if not math.isfinite(given) or not least <= given <= most:
            raise FieldIsUnreadable(field=name)
        return float(given)

    def boolean(self, name: str) -> bool:
        """True or false; absent or null is false."""
        given = self.raw.get(name)
        if given not in (None, True, False) or isinstance(given, int | float) is not isinstance(given, bool):
            raise FieldIsUnreadable(field=name)
        return bool(given)

    def moment(self, name: str) -> datetime:
        """A time with its UTC offset in whole minutes, to the millisecond. A clock that forgot the year is no error."""
        try:
            said = datetime.fromisoformat(self._string(name))
        except ValueError as problem:
            raise FieldIsUnreadable(field=name) from problem
        offset = said.utcoffset()
        if offset is None or offset % _MINUTE or not -_FARTHEST <= offset <= _FARTHEST:
            raise FieldIsUnreadable(field=name)
        if not EARLIEST.year <= said.year < LATEST.year:
            raise FieldIsUnreadable(field=name)
        return to_millisecond(said)

    def day(self, name: str) -> date:
        """A calendar day, 2026-06-24."""
        try:
            said = date.fromisoformat(self._string(name))
        except ValueError as problem:
            raise FieldIsUnreadable(field=name) from problem
        if not EARLIEST <= said < LATEST:
            raise FieldIsUnreadable(field=name)
        return said

    def _string(self, name: str) -> str:
        given = self.raw.get(name)
        if not isinstance(given, str) or len(given) > 2_000:
            raise FieldIsUnreadable(field=name)
        return given


def _checked(text: str, name: str, longest: int) -> str:
    if len(text) > longest or _UNWRITABLE.search(text):
        raise FieldIsUnreadable(field=name)
    return text
