"""How rooms above add to the board and to a lot's page without being imported by this one.

    @lot_panel(order=20)
    def claims(request: HttpRequest, lot: Lot) -> str:      # safe HTML, or "" for nothing
        ...

A room registers in a module `panels.py` that its AppConfig imports in `ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Action:
    """A button on a lot's page."""

    label: str
    url: str
    main: bool = False
    seldom: bool = False
    """Stands behind "More"."""


@dataclass(frozen=True)
class Alert:
    """A line at the top of the board: `kind` is a state (no, warn, dunno), `text` the fact, `link` what to do."""

    kind: str
    text: str
    url: str = ""
    link: str = ""


class Registry(Generic[Result]):
    """Functions in order; `column` says where on the board a panel stands."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, str, Callable[..., Result]]] = []

    def __call__(self, *, order: int, column: str = "") -> Callable[[Callable[..., Result]], Callable[..., Result]]:
        def register(function: Callable[..., Result]) -> Callable[..., Result]:
            self._entries.append((order, column, function))
            self._entries.sort(key=lambda entry: entry[0])
            return function

        return register

    def first(self, *arguments: Any) -> Result | None:
        """The first answer of anybody who has one; those behind are not asked."""
        return next((answer for _, _, function in self._entries if (answer := function(*arguments))), None)

    def results(self, *arguments: Any, column: str = "") -> list[Result]:
        """What each function answers, without those that have nothing to say."""
        answers = [function(*arguments) for _, place, function in self._entries if place == column]
        return [answer for answer in answers if answer]


@dataclass(frozen=True)
class Mark:
    """A cell: a state (ok, no, wait, dunno, none) and a few words."""

    state: str
    words: str


@dataclass(frozen=True)
class BlendClaim:
    """What becomes of one claim in a blend: a mark for each input, by primary key, and one for the blend."""

    claim: str
    inputs: Mapping[int, Mark]
    blend: Mark
    costs: bool = True
    """False for what nobody leaves fruit out for: where it grew is told by shares."""

    @property
    def taken_by(self) -> tuple[int, ...]:
        """Inputs that take it away from the others; nobody takes what none of them has."""
        takers = tuple(key for key, mark in self.inputs.items() if mark.state == "no")
        return takers if self.blend.state == "no" and len(takers) < len(self.inputs) else ()


@dataclass(frozen=True)
class Column:
    """A column of the table of lots that may be packed: its heading, and a cell of safe HTML for each lot's key."""

    title: str
    cells: Mapping[int, str]


@dataclass(frozen=True)
class Registered:
    """Under which numbers of customs the orchards of a lot stood on the days of picking.

    `lacking` names the plots that had none, `url` leads to where they are entered.
    """

    numbers: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    url: str = ""


orchard_numbers: Registry[Registered] = Registry()
"""(lot) -> the registrations of the orchards that it came from."""
weight_check: Registry[None] = Registry()
"""(lot, grams) -> nothing; raises what the orchard cannot believe of a corrected weight."""
lot_panel: Registry[str] = Registry()
"""(request, lot) -> safe HTML of a section."""
lot_headline: Registry[str] = Registry()
"""(request, lot) -> the sentence that opens the lot's page; the first that has one wins."""
lot_actions: Registry[list[Action]] = Registry()
"""(request, lot) -> buttons."""
board_sentence: Registry[str] = Registry()
"""(request, organisation) -> a sentence behind the first one of the board: "Three lots wait for inspection." """
board_day: Registry[date | None] = Registry()
"""(request, organisation) -> the last day on which a room above has work for the board, or None."""
board_panel: Registry[str] = Registry()
"""(request, organisation) -> safe HTML of a section; `column` is left, right or wide."""
board_alert: Registry[list[Alert]] = Registry()
"""(request, organisation) -> lines at the top."""
board_column: Registry[Column] = Registry()
"""(request, lots) -> one column about all of them, so that a table costs the same queries for any number of lots."""
blend_claims: Registry[list[BlendClaim]] = Registry()
"""(request, inputs: [(lot, grams)]) -> what becomes of claims in the blend, kept ones too."""
finder: Registry[str] = Registry()
"""(request, text) -> the address of what was scanned or typed, or "" when it is none of the room's."""
