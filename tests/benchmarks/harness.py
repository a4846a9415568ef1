"""The one shape of every benchmark: it measures its subject and what it is compared with in the same run.

    def scan() -> Iterator[Row]:
        '''What a scan costs.'''
        yield Row("the page, compressed", value=9_240, unit="bytes", goal=14_000)

    if __name__ == "__main__":
        main("scan", scan)

    python -m tests.benchmarks.scan          a table for people
    python -m tests.benchmarks.scan --json   one line of JSON for programs

The exit code is 1 when a goal is missed. A goal is an upper bound unless `more_is_better`; a row without one is told,
never judged. Times of one machine say little, so what is compared is a ratio measured in one run, several rounds of
both in turns.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Row:
    """One number. `goal` judges the ratio where there is a baseline and `judged_by_ratio`, else the value."""

    what: str
    value: float
    unit: str
    baseline: float | None = None
    goal: float | None = None
    more_is_better: bool = False
    judged_by_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """Value over baseline."""
        return None if not self.baseline else self.value / self.baseline

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        judged = self.ratio if self.judged_by_ratio else self.value
        if self.goal is None or judged is None:
            return None
        return judged >= self.goal if self.more_is_better else judged <= self.goal

    def as_json(self) -> dict[str, Any]:
        """As issue 3 writes a row."""
        return {
            "what": self.what,
            "value": shortened(self.value),
            "unit": self.unit,
            "baseline": shortened(self.baseline),
            "ratio": shortened(self.ratio),
            "goal": self.goal,
            "met": self.met,
        }


def shortened(number: float | None) -> float | None:
    """Four significant digits: more would be noise."""
    if number is None or isinstance(number, int):
        return number
    return float(f"{number:.4g}")


def machine() -> dict[str, Any]:
    """What it ran on: a number without it is worth nothing."""
    from django.db import connection

    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "processor": platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "database": connection.vendor,
        "commit": commit.stdout.strip(),
    }


def rounds_of(*subjects: Callable[[], object], rounds: int, calls: int) -> list[float]:
    """The median over the rounds of the seconds that one call of each subject takes.

    The subjects take turns within each round, so that whatever else the machine does befalls all of them.
    """
    taken: list[list[float]] = [[] for _ in subjects]
    for subject in subjects:
        subject()
    for _ in range(rounds):
        for times, subject in zip(taken, subjects, strict=True):
            begun = time.perf_counter()
            for _ in range(calls):
                subject()
            times.append((time.perf_counter() - begun) / calls)
    return [statistics.median(times) for times in taken]


@contextmanager
def empty_house() -> Iterator[None]:
    """A database with the reference data, gone afterwards, behind the addresses of `tests/benchmarks/urls.py`."""
    from django.core.management import call_command
    from django.db import connection
    from django.test.runner import DiscoverRunner
    from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

    runner = DiscoverRunner(verbosity=0, interactive=False)
    setup_test_environment()
    with tempfile.TemporaryDirectory() as folder:
        # A name of its own: tests that run beside it would empty it.
        own = f"{folder}/bench.sqlite3" if connection.vendor == "sqlite" else f"bench_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = own
        made = runner.setup_databases()
        try:
            with override_settings(MEDIA_ROOT=folder, ROOT_URLCONF="tests.benchmarks.urls"):
                call_command("load_reference", verbosity=0)
                yield
        finally:
            runner.teardown_databases(made)
            teardown_test_environment()


PART = "BENCHMARK_PART"
"""Set in the process that measures on PostgreSQL for another one."""


def on_postgresql(
    name: str,
    *,
    address: str,
    more_is_better: Callable[[dict[str, Any]], bool],
    by_ratio: Callable[[dict[str, Any]], bool],
) -> Iterator[Row]:
    """The rows of benchmark `name` from a process of its own, for a process knows one database.

    `address` is the server of this machine, for where CI names none. What a written row no longer tells is asked of it.
    """
    there = {"DATABASE_URL": os.environ.get("CI_DATABASE_URL", address), PART: "postgresql"}
    yield from in_its_own_process(name, there, more_is_better=more_is_better, by_ratio=by_ratio)


def in_its_own_process(
    name: str,
    surroundings: Mapping[str, str],
    *,
    more_is_better: Callable[[dict[str, Any]], bool],
    by_ratio: Callable[[dict[str, Any]], bool],
) -> Iterator[Row]:
    """The rows of another benchmark, which begins with an empty house; `surroundings` are added to the environment."""
    told = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{name}", "--json"],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )
    if not told.stdout.strip():
        why = told.stderr.strip().splitlines()[-1:]
        sys.stderr.write(f"No row of {name}; its process ended with {told.returncode}: {why}\n")
        return
    for row in json.loads(told.stdout.splitlines()[-1])["rows"]:
        yield Row(
            row["what"],
            row["value"],
            row["unit"],
            baseline=row["baseline"],
            goal=row["goal"],
            more_is_better=more_is_better(row),
            judged_by_ratio=by_ratio(row),
        )


def main(name: str, measure: Callable[[], Iterable[Row]]) -> None:
    """Run a benchmark from the command line, print what it found and leave with its verdict."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.benchmarks.{name}", description=measure.__doc__)
    parser.add_argument("--json", action="store_true", help="end with one line of JSON instead of a table")
    wants_json = parser.parse_args().json
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")
    import django

    django.setup()
    with empty_house():
        rows = list(measure())
    found = {"benchmark": name, "machine": machine(), "rows": [row.as_json() for row in rows]}
    sys.stdout.write(f"{json.dumps(found)}\n" if wants_json else table(found))
    sys.exit(any(row.met is False for row in rows))


def table(found: dict[str, Any]) -> str:
    """What was found, for people."""
    heads = ("what", "value", "unit", "baseline", "ratio", "goal", "met")
    said = {None: "", True: "yes", False: "MISSED"}
    lines = [heads, *(tuple(_cell(row[head], said) for head in heads) for row in found["rows"])]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    drawn = [
        "  ".join(
            cell.ljust(width) if head in {"what", "unit"} else cell.rjust(width)
            for head, cell, width in zip(heads, line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]
    about = ", ".join(f"{name} {value}" for name, value in found["machine"].items())
    return "\n".join([f"{found['benchmark']} on {about}", "", drawn[0], "-" * max(map(len, drawn)), *drawn[1:], ""])


def _cell(value: Any, said: dict[Any, str]) -> str:
    if value is None or isinstance(value, bool):
        return said[value]
    return value if isinstance(value, str) else f"{value:,.10g}"
