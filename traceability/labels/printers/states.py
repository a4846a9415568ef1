"""How a printer is, in the words of its language.

ZPL: ~HQES (errors as bits; answered also while it has stopped) and ~HS (formats waiting; many do not answer it then).
TSPL: <ESC>!? answers one byte of bits.
References: ZPL II Programming Guide, ~HQ and ~HS; TSPL/TSPL2 Programming Manual, <ESC>!?.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traceability.labels.models import Printer
from traceability.labels.printers.wire import Wire

_PAPER, _RIBBON, _HEAD = _("the paper is out."), _("the ribbon is out."), _("its head or lid is open.")
_JAM, _PAUSED, _OTHER = _("the paper is jammed."), _("somebody paused it."), _("it reports a fault.")
_ZPL_ERRORS: tuple[tuple[int, Promise | str], ...] = (
    (0x1, _PAPER),
    (0x2, _RIBBON),
    (0x4, _HEAD),
    (0x8, _("its cutter is stuck.")),
    (0x30, _("it is too hot.")),
    (0x10000, _PAUSED),
    (0xFFFFFFFF, _OTHER),
)
_TSPL_ERRORS: tuple[tuple[int, Promise | str], ...] = (
    (0x04, _PAPER),
    (0x08, _RIBBON),
    (0x02, _JAM),
    (0x01, _HEAD),
    (0x10, _PAUSED),
    (0x80, _OTHER),
)
_TSPL_PRINTING = 0x20
_HQES = re.compile(rb"ERRORS:\s+[01]\s+[0-9A-Fa-f]{8}\s+([0-9A-Fa-f]{8})")


@dataclass(frozen=True)
class PrinterState:
    """What a printer answered: the problem that stops it, or nothing; and whether labels still wait in it."""

    problem: str = ""
    busy: bool = False


def state_of(printer: Printer, wire: Wire) -> PrinterState | None:
    """How the printer is; None when it says nothing. Raises PrinterHungUp."""
    return _zpl(wire) if printer.language == Printer.Language.ZPL else _tspl(wire)


def _zpl(wire: Wire) -> PrinterState | None:
    found = _HQES.search(wire.ask(b"~HQES", lambda said: said.rstrip().endswith(b"\x03")))
    if found is None:
        return None
    if problem := _words(_ZPL_ERRORS, int(found[1], 16)):
        return PrinterState(problem)
    strings = re.findall(rb"\x02([^\x03]*)\x03", wire.ask(b"~HS", lambda said: said.count(b"\x03") >= 3))
    if len(strings) < 2:
        return PrinterState()
    formats, remaining = strings[0].split(b","), strings[1].split(b",")
    waiting = _number(formats, 4) + _number(remaining, 8)
    return PrinterState(busy=waiting > 0)


def _number(fields: list[bytes], at: int) -> int:
    return int(fields[at]) if len(fields) > at and fields[at].isdigit() else 0


def _tspl(wire: Wire) -> PrinterState | None:
    said = wire.ask(b"\x1b!?", lambda said: len(said) > 0)
    if not said:
        return None
    return PrinterState(_words(_TSPL_ERRORS, said[-1]), busy=bool(said[-1] & _TSPL_PRINTING))


def _words(errors: tuple[tuple[int, Promise | str], ...], bits: int) -> str:
    return next((str(words) for mask, words in errors if bits & mask), "")
