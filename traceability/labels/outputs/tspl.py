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
from itertools import repeat
from operator import mul
from struct import Struct
from typing import TYPE_CHECKING

from traceability.labels.outputs import output
from traceability.labels.outputs.marks import Marks, particulars_of_run
from traceability.labels.outputs.raster import FINDER, INVERTED, Own, shared_of
from traceability.labels.particulars import Particulars
from traceability.labels.symbols import MODULES

if TYPE_CHECKING:
    from PIL import Image

    from traceability.labels.models import LabelRun

AGAIN = 200
"""After so many labels the shared part is sent again: two minutes of printing."""
BATCH = 25
"""Labels in one piece of output."""
_SIDE = FINDER + 1
"""A finder pattern and the white strip beside it."""


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
        self._bands = self._cut()

    def head(self) -> bytes:
        """The size of a label, and the shared part, to be stored. The gap is the printer's own: it was calibrated."""
        return self._size() + self._shared

    def labels(self, first: int, last: int) -> Iterator[bytes]:
        """Labels, each from CLS to PRINT; before every `AGAIN`th the shared part again."""
        while first <= last:
            upto = min(last, first + BATCH - 1, (first - 1) // AGAIN * AGAIN + AGAIN)
            if first > 1 and first % AGAIN == 1:
                yield self._size() + self._shared
            yield self._bitmaps(first, upto)
            first = upto + 1

    def tail(self) -> bytes:
        """The printer forgets the shared part."""
        return f'KILL "{self.name}.BMP"\r\n'.encode("ascii")

    def _size(self) -> bytes:
        return size(self.label.layout.width_mm, self.label.layout.height_mm)

    def _cut(self) -> list[tuple[bytes, int, slice]]:
        """The code in three bands around its finder patterns: the command of each, and what a band is of a row."""
        place, wide = self._own.place, self._own.symbols.row_bytes
        inner = _SIDE * place.module // 8
        between = (MODULES - 2 * _SIDE) * place.module
        bands = [
            (0, _SIDE, inner, inner + (between + 7) // 8),
            (_SIDE, MODULES - 2 * _SIDE, 0, wide),
            (MODULES - _SIDE, _SIDE, inner, wide),
        ]
        return [
            (
                f"BITMAP {place.left + 8 * start},{place.top + line * place.module},{end - start},"
                f"{count * place.module},0,".encode("ascii"),
                count,
                slice(start, end),
            )
            for line, count, start, end in bands
        ]

    def _bitmaps(self, first: int, last: int) -> bytes:
        serials, codes = zip(*self._marks.between(first, last), strict=True)
        symbols, module = self._own.symbols, self._own.place.module
        rows = symbols.rows(list(codes)).translate(INVERTED)
        wide = symbols.row_bytes
        formats, pieces, counts = [], [], []
        for command, count, part in self._bands:
            formats.append(f"{part.start}x{part.stop - part.start}s{wide - part.stop}x" * count)
            pieces.append(command)
            counts.append(count)
        every = map(mul, [row for one in Struct("".join(formats)).iter_unpack(rows) for row in one], repeat(module))
        thick = list(every)
        texts = [
            (f"BITMAP {text.left},{text.top},{text.row_bytes},{text.rows},0,".encode("ascii"), text.of)
            for text in self._own.serials
        ]
        begin = f'CLS\r\nPUTBMP 0,0,"{self.name}.BMP"\r\n'.encode("ascii")
        out: list[bytes] = []
        place = 0
        for serial in serials:
            out.append(begin)
            for piece, count in zip(pieces, counts, strict=True):
                out.append(piece)
                out += thick[place : place + count]
                out.append(b"\r\n")
                place += count
            for command, of in texts:
                out += (command, of(serial).translate(INVERTED), b"\r\n")
            out.append(b"PRINT 1,1\r\n")
        return b"".join(out)


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
    return Tspl(particulars_of_run(run), Marks(run), f"T{run.pk % 10**7}", dpi)


@output("tspl-203")
def tspl_203(run: LabelRun) -> Tspl:
    """For a head of 8 dots a millimetre."""
    return _tspl(run, 203)


@output("tspl-300")
def tspl_300(run: LabelRun) -> Tspl:
    """For a head of 300 dpi."""
    return _tspl(run, 300)
