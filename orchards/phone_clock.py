"""What a phone's clock says, turned into our time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property

from django.utils import timezone

from traceability.epcis.acts.record import to_millisecond

CLOCKS_AGREE_WITHIN = timedelta(seconds=2)
"""A difference that a slow network makes too: not corrected."""
NOBODY_WAITS_LONGER = timedelta(days=400)
"""A picking that seems older was logged by a clock that had forgotten the year: a dead battery sets it to 1970."""


@dataclass(frozen=True)
class PhoneClock:
    """The clock of a phone at the moment of sending, beside ours."""

    now: datetime
    sent_at: datetime

    @cached_property
    def skew(self) -> timedelta:
        """What must be added to the phone's times."""
        apart = self.now - self.sent_at
        return timedelta(0) if abs(apart) <= CLOCKS_AGREE_WITHIN else apart

    def corrected(self, said: datetime) -> datetime:
        """A time of the phone by our clock, on the clock of the orchard, to the millisecond.

        Never after now. What comes out older than any season is taken to have happened now: the day is wrong then,
        but not by half a century, and the difference is kept with the record.
        """
        earliest, latest = self._bounds
        ours = (said + self.skew).astimezone(UTC)
        if not earliest <= ours <= latest:
            ours = latest
        return to_millisecond(ours.astimezone(self._orchard))

    @cached_property
    def _bounds(self) -> tuple[datetime, datetime]:
        # In UTC like what they are compared with: across zones it takes many times as long.
        return (self.now - NOBODY_WAITS_LONGER).astimezone(UTC), self.now.astimezone(UTC)

    @cached_property
    def _orchard(self) -> tzinfo:
        return timezone.get_current_timezone()

    def skew_of(self, said: datetime) -> int:
        """Seconds between what the phone said and what was taken."""
        return round((self.corrected(said) - said).total_seconds())
