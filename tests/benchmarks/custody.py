"""What custody and claims cost:  python -m tests.benchmarks.custody [--json]

custody.blend        blends of twenty lots a second through the act, against one transaction written by hand in SQL.
custody.draw         32 workers on one certificate; custody.draw.ranges: labels drawn a hundred at once.
custody.claims       queries for the decision about a lot with 2,000 sources.
custody.trace        the history of a lot with twenty ancestors, among a million lots and among ten thousand.
custody.board        the desk's first page, with a million lots in the books and with a thousand.

On SQLite, and on PostgreSQL where one answers (CI_DATABASE_URL, else the one of this machine).
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from tests.benchmarks import custody_blend, custody_claims, custody_growth
from tests.benchmarks.harness import PART, Row, main, on_postgresql

POSTGRESQL = "postgres://postgres@127.0.0.1:5432/tianyang_bench_custody"
PER_SECOND = ("blends/s", "draws/s", "labels/s")


def custody() -> Iterator[Row]:
    """Blends, draws on certificates, decisions, and what a million lots change for a trace and for the board."""
    from django.db import connection

    from tests.cast import Cast
    from tests.certification.way import Way

    way = Way(Cast())
    yield from custody_claims.rows(way, connection.vendor)
    yield from custody_blend.rows(way.cast, connection.vendor)
    yield from custody_growth.rows(way.cast, connection.vendor)
    if connection.vendor == "sqlite" and PART not in os.environ:
        yield from on_postgresql(
            "custody",
            address=POSTGRESQL,
            more_is_better=lambda row: row["unit"] in PER_SECOND,
            by_ratio=lambda row: row["baseline"] is not None,
        )


if __name__ == "__main__":
    main("custody", custody)
