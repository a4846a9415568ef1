"""Print files of labels that no run stands behind."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from traceability.labels.particulars import Particulars
from traceability.labels.serials import LETTERS, values_in
from traceability.labels.sheet import LabelSheet
from traceability.labels.symbols import Press


def sheet_of(label: Particulars, prefix: str, serials: list[str]) -> LabelSheet:
    """What writes labels with these serials, in this order."""
    press = Press(prefix)
    values = np.concatenate([values_in(serial) for serial in serials])

    def own(first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        return LETTERS[values[first - 1 : last]], press.symbols(values[first - 1 : last])

    return LabelSheet(label, len(serials), own)


def print_file(label: Particulars, prefix: str, serials: list[str], cuts: Iterable[int] = ()) -> bytes:
    """The whole file, its labels asked for in chunks that end at `cuts`."""
    sheet = sheet_of(label, prefix, serials)
    ends = [*cuts, len(serials)]
    chunks = [sheet.labels(first, last) for first, last in zip([1, *(end + 1 for end in ends)], ends, strict=False)]
    return b"".join([sheet.head(), *(piece for chunk in chunks for piece in chunk), sheet.tail()])
