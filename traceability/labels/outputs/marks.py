"""What is one label's own: its serial, and its square code by the XOR press."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from traceability.labels.queries import printed_prefix_of_run, serial_of_carton
from traceability.labels.symbols import Press

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun


class Marks:
    """The marks of a run's labels. Setting up costs some milliseconds: make one for an output and keep it."""

    def __init__(self, run: LabelRun) -> None:
        self.run = run
        self.press = Press(printed_prefix_of_run(run))

    def between(self, first: int, last: int) -> Iterator[tuple[str, bytes]]:
        """Serial and square code of labels first..last, counted from 1, both included.

        The code is `Symbol.bits`: 33 rows of 33 modules, each row begun on a byte (5 bytes), highest bit first, 1 is
        dark; without the quiet zone.
        """
        for counter in range(first, last + 1):
            serial = serial_of_carton(self.run, counter)
            yield serial, self.press.symbol(serial).bits
