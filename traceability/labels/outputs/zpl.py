"""ZPL II for Zebra printers and those that speak like them, at 203 and 300 dpi.

The shared part is stored on the printer once (`~DG`, in R:, which a switched-off printer forgets) and recalled on each
label (`^XG`). It is sent again at the head and every `AGAIN` labels, and its name is the run's own, so that no printer
ever recalls the picture of another lot. Kept in flash (E:) it would survive, and wear the flash, and stay behind.
Square code and serial stand inside each label's own format (`^GF`): a command that was lost can only lose that label,
never print the code of the one before it again.
Reference: ZPL II Programming Guide (Zebra), ~DG, ^XG, ^GF, ^ID and "alternative data compression scheme".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from traceability.labels.outputs import output
from traceability.labels.outputs.dots import BATCH, Bytes, Own
from traceability.labels.outputs.marks import Marks
from traceability.labels.outputs.raster import DOTS_A_MM, INVERTED, shared_of
from traceability.labels.particulars import Particulars
from traceability.labels.printed_words import words_of
from traceability.labels.symbols import MODULES

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun

AGAIN = 200
"""After so many labels the shared part is sent again: two minutes of printing."""
_HEX = np.frombuffer("".join(f"{byte:02X}" for byte in range(256)).encode("ascii"), np.uint16)
_HEX_OF_TWO = (
    np.stack(np.broadcast_arrays(_HEX[None, :], _HEX[:, None]), axis=-1).reshape(-1, 2).view(np.uint32).ravel()
)
"""The digits of two bytes by what they are as one number of this machine, the first byte being the low one."""
_UNITS = dict(zip(range(1, 20), "GHIJKLMNOPQRSTUVWXY", strict=True))
_TWENTIES = {20 * number: letter for number, letter in enumerate("ghijklmnopqrstuvwxyz", 1)}


class Zpl:
    """The print file of a run for a ZPL printer."""

    media_type = "application/octet-stream"
    suffix = ".zpl"

    def __init__(self, label: Particulars, marks: Marks, name: str, dpi: int) -> None:
        """`name` of the stored picture: at most 8 capitals and digits, the run's own."""
        self.label, self.dpi, self.name = label, dpi, name
        self._marks = marks
        self._own = Own(label.layout, dpi, _hex)
        self._shared = stored(name, shared_of(label, dpi))
        form, self._gaps = self._template()
        # What labels share stands here from the first batch to the last; of each only its own dots are set anew.
        self._sheet = np.tile(form, (BATCH, 1))

    def head(self) -> bytes:
        """The shared part, to be stored."""
        return self._shared

    def labels(self, first: int, last: int) -> Iterator[bytes]:
        """Labels, each a format of its own; before every `AGAIN`th the shared part again."""
        for number, rows, serials in self._own.batches(self._marks.arrays, first, last, AGAIN):
            if number > 1 and number % AGAIN == 1:
                yield self._shared
            yield self._formats(rows, serials)

    def tail(self) -> bytes:
        """The printer forgets the shared part."""
        return f"^XA^IDR:{self.name}.GRF^FS^XZ\r\n".encode("ascii")

    def _formats(self, rows: Bytes, serials: list[Bytes]) -> bytes:
        labels = self._sheet[: len(rows)]
        symbols, gap = self._own.symbols, self._gaps[0]
        stride = 2 * symbols.row_bytes + self._own.place.module - 1
        code = labels[:, gap : gap + MODULES * stride].reshape(-1, MODULES, stride)
        code[:, :, : 2 * symbols.row_bytes] = rows
        for picture, gap in zip(serials, self._gaps[1:], strict=True):
            labels[:, gap : gap + 2 * picture.shape[1]] = _HEX_OF_TWO.take(picture.view("<u2")).view(np.uint8)
        return labels.tobytes()

    def _template(self) -> tuple[Bytes, list[int]]:
        """A label's format with zeros for its own dots, and where those begin."""
        place, layout, dots = self._own.place, self.label.layout, DOTS_A_MM[self.dpi]
        symbols = self._own.symbols
        size = symbols.row_bytes * MODULES * place.module
        form = (
            f"^XA^PW{round(layout.width_mm * dots)}^LL{round(layout.height_mm * dots)}^LH0,0"
            f"^FO0,0^XGR:{self.name}.GRF,1,1^FS"
            f"^FO{place.left},{place.top}^GFA,{size},{size},{symbols.row_bytes},"
        )
        gaps = [len(form)]
        # A colon repeats the row before it: a row of modules is one row of dots and so many colons.
        form += ("0" * 2 * symbols.row_bytes + ":" * (place.module - 1)) * MODULES + "^FS"
        for text in self._own.serials:
            form += f"^FO{text.left},{text.top}^GFA,{text.bytes},{text.bytes},{text.row_bytes},"
            gaps.append(len(form))
            form += "0" * 2 * text.bytes + "^FS"
        return np.frombuffer(f"{form}^PQ1^XZ\r\n".encode("ascii"), np.uint8), gaps


def _hex(dots: Bytes) -> Bytes:
    """Each byte as its two hexadecimal digits, in the last dimension."""
    return _HEX.take(dots).view(np.uint8)


def one(picture: Image.Image) -> bytes:
    """A picture as a label of its own, by the same commands."""
    width, height = picture.size
    recall = f"^XA^PW{width}^LL{height}^LH0,0^FO0,0^XGR:SPECIMEN.GRF,1,1^FS^PQ1^XZ\r\n^XA^IDR:SPECIMEN.GRF^FS^XZ\r\n"
    return stored("SPECIMEN", picture) + recall.encode("ascii")


def stored(name: str, image: Image.Image) -> bytes:
    """A picture as ~DG stores it, in ZPL's own run lengths: every ZPL printer reads them."""
    wide = (image.width + 7) // 8
    whole = Image.new("1", (8 * wide, image.height), 1)
    whole.paste(image)
    bits = whole.tobytes().translate(INVERTED)
    lines, before = [], ""
    for row in range(image.height):
        line = bits[row * wide : (row + 1) * wide].hex().upper()
        lines.append(":" if line == before else _short(line))
        before = line
    return f"~DGR:{name}.GRF,{wide * image.height},{wide},{''.join(lines)}\r\n".encode("ascii")


def _short(line: str) -> str:
    """A row of hexadecimal digits with run lengths; a comma fills the row with white."""
    kept = line.rstrip("0")
    kept += "0" * (len(kept) % 2)
    parts = []
    for digit, run in groupby(kept):
        count = len(list(run))
        while count > 0:
            take = min(count, 419)
            twenties, units = take // 20 * 20, take % 20
            many = _TWENTIES.get(twenties, "") + _UNITS.get(units, "")
            parts.append((many if take > 1 else "") + digit)
            count -= take
    return "".join(parts) + ("," if len(kept) < len(line) else "")


def _zpl(run: LabelRun, dpi: int) -> Zpl:
    return Zpl(words_of(run), Marks(run), f"T{run.pk % 10**7}", dpi)


@output("zpl-203")
def zpl_203(run: LabelRun) -> Zpl:
    """For a head of 8 dots a millimetre."""
    return _zpl(run, 203)


@output("zpl-300")
def zpl_300(run: LabelRun) -> Zpl:
    """For a head of 300 dpi."""
    return _zpl(run, 300)
