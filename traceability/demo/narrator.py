"""What the person at the terminal sees while the season grows: a bar, and a line per step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO, TypeVar

from tqdm import tqdm

T = TypeVar("T")


class Narrator:
    """Tells the story to a stream; `quiet` keeps it to itself, for scripts."""

    def __init__(self, out: TextIO, *, quiet: bool = False) -> None:
        self.out, self.quiet = out, quiet

    def say(self, line: str) -> None:
        """One line about a step that is done."""
        if not self.quiet:
            self.out.write(line + "\n")
            self.out.flush()

    def each(self, things: Sequence[T], what: str) -> Iterator[T]:
        """The things one by one, with a bar that says how many of how many."""
        return iter(tqdm(things, desc=f"  {what}", file=self.out, disable=self.quiet, leave=False, ncols=78))
