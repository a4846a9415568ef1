"""What export batches cost:  python -m tests.benchmarks.exports [--json]

exports.readiness    a batch of 500 lots, each with a report of 60 residues, judged by every check, against one
                     statement written by hand that computes the residues alone; and how many queries that takes.

On SQLite, and on PostgreSQL where one answers (CI_DATABASE_URL, else the one of this machine). Benchmarks beside this
one are told with it, each in a process and an empty house of its own: `exports_loading`, `exports_documents`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from tests.benchmarks import exports_readiness
from tests.benchmarks.harness import PART, Row, in_its_own_process, main, on_postgresql

POSTGRESQL = "postgres://postgres@127.0.0.1:5432/tianyang_bench_exports"
REDIS = "redis://127.0.0.1:6379/7"
BESIDE = ("exports_loading", "exports_documents")


def exports() -> Iterator[Row]:
    """Judging, loading and documents of a large batch."""
    from django.db import connection

    from tests.cast import Cast

    yield from exports_readiness.rows(Cast(), connection.vendor)
    for name in BESIDE:
        if find_spec(f"tests.benchmarks.{name}"):
            yield from in_its_own_process(name, {}, more_is_better=_a_second, by_ratio=_compared)
    if connection.vendor == "sqlite" and PART not in os.environ:
        os.environ.setdefault("REDIS_URL", REDIS)
        yield from on_postgresql("exports", address=POSTGRESQL, more_is_better=_a_second, by_ratio=_compared)


def _a_second(row: dict[str, Any]) -> bool:
    return bool(row["unit"].endswith("/s"))


def _compared(row: dict[str, Any]) -> bool:
    return row["baseline"] is not None


if __name__ == "__main__":
    main("exports", exports)
