"""What is printed where, in millimetres from the label's upper left corner: data, for drawing and for tests.

Made for 203 dpi, 8 dots a millimetre: rules of 2, 4 or 8 dots, type of 6.5 pt or more, QR modules of 7 dots.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traceability.labels.papers import Paper, paper_of
from traceability.labels.refusals import LayoutIsUnknown, NameNotForThisSpecies
from traceability.lots.models import Species

DOT_MM = 0.125
MODULE_DOTS = 7


@dataclass(frozen=True)
class Box:
    """A place: left, top, width and height in mm."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class OwnText:
    """Where and how a label's serial is written: x in mm at the edge that `align` names, the baseline's y in mm."""

    x: float
    y: float
    pt: float
    bold: bool = False
    align: str = "left"
    before: str = ""
    grouped: bool = False

    def words(self, serial: str) -> str:
        """The text for one serial: in fours for people, or as it is after the words `before` it."""
        shown = " ".join(serial[n : n + 4] for n in range(0, len(serial), 4)) if self.grouped else serial
        return self.before + shown


@dataclass(frozen=True)
class Layout:
    """A label: its size, whether it carries a protected name, and then for which species alone.

    What is each label's own stands here as data, the square code in `qr` and the serial in `own_texts`, so that a
    writer of many prints it without a pen; all the rest is the same on every label of a run.
    """

    code: str
    title: str | Promise
    width_mm: float
    height_mm: float
    has_name: bool
    qr: Box
    own_texts: tuple[OwnText, ...]
    paper: Paper
    face: str
    species: tuple[str, ...] = ()

    def must_suit(self, species: Species) -> None:
        """Raises NameNotForThisSpecies where the layout carries a name of other fruit."""
        if self.species and species.code not in self.species:
            raise NameNotForThisSpecies(layout=self.code, fruit=species.name_en)

    def place(self, number: int) -> tuple[float, float]:
        """Left and top, in mm, of label `number` (from 0) on its paper."""
        return self.paper.place(number, self.width_mm, self.height_mm)


_QR_SIZE = 33 * MODULE_DOTS * DOT_MM
_RIGHT = 96.0
_QR_TOP = {(False, True): 25.125, (False, False): 20.0, (True, True): 57.25, (True, False): 57.25}
"""Where the square stands, by whether the label is tall and has the name: its head decides."""


def _carton(code: str, title: Promise, paper: str, *, tall: bool, has_name: bool) -> Layout:
    face, height = ("carton-150", 150.0) if tall else ("carton-100", 100.0)
    qr = Box(67.125, _QR_TOP[tall, has_name], _QR_SIZE, _QR_SIZE)
    below = OwnText(qr.x + qr.width / 2, qr.y + qr.height + 4.6, 8, bold=True, align="centre", grouped=True)
    last = OwnText(_RIGHT, height - 4.6, 7, align="right", before="(21) ")
    species = ("mango",) if has_name else ()
    return Layout(code, title, 100, height, has_name, qr, (below, last), paper_of(paper), face, species)


CARTON_GI = _carton("carton-100-gi", _("Carton 100 × 100, with the name"), "roll-100x100", tall=False, has_name=True)
CARTON = _carton("carton-100", _("Carton 100 × 100, without the name"), "roll-100x100", tall=False, has_name=False)
_CARTONS = (
    CARTON_GI,
    CARTON,
    _carton("carton-150-gi", _("Carton 100 × 150, with the name"), "roll-100x150", tall=True, has_name=True),
    _carton("carton-150", _("Carton 100 × 150, without the name"), "roll-100x150", tall=True, has_name=False),
    _carton("carton-100-gi-a4", _("A4, four cartons, with the name"), "a4-cut-100x100", tall=False, has_name=True),
    _carton("carton-100-a4", _("A4, four cartons, without the name"), "a4-cut-100x100", tall=False, has_name=False),
    _carton("carton-150-gi-a4", _("A4, two tall cartons, with the name"), "a4-cut-100x150", tall=True, has_name=True),
    _carton("carton-150-a4", _("A4, two tall cartons, without the name"), "a4-cut-100x150", tall=True, has_name=False),
    _carton("carton-100-gi-a4-4", _("A4 in four stickers, with the name"), "a4-4", tall=False, has_name=True),
    _carton("carton-100-a4-4", _("A4 in four stickers, without the name"), "a4-4", tall=False, has_name=False),
)
LAYOUTS = {layout.code: layout for layout in _CARTONS}


def layout_of(code: str) -> Layout:
    """The layout of a code. Raises LayoutIsUnknown."""
    if code not in LAYOUTS:
        raise LayoutIsUnknown(layout=code, layouts=", ".join(LAYOUTS))
    return LAYOUTS[code]
