"""Events that differ in little: what they share is written and hashed once, and each adds only what is its own.

A phone brings fifty harvests of a few plots and one morning. Their documents differ in the time, the lot, its weight
and the record that told of it; all else, its order and its spelling, is the same text. A form is that text with gaps,
cut out of a document that went the plain ways to bytes and to hash. It says what they say, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any, NamedTuple
from uuid import UUID

from traceability.epcis.builders import Quantity, kilograms
from traceability.epcis.event_hash import hash_of, prehash
from traceability.gs1.digital_link import lot_uri
from traceability.ledger.canonical import canonical_json

MOST_GRAMS = 10**15
"""Up to here Python, JSON and the hash spell kilograms alike, and a double holds every gram."""


class Filling(NamedTuple):
    """What is an event's own: when, which lot of which trade item, how much of it, and the record that told of it."""

    at: datetime
    gtin: str
    lot_code: str
    grams: int
    record: UUID

    @property
    def lot(self) -> str:
        """The lot's canonical Digital Link: the finest form that the hash knows."""
        return lot_uri(self.gtin, self.lot_code)

    @property
    def quantity(self) -> Quantity:
        """All of the lot, for the builders."""
        return Quantity(self.lot, grams=self.grams)


class Form:
    """Events of one day and one UTC offset that are alike but for their filling.

    `build` makes the document of a filling, in which nothing but the filling itself and the day may hang on it. Raises
    ValueError when a part of the filling stands there another number of times than once.
    """

    def __init__(self, build: Callable[[Filling], dict[str, Any]], *, day: date, offset: tzinfo) -> None:
        at = datetime.combine(day, time(3, 4, 5, 678_000), offset)
        filling = Filling(at, "99999999999997", "SAMPLE", 87_654_321, UUID("01234567-89ab-7cde-8f01-23456789abcd"))
        own = _spelt(filling) | {"event_id": "an event ID", "record_time": "a time of recording"}
        self.sample = build(filling)
        recorded = {**self.sample, "eventID": own["event_id"], "recordTime": own["record_time"]}
        self._hashed = _with_gaps(prehash(self.sample), own, ("utc", "lot", "quantity", "record"))
        self._written = _with_gaps(
            canonical_json(recorded).decode(), own, ("time", "lot", "quantity", "record", "event_id", "record_time")
        )

    def filled(self, filling: Filling, *, record_time: str) -> tuple[str, bytes]:
        """The event hash and the canonical bytes of the filled document, recorded at a time as the document says it."""
        own = _spelt(filling)
        own["record_time"] = record_time
        own["event_id"] = hash_of(self._hashed % own)
        return own["event_id"], (self._written % own).encode()


def _spelt(filling: Filling) -> dict[str, str]:
    """As the document and the string that is hashed spell it: nothing here needs an escape in either."""
    if not 0 <= filling.grams < MOST_GRAMS:
        raise ValueError(f"{filling.grams} grams are no weight that every reader of JSON holds exactly.")
    at = filling.at
    return {
        "time": at.isoformat(timespec="milliseconds"),
        "utc": f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z",
        "lot": filling.lot,
        "quantity": str(kilograms(filling.grams)),
        "record": str(filling.record),
    }


def _with_gaps(text: str, own: Mapping[str, str], names: tuple[str, ...]) -> str:
    """A template for `%`, with a gap by its name wherever the sample's own stands."""
    text = text.replace("%", "%%")
    for name in names:
        if text.count(own[name]) != 1:
            raise ValueError(f"The {name} of a filling stands exactly once in its event.")
        text = text.replace(own[name], f"%({name})s")
    return text
