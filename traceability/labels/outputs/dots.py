"""What is each label's own, as dots: square codes and serials of many labels at once, put together by look-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from traceability.labels.layouts import Layout, OwnText
from traceability.labels.outputs.raster import DOTS_A_MM, FINDER, HALF, SymbolPlace, font_of
from traceability.labels.serials import ALPHABET, CHUNK, LENGTH
from traceability.labels.symbols import MODULES, ROW_BYTES
from traceability.web.typesetting import width_of

Bytes = NDArray[np.uint8]
Words = NDArray[np.unsignedinteger[Any]]
"""Dots of which 32 or 64 are taken together; their bytes stand as in a row of dots."""
BATCH = 100
"""Labels that are put together at once: as many as the processor's cache holds."""


def as_they_are(dots: Bytes) -> Bytes:
    """Bytes of eight dots, which most printers are told as such."""
    return dots


class Symbols:
    """Square codes without their finder patterns, at `module` dots a module, as `spelt` writes bytes of dots."""

    def __init__(self, module: int, spelt: Callable[[Bytes], Bytes] = as_they_are) -> None:
        self.module, self.row_bytes = module, (MODULES * module + 7) // 8
        self._own = np.array([_own_modules(line) for line in range(MODULES)], np.uint8)
        values = np.arange(256, dtype=np.uint8)[:, None]
        self._wide = spelt(np.packbits(np.repeat(np.unpackbits(values, axis=1), module, axis=1), axis=1))
        self._step = self._wide.shape[1]
        self._row = self.row_bytes * self._step // module

    def rows(self, codes: Bytes) -> Bytes:
        """One row of dots for each row of modules: labels × 33 × row_bytes as they are spelt; a dark dot is 1."""
        own = codes.reshape(-1, MODULES, ROW_BYTES) & self._own
        wide = np.empty((len(own), MODULES, self._row), np.uint8)
        for byte in range(ROW_BYTES):
            start = byte * self._step
            end = min(start + self._step, self._row)
            wide[:, :, start:end] = self._wide[:, : end - start].take(own[:, :, byte], axis=0)
        return wide


def _own_modules(line: int) -> list[int]:
    """A row of modules as bytes: 1 where it is the label's own, 0 in the finder patterns and their white strips."""
    side = FINDER + 1
    above, below = line < side, line >= MODULES - side
    row = [
        not (column < side and (above or below)) and not (column >= MODULES - side and above)
        for column in range(MODULES)
    ]
    bits = "".join("1" if own else "0" for own in row).ljust(8 * ROW_BYTES, "0")
    return [int(bits[8 * byte : 8 * byte + 8], 2) for byte in range(ROW_BYTES)]


class Serials:
    """The serial as dots, where the layout writes it: each letter on the dot where the pen would set it."""

    def __init__(self, own: OwnText, dpi: int) -> None:
        self.dots, self.own = DOTS_A_MM[dpi], own
        self._font = font_of(own.pt, self.dots, bold=own.bold)
        self._parts = own.words("\0" * LENGTH).split("\0")[:LENGTH]
        used = ALPHABET + "".join(self._parts)
        boxes = [self._font.getbbox(letter, anchor="ls", mode="1") for letter in used]
        self._above = int(-min(box[1] for box in boxes))
        self._overhang = int(max(0, -min(box[0] for box in boxes)))
        self.rows = self._above + int(max(box[3] for box in boxes))
        self._advance = np.array([self._long(letter) for letter in ALPHABET])
        self._gaps = np.array([self._long(part) for part in self._parts])
        longest = LENGTH * float(self._advance.max()) + float(self._gaps.sum())
        self._share = {"left": 0.0, "right": 1.0, "centre": 0.5}[own.align]
        self.left = max(0, floor((own.x * self.dots - self._share * longest - self._overhang) / 8) * 8)
        self.top = floor(own.y * self.dots + HALF) - self._above
        self.row_bytes = 2 * ceil((own.x * self.dots + (1 - self._share) * longest - self.left + 8) / 16)
        self.bytes = self.row_bytes * self.rows
        # A letter fits into two words, wherever in the first it begins; small words stay in the processor's cache.
        widest = max(box[2] for box in boxes) + self._overhang
        self._word: type[np.unsignedinteger[Any]] = np.uint32 if widest <= 32 else np.uint64
        self._word_dots = 8 * np.dtype(self._word).itemsize
        self._words = ceil(8 * self.row_bytes / self._word_dots) + 2
        self._codes = np.zeros(256, np.intp)
        self._codes[np.frombuffer(ALPHABET.encode("ascii"), np.uint8)] = range(len(ALPHABET))
        self._letters = self._drawn(ALPHABET)
        self._before = self._drawn(self._parts[0])

    def _long(self, text: str) -> float:
        return width_of(text, self.own.pt, bold=self.own.bold) * self.dots

    def _drawn(self, letters: Sequence[str]) -> Words:
        """Two words × letter and dot within the first word × rows of dots; the last entry is nothing at all."""
        dots = self._word_dots
        image = Image.new("1", (2 * dots, self.rows * len(letters)), 0)
        draw = ImageDraw.Draw(image)
        draw.fontmode = "1"
        for number, letter in enumerate(letters):
            at = self._overhang, number * self.rows + self._above
            draw.text(at, letter, fill=1, font=self._font, anchor="ls")
        drawn = np.asarray(image, np.uint8).reshape(len(letters), self.rows, 2 * dots)
        table = np.zeros((2, len(letters) * dots + 1, self.rows), self._word)
        for shift in range(dots):
            shifted = np.zeros_like(drawn)
            shifted[:, :, shift:] = drawn[:, :, : 2 * dots - shift]
            table[:, shift:-1:dots] = np.packbits(shifted, axis=2).view(self._word).transpose(2, 0, 1)
        return table

    def pictures(self, letters: Bytes) -> Bytes:
        """The dots of serials given as character codes: labels × bytes; a dark dot is 1."""
        values = self._codes.take(letters)
        advance = self._advance.take(values)
        spaced = advance + self._gaps
        begin = self.own.x * self.dots - self._share * spaced.sum(axis=1)
        ends = np.cumsum(spaced, axis=1)
        places = np.floor(begin[:, None] + ends - advance + HALF).astype(np.intp) - self.left - self._overhang
        canvas = np.zeros((self._words, len(letters), self.rows), self._word)
        for column in range(LENGTH):
            self._burn(canvas, places[:, column], values[:, column], self._letters)
        here = begin
        for number in range(len(self._parts[0])):
            at = np.floor(here + HALF).astype(np.intp) - self.left - self._overhang
            self._burn(canvas, at, np.full(len(letters), number), self._before)
            here = begin + self._long(self._parts[0][: number + 1])
        rows = np.ascontiguousarray(canvas.transpose(1, 2, 0)).view(np.uint8)
        return rows[:, :, : self.row_bytes].reshape(-1, self.bytes)

    def _burn(self, canvas: Words, places: NDArray[np.intp], letters: NDArray[np.intp], table: Words) -> None:
        """Set one letter of each label. Where some labels' letters begin in one word and some in the next, each word
        is set for all, with nothing for those whose letter begins in the other: cheaper than picking them out."""
        words, at = np.divmod(places, self._word_dots)
        pictures = letters * self._word_dots + at
        first, last = int(words.min()), int(words.max())
        for word in range(first, last + 1):
            here = pictures if first == last else np.where(words == word, pictures, table.shape[1] - 1)
            for side in (0, 1):
                canvas[word + side] |= table[side].take(here, axis=0)


class Own:
    """Everything that is one label's own, at one layout and resolution."""

    def __init__(self, layout: Layout, dpi: int, spelt: Callable[[Bytes], Bytes] = as_they_are) -> None:
        self.place = SymbolPlace.of(layout.qr, DOTS_A_MM[dpi])
        self.symbols = Symbols(self.place.module, spelt)
        self.serials = [Serials(own, dpi) for own in layout.own_texts]

    def batches(
        self, arrays: Callable[[int, int], tuple[Bytes, Bytes]], first: int, last: int, again: int
    ) -> Iterator[tuple[int, Bytes, list[Bytes]]]:
        """Labels first..last, a few at a time: the number of the first of them, rows of the codes, dots of the serials.

        A batch ends wherever `again` labels are full, so that what is sent again then stands before the next.
        """
        for start in range(first, last + 1, CHUNK):
            end = min(last, start + CHUNK - 1)
            letters, codes = arrays(start, end)
            pictures = [serial.pictures(letters) for serial in self.serials]
            number = start
            while number <= end:
                upto = min(end, number + BATCH - 1, (number - 1) // again * again + again)
                part = slice(number - start, upto - start + 1)
                yield number, self.symbols.rows(codes[part]), [picture[part] for picture in pictures]
                number = upto + 1
