"""Where notes go from the buffer: to the queue in Redis where there is one, else into the database at once."""

from __future__ import annotations

from django.conf import settings

from traceability.provenance.counting.notes import Note, added_up
from traceability.web.salts import salt_of


def keep(notes: list[Note]) -> None:
    """Add notes up and hand them on. Raises what the store raises: the notes then wait on."""
    batch = added_up(notes, {day: salt_of(day) for day in {note.day for note in notes}})
    if settings.REDIS_URL:
        from traceability.provenance.counting.queue import put

        put(batch)
    else:
        from traceability.provenance.acts.take_in_scans import take_in_scans

        take_in_scans(batches=[batch])
