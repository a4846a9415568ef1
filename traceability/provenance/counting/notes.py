"""What is written down of a scan, before and after its network has become a number that nobody can turn back."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import uuid4

HOUR = 3600
HOURS_A_DAY = 24


class Note(NamedTuple):
    """One scan as the request left it; it lives in memory for about half a second."""

    identifier: str
    """Canonical Digital Link URI."""
    hour: int
    """Hours since 1970 (UTC)."""
    country: str
    """ISO 3166-1 alpha-2 as a trusted proxy told it, or nothing: not known."""
    network: bytes
    """Truncated address; empty when unknown, or when a link was followed."""
    too_early_in: int | None
    """First serial index of the run, for a label that is on no carton yet."""

    @property
    def day(self) -> int:
        """Days since 1970 (UTC)."""
        return self.hour // HOURS_A_DAY


class Seen(NamedTuple):
    """The same for good: the network only as a number salted for the day and for this identifier alone."""

    identifier: str
    hour: int
    country: str
    visitor: int
    """64 bits of a keyed hash; 0 when the network is not known."""
    too_early_in: int | None


class Batch(NamedTuple):
    """Scans that went in together; its name makes sure that they count once."""

    name: str
    scans: Mapping[Seen, int]

    def as_text(self) -> str:
        """One line for the queue."""
        return json.dumps([self.name, [[*seen, count] for seen, count in self.scans.items()]])

    @classmethod
    def from_text(cls, text: str | bytes) -> Batch:
        """The batch that `as_text` wrote."""
        name, rows = json.loads(text)
        return cls(name, {Seen(*row[:-1]): row[-1] for row in rows})


def added_up(notes: Iterable[Note], salts: Mapping[int, bytes]) -> Batch:
    """Notes as a batch; `salts` are the keys of the days that they were made on."""
    scans = Counter(
        Seen(
            note.identifier,
            note.hour,
            note.country,
            _visitor(note, salts[note.day]) if note.network else 0,
            note.too_early_in,
        )
        for note in notes
    )
    return Batch(uuid4().hex, scans)


def _visitor(note: Note, salt: bytes) -> int:
    """Bound to the identifier: what is known of one carton says nothing of who looked at another."""
    hashed = hashlib.blake2b(note.network + note.identifier.encode(), key=salt, digest_size=8).digest()
    return int.from_bytes(hashed, signed=True) or 1
