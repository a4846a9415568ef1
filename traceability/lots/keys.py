"""Many keys as one value of a query."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL


def among(keys: Iterable[int]) -> RawSQL:
    """For `lot__in=among(keys)`: of a thousand keys each by itself, the ORM makes more work than the database has."""
    known = list(keys)
    if connection.vendor == "postgresql":
        # Written out: the driver would look at each number by itself.
        return RawSQL("SELECT unnest(%s::bigint[])", (f"{{{','.join(map(str, known))}}}",))
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(known),))
