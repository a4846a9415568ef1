"""What is printed where, in millimetres from the label's upper left corner: data, for drawing and for tests.

Made for 203 dpi, 8 dots a millimetre: rules of 2, 4 or 8 dots, type of 6.5 pt or more, QR modules of 7 dots.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
class Paper:
    """What the printer takes: its size in mm and how many labels stand on it, in columns and rows, centred."""

    width_mm: float
    height_mm: float
    columns: int = 1
    rows: int = 1


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


ROLL = Paper(100, 100)
A4 = Paper(210, 297, columns=2, rows=2)


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
    species: tuple[str, ...] = ()
    paper: Paper = ROLL

    def must_suit(self, species: Species) -> None:
        """Raises NameNotForThisSpecies where the layout carries a name of other fruit."""
        if self.species and species.code not in self.species:
            raise NameNotForThisSpecies(layout=self.code, fruit=species.name_en)


_QR_SIZE = 33 * MODULE_DOTS * DOT_MM


def _carton(qr_top: float, code: str, title: Promise, *, has_name: bool, species: tuple[str, ...] = ()) -> Layout:
    qr = Box(67.125, qr_top, _QR_SIZE, _QR_SIZE)
    below = OwnText(qr.x + qr.width / 2, qr.y + qr.height + 4.6, 8, bold=True, align="centre", grouped=True)
    last = OwnText(96, 95.4, 7, align="right", before="(21) ")
    return Layout(code, title, 100, 100, has_name, qr, (below, last), species)


CARTON_GI = _carton(25.125, "carton-100-gi", _("Carton 100 × 100, with the name"), has_name=True, species=("mango",))
CARTON = _carton(21.625, "carton-100", _("Carton 100 × 100, without the name"), has_name=False)
CARTON_GI_A4 = replace(CARTON_GI, code="carton-100-gi-a4", title=_("A4, four cartons, with the name"), paper=A4)
CARTON_A4 = replace(CARTON, code="carton-100-a4", title=_("A4, four cartons, without the name"), paper=A4)
LAYOUTS = {layout.code: layout for layout in (CARTON_GI, CARTON, CARTON_GI_A4, CARTON_A4)}


def layout_of(code: str) -> Layout:
    """The layout of a code. Raises LayoutIsUnknown."""
    if code not in LAYOUTS:
        raise LayoutIsUnknown(layout=code, layouts=", ".join(LAYOUTS))
    return LAYOUTS[code]
