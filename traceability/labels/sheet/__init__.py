"""The print file of a run as PDF: one label a page for a roll, or several on a sheet.

ReportLab draws once what all labels share, as a form object, and embeds the fonts cut to what is used. Its file is the
head of ours. Each page after it is written by us in a fixed number of bytes, so every offset is a sum, and the table of
objects at the end (a cross-reference stream, ISO 32000-1, 7.5.8) is written without having kept anything.

A label has 534 bytes: 165 of its symbol, 240 of where things stand and of its serial, 129 of page and objects. Flate
would take 36 of its contents for eight times the work of the whole label. Object streams would take 60 of the page, but
then where a page begins is known only after all before it were made. The table takes a third of a byte a label, for
every offset is the one before and a constant; written the old way it took 40.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from traceability.labels.particulars import Particulars
from traceability.labels.serials import CHUNK
from traceability.labels.sheet.digits import Bytes, digits_of
from traceability.labels.sheet.numbers import PAGES_A_LEAF, Numbers
from traceability.labels.sheet.own import LabelForm
from traceability.labels.sheet.shared import place_of, shared_of

ROWS_AT_ONCE = 1 << 16
"""Rows of the table of objects that are in memory together."""
PAGE_END = b"\nendstream endobj\n"

OwnMarks = Callable[[int, int], tuple[Bytes, Bytes]]
"""For labels first..last: the letters of their serials and the bytes of their symbols, a row a label."""


class LabelSheet:
    """Writes labels 1..count that share their particulars: `head`, `labels` in order, `tail`."""

    def __init__(self, particulars: Particulars, count: int, own: OwnMarks) -> None:
        self.layout, self.paper, self.count, self._own = particulars.layout, particulars.layout.paper, count, own
        self.places = self.paper.places
        self.pages = -(-count // self.places)
        self._shared = shared_of(particulars)
        self._numbers = Numbers.of(self.pages, self._shared.objects)
        self._labels = LabelForm(self.layout, [place_of(self.layout, n) for n in range(self.places)], self._shared)
        self._page = len(self._record(0, self.places)) + self.places * self._labels.size
        self._leaf = len(self._leaf_of(0)) if self.pages > PAGES_A_LEAF else 0

    def head(self) -> bytes:
        """What ReportLab drew: the fonts and all that the labels share."""
        return self._shared.head

    def labels(self, first: int, last: int) -> Iterator[bytes]:
        """The pages of labels first..last, counted from 1, both included."""
        begin, end = self._offset(first), self._offset(last + 1)
        page, stop = (first - 1) // self.places, (last - 1) // self.places + 1
        while page < stop:
            # Never over the end of a leaf, which follows its pages.
            to = min(page + max(1, CHUNK // self.places), (page // PAGES_A_LEAF + 1) * PAGES_A_LEAF, stop)
            at = self._offset(page * self.places + 1)
            block = self._pages(page, to)
            yield block[max(0, begin - at) : min(len(block), end - at)]
            page = to

    def tail(self) -> bytes:
        """The root of the page tree, the catalogue and the table of all objects."""
        numbers, shared = self._numbers, self._shared
        at = len(shared.head) + self._offset(self.count + 1)
        leaves = b" ".join(b"%d 0 R" % numbers.leaf(n) for n in range(numbers.leaves))
        root = b"%d 0 obj<</Type/Pages/Count %d%s/Kids[%s]>>endobj\n" % (
            numbers.root,
            self.pages,
            shared.page_entries,
            leaves,
        )
        catalogue = b"%d 0 obj<</Type/Catalog/Pages %d 0 R>>endobj\n" % (numbers.catalogue, numbers.root)
        places = [at, at + len(root), at + len(root) + len(catalogue)]
        table = self._table(places)
        xref = (
            b"%d 0 obj<</Type/XRef/Size %d/Index[0 %d %d %d]/W[1 5 1]/Root %d 0 R%s"
            b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length %d>>stream\n%s\nendstream endobj\n"
        ) % (
            numbers.xref,
            numbers.xref + 1,
            shared.objects,
            numbers.base,
            numbers.xref + 1 - numbers.base,
            numbers.catalogue,
            shared.trailer_entries,
            len(table),
            table,
        )
        return root + catalogue + xref + b"startxref\n%d\n%%%%EOF\n" % places[-1]

    def _offset(self, label: int) -> int:
        """Where a label begins, in bytes after the head; for the one after the last, where the tail begins."""
        page, place = divmod(label - 1, self.places)
        if label <= self.count:
            inside = len(self._record(page, self._on(page))) - len(PAGE_END) + place * self._labels.size if place else 0
            return page * self._page + page // PAGES_A_LEAF * self._leaf + inside
        last = self.pages - 1
        size = len(self._record(last, self._on(last))) + self._on(last) * self._labels.size
        return self._offset(last * self.places + 1) + size + len(self._leaf_of(last // PAGES_A_LEAF))

    def _on(self, page: int) -> int:
        """How many labels stand on a page."""
        return min(self.places, self.count - page * self.places)

    def _pages(self, page: int, stop: int) -> bytes:
        """Pages `page` to before `stop`, all of one leaf; and the leaf after its last."""
        full = stop if self._on(stop - 1) == self.places else stop - 1
        letters, symbols = self._own(page * self.places + 1, min(stop * self.places, self.count))
        of_full = (full - page) * self.places
        block = b""
        if full > page:
            block = self._rows(page, full, self.places, letters[:of_full], symbols[:of_full])
        if full < stop:
            block += self._rows(full, stop, self._on(full), letters[of_full:], symbols[of_full:])
        if stop % PAGES_A_LEAF == 0 or stop == self.pages:
            block += self._leaf_of((stop - 1) // PAGES_A_LEAF)
        return block

    def _rows(self, page: int, stop: int, on_each: int, letters: Bytes, symbols: Bytes) -> bytes:
        record = np.frombuffer(self._record(page, on_each), np.uint8)
        begin, size, pages = len(record) - len(PAGE_END), self._labels.size, stop - page
        rows = np.empty((pages, len(record) + on_each * size), np.uint8)
        rows[:, :begin], rows[:, begin + on_each * size :] = record[:begin], record[begin:]
        numbers, width = self._numbers.base + 2 * np.arange(page, stop), self._numbers.width
        for at, digits in zip(self._numbers.gaps, map(digits_of, (numbers, numbers + 1, numbers + 1)), strict=True):
            rows[:, at : at + width] = digits[:, -width:]
        strides = (rows.strides[0], size, 1)
        labels = as_strided(rows[:, begin:], (pages, on_each, size), strides)
        self._labels.fill(labels, letters.reshape(pages, on_each, -1), symbols.reshape(pages, on_each, -1))
        return rows.tobytes()

    def _record(self, page: int, on_it: int) -> bytes:
        """A page and its contents, but for its labels, which stand before PAGE_END."""
        number, leaf = self._numbers.base + 2 * page, self._numbers.leaf(page // PAGES_A_LEAF)
        content = self._shared.before_labels
        length = len(content) + on_it * self._labels.size
        return b"%d 0 obj<</Contents %d 0 R/Type/Page/Parent %d 0 R>>endobj\n%d 0 obj<</Length %d>>stream\n%s%s" % (
            number,
            number + 1,
            leaf,
            number + 1,
            length,
            content,
            PAGE_END,
        )

    def _leaf_of(self, leaf: int) -> bytes:
        """A node of the page tree, with its pages."""
        first, last = leaf * PAGES_A_LEAF, min((leaf + 1) * PAGES_A_LEAF, self.pages)
        width = self._numbers.width
        kids = np.tile(np.frombuffer(b"0" * width + b" 0 R ", np.uint8), (last - first, 1))
        kids[:, :width] = digits_of(self._numbers.base + 2 * np.arange(first, last))[:, -width:]
        return b"%d 0 obj<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>endobj\n" % (
            self._numbers.leaf(leaf),
            self._numbers.root,
            last - first,
            kids.tobytes(),
        )

    def _table(self, last: list[int]) -> bytes:
        """Where every object stands: type, offset in five bytes, generation; each row less the one above it."""
        squeezed, above, parts = zlib.compressobj(6), np.zeros(7, np.uint8), []
        for offsets in self._offsets(last):
            rows = np.zeros((len(offsets), 7), np.uint8)
            rows[:, 0] = offsets >= 0
            rows[:, 1:6] = np.maximum(offsets, 0)[:, None] >> np.array([32, 24, 16, 8, 0]) & 255
            filtered = np.empty((len(rows), 8), np.uint8)
            filtered[:, 0] = 2
            filtered[0, 1:] = rows[0] - above
            filtered[1:, 1:] = rows[1:] - rows[:-1]
            above = rows[-1]
            parts.append(squeezed.compress(filtered.tobytes()))
        return b"".join([*parts, squeezed.flush()])

    def _offsets(self, last: list[int]) -> Iterator[NDArray[np.int64]]:
        """The offsets of all objects by their number; -1 where there is none."""
        yield np.array(self._shared.offsets)
        start = len(self._shared.head)
        inside = self._numbers.gaps[2]
        for first in range(0, self.pages, ROWS_AT_ONCE // 2):
            page = np.arange(first, min(first + ROWS_AT_ONCE // 2, self.pages))
            at = start + page * self._page + page // PAGES_A_LEAF * self._leaf
            yield np.stack([at, at + inside], axis=1).ravel()
        ends = np.minimum(np.arange(1, self._numbers.leaves) * PAGES_A_LEAF, self.pages)
        whole = start + ends * self._page + np.arange(self._numbers.leaves - 1) * self._leaf
        yield np.append(whole, last[0] - len(self._leaf_of(self._numbers.leaves - 1)))
        yield np.array(last)
