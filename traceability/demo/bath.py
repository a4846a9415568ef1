"""The hot-water bath of the packing house, with the logger's own table."""

from __future__ import annotations

from datetime import datetime, timedelta

from traceability.demo.season import BEIJING
from traceability.lots.handling.acts.treat import treat
from traceability.lots.handling.models import Handling, HandlingKind
from traceability.lots.handling.recording import Told
from traceability.lots.handling.temperature_log import read_log
from traceability.lots.models import Lot
from traceability.parties.models import User


def bathe(lot: Lot, *, began: datetime, by: User) -> Handling:
    """Ninety minutes at 46.1 °C and a little more, a reading every ten."""
    log = read_log(_readings(began).encode(), zone=BEIJING, today=began.date())
    return treat(
        lot=lot,
        kind=HandlingKind.objects.get(code="hot-water"),
        told=Told(log=log, device="Bath 2, logger 4711"),
        by=by,
        began=began,
        ended=began + timedelta(minutes=90),
    )


def _readings(began: datetime) -> str:
    """As the logger of the bath writes them."""
    readings = ((began + timedelta(minutes=10 * n), 46.1 + n % 4 / 10) for n in range(10))
    return "time,°C\n" + "".join(f"{when:%Y-%m-%d %H:%M},{degrees:.1f}\n" for when, degrees in readings)
