"""What is one label's own: its serial, and its square code, drawn by the XOR press."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from traceability.labels import keys
from traceability.labels.queries import printed_prefix_of_run
from traceability.labels.serials import CHUNK, LETTERS, values_of
from traceability.labels.symbols import Press

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun

Arrays = tuple[NDArray[np.uint8], NDArray[np.uint8]]
"""A row a label: the twelve letters of its serial as character codes, and the bytes of `Symbol.bits`."""


class Marks:
    """The marks of a run's labels. Setting up costs some milliseconds: make one for an output and keep it."""

    def __init__(self, run: LabelRun) -> None:
        self._key, self._first = keys.key(run.key_number), run.first_index
        self._press = Press(printed_prefix_of_run(run))

    def arrays(self, first: int, last: int) -> Arrays:
        """Serials and square codes of labels first..last at once. For speed, ask for about `CHUNK`."""
        values = values_of(self._first + first - 1, last - first + 1, self._key)
        return LETTERS[values], self._press.symbols(values)

    def between(self, first: int, last: int) -> Iterator[tuple[str, bytes]]:
        """Serial and square code of labels first..last, counted from 1, both included.

        The code is `Symbol.bits`: 33 rows of 33 modules, each row begun on a byte (5 bytes), highest bit first, 1 is
        dark; without the quiet zone.
        """
        for start in range(first, last + 1, CHUNK):
            letters, symbols = self.arrays(start, min(start + CHUNK - 1, last))
            for serial, symbol in zip(letters, symbols, strict=True):
                yield serial.tobytes().decode("ascii"), symbol.tobytes()
