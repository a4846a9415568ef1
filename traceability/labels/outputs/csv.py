"""The codes of a run as a table, for print shops that set the label themselves.

No cell can be taken for a formula or a number: what would be digits alone, or begin with a sign, stands as it stands on
the label, behind its application identifier or in groups of four (a spreadsheet makes 1234E5678901 a power of ten).
All of it is ASCII, so there is no byte order mark: it would only stick to the first column's name in a print shop's
program. Lines end as RFC 4180 has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from traceability.labels.outputs import output
from traceability.labels.outputs.marks import Marks
from traceability.labels.queries import printed_prefix_of_run

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun

BATCH = 1000
"""Labels in one piece of output."""


@output("csv")
class Csv:
    """The table of a run: number, the exact text of the square code, GTIN, lot and serial as the label writes them."""

    media_type = "text/csv; charset=utf-8"
    suffix = ".csv"

    def __init__(self, run: LabelRun) -> None:
        self._marks, self._prefix = Marks(run), printed_prefix_of_run(run)
        self._same = f"(01) {run.gtin},(10) {run.lot_code}"

    def head(self) -> bytes:
        """The names of the columns."""
        return b"number,code,gtin,lot,serial\r\n"

    def labels(self, first: int, last: int) -> Iterator[bytes]:
        """A line for each label."""
        for start in range(first, last + 1, BATCH):
            serials = [serial for serial, _ in self._marks.between(start, min(last, start + BATCH - 1))]
            yield "".join(
                [
                    f"{number},{self._prefix}{serial},{self._same},{serial[:4]} {serial[4:8]} {serial[8:]}\r\n"
                    for number, serial in enumerate(serials, start)
                ]
            ).encode("ascii")

    def tail(self) -> bytes:
        """Nothing."""
        return b""
