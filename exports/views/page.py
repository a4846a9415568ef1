"""What the pages of both desks say about a batch, ready to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.containers import spell as spell_container
from exports.destinations import country_name
from exports.models import ExportBatch, Movement
from exports.queries import Load, PalletLine
from exports.readiness.answers import Outcome, Result
from exports.readiness.engine import Assessment, said_again
from traceability.lots.models import Lot
from traceability.web import dates

RESIDUES = ("T2", "T2N")
"""The requirements whose answers an importer asks for first."""


@dataclass(frozen=True)
class Step:
    """A line of the journey, as ui/timeline.html draws it."""

    when: str
    what: str
    detail: str = ""
    kind: str = ""
    event: str = ""


@dataclass(frozen=True)
class Stage:
    """The checks of one stretch of the way."""

    name: str
    results: list[Result]


def stages(results: Iterable[Result]) -> list[Stage]:
    """Results in the order of the sheet, by stretch."""
    return [Stage(name, list(group)) for name, group in groupby(results, key=lambda result: result.stage_name)]


def tally(assessment: Assessment) -> list[tuple[str, bool]]:
    """How many of each outcome, in words; True for the one that is loud."""
    counts = {outcome: len(assessment.having(outcome)) for outcome in Outcome}
    words = (
        (Outcome.PASS, ngettext("%(count)s passes", "%(count)s pass", counts[Outcome.PASS])),
        (Outcome.FAIL, ngettext("%(count)s stops", "%(count)s stop", counts[Outcome.FAIL])),
        (Outcome.UNKNOWN, _("%(count)s unknown")),
        (Outcome.WARNING, ngettext("%(count)s warns", "%(count)s warn", counts[Outcome.WARNING])),
        (Outcome.NOT_NEEDED, _("%(count)s not for this batch")),
    )
    return [(said % {"count": counts[outcome]}, outcome == Outcome.FAIL) for outcome, said in words if counts[outcome]]


def load_of(lines: Iterable[PalletLine]) -> Load:
    """The sum below the pallets."""
    lines = list(lines)
    gross = [line.gross_g for line in lines if line.gross_g is not None]
    return Load(
        pallets=len(lines),
        cartons=sum(line.cartons for line in lines),
        weight_g=sum(line.weight_g for line in lines),
        gross_g=sum(gross) if lines and len(gross) == len(lines) else None,
    )


def lots_of(lines: Iterable[PalletLine]) -> list[Lot]:
    """The lots of a batch, each once."""
    return list({lot.pk: lot for line in lines for lot in line.lots}.values())


def way(batch: ExportBatch) -> str:
    """From port and day to port and day."""
    return _("%(from)s %(leaves)s → %(to)s %(arrives)s") % {
        "from": batch.from_port,
        "leaves": dates.day(batch.leaves_on, short=True),
        "to": batch.to_port,
        "arrives": dates.day(batch.arrives_on, short=True),
    }


def container(batch: ExportBatch) -> str:
    """Container and seal."""
    if not batch.container:
        return ""
    words = {"container": spell_container(batch.container), "seal": batch.seal}
    return _("%(container)s, seal %(seal)s") % words if batch.seal else words["container"]


def residues_when_shipped(batch: ExportBatch) -> list[str]:
    """What the report that let it leave says of residues, in the reader's language."""
    report = batch.reports.filter(ready=True).first()
    if report is None:
        return []
    kept = {r["code"]: r["words"] for r in report.results if r["code"] in RESIDUES and r["outcome"] == Outcome.PASS}
    now = {result.code: result.words for result in said_again(report, kept) if result.outcome == Outcome.PASS}
    return list((kept | now).values())


def journey(batch: ExportBatch, lines: list[PalletLine], movements: dict[str, Movement]) -> list[Step]:
    """What happened to a batch, and what is to come."""
    steps = []
    events = [line.pallet.event for line in lines if line.pallet.event]
    if events:
        built = ngettext("%(count)s pallet built", "%(count)s pallets built", len(events)) % {"count": len(events)}
        steps.append(Step(_when(events[-1].local_time.date()), built, event=events[-1].get_absolute_url()))
    names = {
        "loaded": (_("Loaded in %(port)s") % {"port": batch.from_port}, container(batch)),
        "unloaded": (_("Taken out of the container again"), ""),
        "shipped": (_("Left %(port)s") % {"port": batch.from_port}, batch.vessel),
        "arrived": (_("Arrived in %(port)s") % {"port": batch.to_port}, ""),
        "received": (_("Received by %(importer)s") % {"importer": batch.importer.name_latin}, ""),
        "refused": (_("Refused by %(importer)s") % {"importer": batch.importer.name_latin}, ""),
    }
    for step, movement in movements.items():
        what, detail = names[step]
        here = "here" if movement == list(movements.values())[-1] else ""
        url = movement.event.get_absolute_url()
        steps.append(Step(_when(movement.event.local_time.date()), what, movement.remarks or detail, here, url))
    if not batch.has_left:
        steps.append(Step(_when(batch.leaves_on), str(batch.from_port), _("planned"), "to-come"))
    if not batch.has_left or batch.state == ExportBatch.State.SHIPPED:
        steps.append(Step(_when(batch.arrives_on), str(batch.to_port), _("expected"), "to-come"))
    return steps


def movements_of(batch: ExportBatch) -> dict[str, Movement]:
    """The steps taken, by name, in order."""
    return {movement.step: movement for movement in batch.movements.select_related("event")}


def destination(batch: ExportBatch) -> str:
    """The port, and the country where the fruit is eaten where that is another."""
    port = _("%(port)s, %(country)s") % {"port": batch.to_port, "country": country_name(batch.to_port.country)}
    if batch.destination == batch.to_port.country:
        return port
    return _("%(port)s, for %(country)s") % {"port": port, "country": country_name(batch.destination)}


def _when(day: date) -> str:
    return dates.day(day, short=True)
