"""The kinds of print file: what a run becomes for a PDF printer, a label printer or a print shop.

A kind registers a factory in a module of this package, which `labels/apps.py` imports:

    @output("pdf")
    class PdfOutput:
        def __init__(self, run: LabelRun) -> None: ...

What is a label's own, serial and square code, every kind takes from `outputs/marks.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from traceability.labels.refusals import OutputIsUnknown

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun


class Output(Protocol):
    """Turns the labels of a run into a print file.

    Head, the labels in order and tail, one after another, are the file: the same bytes however the labels were cut
    into chunks and whoever made each chunk.
    """

    media_type: str
    suffix: str

    def head(self) -> bytes:
        """What comes before the first label."""

    def labels(self, first: int, last: int) -> Iterator[bytes]:
        """Labels first..last of the run, counted from 1, both included, in pieces of bounded size."""

    def tail(self) -> bytes:
        """What comes after the last label."""


Factory = Callable[["LabelRun"], Output]
_F = TypeVar("_F", bound=Factory)
_outputs: dict[str, Factory] = {}


def output(name: str) -> Callable[[_F], _F]:
    """Register what makes a kind of print file of a run. Raises ValueError for a name that is taken."""

    def register(factory: _F) -> _F:
        if _outputs.setdefault(name, factory) is not factory:
            raise ValueError(f"The output {name} is registered already.")
        return factory

    return register


def must_be_known(name: str) -> None:
    """Raises OutputIsUnknown."""
    if name not in _outputs:
        raise OutputIsUnknown(output=name, outputs=", ".join(names()))


def output_of(name: str, run: LabelRun) -> Output:
    """The print file of a run in a registered kind. Raises OutputIsUnknown."""
    must_be_known(name)
    return _outputs[name](run)


def names() -> list[str]:
    """The kinds of print file there are."""
    return sorted(_outputs)
