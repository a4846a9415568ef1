"""What printers take: rolls, and the grids of A4 sheets that print shops in China and Europe keep, from `data/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from traceability.labels.refusals import PaperIsUnknown
from traceability.web.rows import csv_rows

SHEETS = Path(__file__).parent / "data" / "sheets.csv"


@dataclass(frozen=True)
class Paper:
    """A roll or sheet in mm: `columns` × `rows` cells, the first with its corner at `left_mm`, `top_mm`.

    A sheet that is not `die_cut` is cut by hand, along marks.
    """

    code: str
    width_mm: float
    height_mm: float
    columns: int
    rows: int
    left_mm: float
    top_mm: float
    cell_width_mm: float
    cell_height_mm: float
    die_cut: bool

    @property
    def places(self) -> int:
        """How many labels stand on one."""
        return self.columns * self.rows

    def place(self, number: int, width_mm: float, height_mm: float) -> tuple[float, float]:
        """Left and top, in mm, of label `number` (from 0, row by row) of that size, in the middle of its cell."""
        row, column = divmod(number, self.columns)
        left = self.left_mm + column * self.cell_width_mm + (self.cell_width_mm - width_mm) / 2
        top = self.top_mm + row * self.cell_height_mm + (self.cell_height_mm - height_mm) / 2
        return left, top


@cache
def papers() -> dict[str, Paper]:
    """All papers by code."""
    return {row["code"]: _paper(row) for row in csv_rows(SHEETS)}


def paper_of(code: str) -> Paper:
    """The paper of a code. Raises PaperIsUnknown."""
    if code not in papers():
        raise PaperIsUnknown(paper=code, papers=", ".join(papers()))
    return papers()[code]


def _paper(row: dict[str, str]) -> Paper:
    sizes = ("width_mm", "height_mm", "left_mm", "top_mm", "cell_width_mm", "cell_height_mm")
    return Paper(
        code=row["code"],
        columns=int(row["columns"]),
        rows=int(row["rows"]),
        die_cut=row["die_cut"] == "yes",
        **{name: float(row[name]) for name in sizes},
    )
