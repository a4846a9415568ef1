"""A label's own bytes on its page: serial, where it begins, square code."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray
from reportlab.lib.units import mm

from traceability.labels.layouts import Layout, OwnText
from traceability.labels.serials import ALPHABET, LENGTH
from traceability.labels.sheet.digits import Bytes, digits_of, points
from traceability.labels.sheet.shared import Shared
from traceability.labels.symbols import MODULES, SYMBOL_BYTES
from traceability.web.typesetting import width_of


class LabelForm:
    """The bytes of a label at each place of a page, with gaps for what is its own: serial, where it begins, symbol."""

    def __init__(self, layout: Layout, places: list[tuple[float, float]], shared: Shared) -> None:
        self._texts = [_Own(text) for text in layout.own_texts]
        forms = [self._at(layout, left, bottom, shared) for left, bottom in places]
        self._forms = np.stack([np.frombuffer(form, np.uint8) for form in forms])
        self._lefts = np.array([round(left * mm * 1000) for left, _ in places])
        self.size = int(self._forms.shape[1])

    def _at(self, layout: Layout, left: float, bottom: float, shared: Shared) -> bytes:
        """One label with its lower left corner there. Every number in it has the same width at each place."""
        box, up = layout.qr, layout.height_mm + bottom
        form = bytearray(b"q 1 0 0 1 %s %s cm /L Do Q " % (points(left), points(bottom)))
        corner = points(left + box.x), points(up - box.y - box.height)
        form += b"q %s 0 0 %s %s %s cm BI/W %d/H %d/BPC 1/IM true/L %d/D[" % (
            points(box.width),
            points(box.height),
            *corner,
            MODULES,
            MODULES,
            SYMBOL_BYTES,
        )
        self._dark = len(form)
        form += b"1 0] ID "
        self._symbol = len(form)
        form += bytes(SYMBOL_BYTES) + b"\nEI Q"
        for own in self._texts:
            form += b" BT %s %g Tf " % (shared.fonts[own.text.bold], own.text.pt)
            own.begins = len(form)
            form += b"000.000 %s Td(%s" % (points(up - own.text.y), own.before)
            own.serial = len(form)
            form += own.blank + b")Tj ET"
        return bytes(form) + b"\n"

    def fill(self, rows: Bytes, letters: Bytes, symbols: Bytes) -> None:
        """Write labels over `rows`: pages, the first so many places of each, and the bytes of a label."""
        on_each = rows.shape[1]
        rows[:] = self._forms[:on_each]
        self._press(rows, symbols)
        for own in self._texts:
            digits = digits_of(own.begin(letters) + self._lefts[:on_each])
            rows[..., own.begins : own.begins + 3] = digits[..., 2:5]
            rows[..., own.begins + 4 : own.begins + 7] = digits[..., 5:]
            for to, since, until in own.parts:
                rows[..., own.serial + to : own.serial + to + until - since] = letters[..., since:until]

    def _press(self, rows: Bytes, symbols: Bytes) -> None:
        """Symbols in which a reader that searches for the end would find one ("EI") are written as their negative."""
        to = slice(self._symbol, self._symbol + SYMBOL_BYTES)
        rows[..., to] = symbols
        ends = ((symbols[..., :-1] == ord("E")) & (symbols[..., 1:] == ord("I"))).any(axis=-1)
        for page, place in np.argwhere(ends):
            row = rows[page, place]
            row[to] = ~symbols[page, place]
            row[self._dark], row[self._dark + 2] = ord("0"), ord("1")


class _Own:
    """How one of a label's own texts is set: the advance of its letters, in thousandths of a point."""

    def __init__(self, text: OwnText) -> None:
        self.text, self.begins, self.serial = text, 0, 0
        self.before = re.sub(rb"([()\\])", rb"\\\1", text.before.encode("ascii"))
        self.parts = [(n + n // 4, n, n + 4) for n in range(0, LENGTH, 4)] if text.grouped else [(0, 0, LENGTH)]
        self.blank = b" ".join([b"0000"] * 3) if text.grouped else b"0" * LENGTH

        def advance(words: str) -> int:
            return round(width_of(words, text.pt, bold=text.bold) * float(mm) * 1000)

        self._advance = np.zeros(256, np.int64)
        for letter in ALPHABET:
            self._advance[ord(letter)] = advance(letter)
        self._fixed = advance(text.before) + (2 * advance(" ") if text.grouped else 0)
        self._edge = round(text.x * mm * 1000)

    def begin(self, letters: Bytes) -> NDArray[np.int64]:
        """Where the text begins from the label's left edge."""
        long = self._advance.take(letters).sum(axis=-1) + self._fixed
        halves = {"left": 0, "centre": 1, "right": 2}[self.text.align]
        begins: NDArray[np.int64] = self._edge - long * halves // 2
        return begins
