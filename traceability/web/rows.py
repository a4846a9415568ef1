"""Rows of reference data, as they stand in the tree."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path


def csv_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file (UTF-8) by column name."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
