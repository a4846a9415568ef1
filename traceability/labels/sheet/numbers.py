"""The numbers of the objects of a print file."""

from __future__ import annotations

from dataclasses import dataclass

PAGES_A_LEAF = 512
"""Pages under one node of the page tree: a viewer that opens page 900,000 reads two nodes on its way."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of the objects. All of pages have as many digits, so that a page has as many bytes as the next."""

    base: int
    width: int
    pages: int

    @classmethod
    def of(cls, pages: int, shared: int) -> Numbers:
        """For so many pages, after so many objects that ReportLab numbered."""
        width = 3
        while 9 * 10 ** (width - 1) < 3 * pages + 3 or 10 ** (width - 1) < shared:
            width += 1
        return cls(10 ** (width - 1), width, pages)

    @property
    def leaves(self) -> int:
        return -(-self.pages // PAGES_A_LEAF)

    def leaf(self, number: int) -> int:
        return self.base + 2 * self.pages + number

    @property
    def root(self) -> int:
        return self.leaf(self.leaves)

    @property
    def catalogue(self) -> int:
        return self.root + 1

    @property
    def xref(self) -> int:
        return self.root + 2

    @property
    def gaps(self) -> tuple[int, int, int]:
        """Where in a page's record the numbers of the page, of its contents and of the contents' object stand."""
        contents = self.width + len(b" 0 obj<</Contents ")
        second = contents + 2 * self.width + len(b" 0 R/Type/Page/Parent  0 R>>endobj\n")
        return 0, contents, second
