"""How rooms above add to the board and to a lot's page without being imported by this one.

    @lot_panel(order=20)
    def claims(request: HttpRequest, lot: Lot) -> str:      # safe HTML, or "" for nothing
        ...

A room registers in a module `panels.py` that its AppConfig imports in `ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Action:
    """A button on a lot's page."""

    label: str
    url: str
    main: bool = False


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

    def results(self, *arguments: Any, column: str = "") -> list[Result]:
        """What each function answers, without those that have nothing to say."""
        answers = [function(*arguments) for _, place, function in self._entries if place == column]
        return [answer for answer in answers if answer]


lot_panel: Registry[str] = Registry()
lot_headline: Registry[str] = Registry()
lot_actions: Registry[list[Action]] = Registry()
board_panel: Registry[str] = Registry()
board_alert: Registry[list[Alert]] = Registry()
blend_warnings: Registry[list[str]] = Registry()
