"""Peak memory of one million labels against ten thousand, each in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.harness import ROOT, Row

FEW, MANY = 10_000, 1_000_000


def memory() -> Iterator[Row]:
    """Megabytes at the peak, and what a million labels need more than ten thousand."""
    few, many = (_peak_of(count) for count in (FEW, MANY))
    yield Row("labels.memory, a million labels against ten thousand", many, "MB at the peak", few)
    yield Row("labels.memory, what a million need more", many - few, "MB", goal=20)


def _peak_of(count: int) -> float:
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.labels_memory", str(count)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(told.stdout)


def _draw(count: int) -> None:
    import django

    django.setup()
    from django.core.files.storage import FileSystemStorage

    from tests.labels.examples import PREFIX, mangoes
    from traceability.labels.layouts import CARTON_GI
    from traceability.labels.serials import LETTERS, values_of
    from traceability.labels.sheet import LabelSheet
    from traceability.labels.streams import Stream
    from traceability.labels.symbols import Press

    press = Press(PREFIX)

    def own(first: int, last: int):
        values = values_of(first, last - first + 1, b"k" * 32)
        return LETTERS[values], press.symbols(values)

    sheet = LabelSheet(mangoes(CARTON_GI), count, own)

    def parts() -> Iterator[bytes]:
        yield sheet.head()
        yield from sheet.labels(1, count)
        yield sheet.tail()

    with tempfile.TemporaryDirectory() as folder:
        name = FileSystemStorage(folder).save("labels.pdf", Stream(parts()))
        assert Path(folder, name).stat().st_size > count * 500
    # Not `ru_maxrss`, which a process inherits from the one that started it.
    status = Path("/proc/self/status").read_text()
    sys.stdout.write(str(int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024))


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")
    _draw(int(sys.argv[1]))
