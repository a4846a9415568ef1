"""TSPL for TSC and Gprinter printers, at 203 and 300 dpi.

The shared part is a file in the printer's memory (`DOWNLOAD`, into DRAM, which a switched-off printer forgets), put
under each label (`PUTBMP`); it is sent again at the head and every `AGAIN` labels, under the run's own name. Square
code and serial are dots of each label (`BITMAP`), and each label begins with an empty buffer (`CLS`): nothing of the
label before it can stay. BITMAP overwrites (mode 0), around the finder patterns, which the shared part alone has.
Reference: TSPL/TSPL2 Programming Manual (TSC): SIZE, CLS, DOWNLOAD, PUTBMP, BITMAP (0 is black), PRINT, KILL.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from traceability.labels.outputs import output
from traceability.labels.outputs.dots import BATCH, Bytes, Own
from traceability.labels.outputs.marks import Marks
from traceability.labels.outputs.raster import FINDER, shared_of
from traceability.labels.particulars import Particulars
from traceability.labels.printed_words import words_of
from traceability.labels.symbols import MODULES

if TYPE_CHECKING:
    from PIL import Image

    from traceability.labels.models import LabelRun

AGAIN = 200
"""After so many labels the shared part is sent again: two minutes of printing."""
SIDE = FINDER + 1
"""A finder pattern and the white strip beside it."""


class Band(NamedTuple):
    """A part of the square code beside its finder patterns: where its dots go in a label's bytes, and which they are.

    `lines` rows of modules from `line` on, bytes `start` to `end` of each row of dots.
    """

    gap: int
    line: int
    lines: int
    start: int
    end: int


class Tspl:
    """The print file of a run for a TSPL printer."""

    media_type = "application/octet-stream"
    suffix = ".tspl"

    def __init__(self, label: Particulars, marks: Marks, name: str, dpi: int) -> None:
        """`name` of the stored picture: at most 8 capitals and digits, the run's own."""
        self.label, self.dpi, self.name = label, dpi, name
        self._marks = marks
        self._own = Own(label.layout, dpi)
        self._shared = stored(name, shared_of(label, dpi))
        form, self._bands, self._gaps = self._template()
        # What labels share stands here from the first batch to the last; of each only its own dots are set anew.
        self._sheet = np.tile(form, (BATCH, 1))

    def head(self) -> bytes:
        """The size of a label, and the shared part, to be stored. The gap is the printer's own: it was calibrated."""
        return self._size() + self._shared

    def labels(self, first: int, last: int) -> Iterator[bytes]:
        """Labels, each from CLS to PRINT; before every `AGAIN`th the shared part again."""
        for number, rows, serials in self._own.batches(self._marks.arrays, first, last, AGAIN):
            if number > 1 and number % AGAIN == 1:
                yield self._size() + self._shared
            yield self._bitmaps(~rows, serials)

    def tail(self) -> bytes:
        """The printer forgets the shared part."""
        return f'KILL "{self.name}.BMP"\r\n'.encode("ascii")

    def _size(self) -> bytes:
        return size(self.label.layout.width_mm, self.label.layout.height_mm)

    def _bitmaps(self, rows: Bytes, serials: list[Bytes]) -> bytes:
        labels, module = self._sheet[: len(rows)], self._own.place.module
        for band in self._bands:
            wide = band.end - band.start
            dots = labels[:, band.gap : band.gap + band.lines * module * wide]
            thick = dots.reshape(-1, band.lines, module, wide)
            thick[:] = rows[:, band.line : band.line + band.lines, None, band.start : band.end]
        for picture, gap in zip(serials, self._gaps, strict=True):
            labels[:, gap : gap + picture.shape[1]] = ~picture
        return labels.tobytes()

    def _template(self) -> tuple[Bytes, list[Band], list[int]]:
        """A label with nothing of its own, where its code's bands go, and where its serials do."""
        place, wide = self._own.place, self._own.symbols.row_bytes
        inner, between = SIDE * place.module // 8, (MODULES - 2 * SIDE) * place.module
        form = f'CLS\r\nPUTBMP 0,0,"{self.name}.BMP"\r\n'.encode("ascii")
        bands = []
        for line, lines, start, end in (
            (0, SIDE, inner, inner + (between + 7) // 8),
            (SIDE, MODULES - 2 * SIDE, 0, wide),
            (MODULES - SIDE, SIDE, inner, wide),
        ):
            high = lines * place.module
            form += b"BITMAP %d,%d,%d,%d,0," % (
                place.left + 8 * start,
                place.top + line * place.module,
                end - start,
                high,
            )
            bands.append(Band(len(form), line, lines, start, end))
            form += bytes(high * (end - start)) + b"\r\n"
        gaps = []
        for text in self._own.serials:
            form += b"BITMAP %d,%d,%d,%d,0," % (text.left, text.top, text.row_bytes, text.rows)
            gaps.append(len(form))
            form += bytes(text.bytes) + b"\r\n"
        return np.frombuffer(form + b"PRINT 1,1\r\n", np.uint8), bands, gaps


def size(width_mm: float, height_mm: float) -> bytes:
    """The size of a label."""
    return f"SIZE {width_mm:g} mm,{height_mm:g} mm\r\n".encode("ascii")


def one(picture: Image.Image, width_mm: float, height_mm: float) -> bytes:
    """A picture as a label of its own, by the same commands."""
    recall = b'CLS\r\nPUTBMP 0,0,"SPECIMEN.BMP"\r\nPRINT 1,1\r\nKILL "SPECIMEN.BMP"\r\n'
    return size(width_mm, height_mm) + stored("SPECIMEN", picture) + recall


def stored(name: str, image: Image.Image) -> bytes:
    """A picture as DOWNLOAD stores it: a Windows bitmap of one bit a dot."""
    file = BytesIO()
    image.save(file, "BMP")
    data = file.getvalue()
    return f'DOWNLOAD "{name}.BMP",{len(data)},'.encode("ascii") + data + b"\r\n"


def _tspl(run: LabelRun, dpi: int) -> Tspl:
    return Tspl(words_of(run), Marks(run), f"T{run.pk % 10**7}", dpi)


@output("tspl-203")
def tspl_203(run: LabelRun) -> Tspl:
    """For a head of 8 dots a millimetre."""
    return _tspl(run, 203)


@output("tspl-300")
def tspl_300(run: LabelRun) -> Tspl:
    """For a head of 300 dpi."""
    return _tspl(run, 300)
