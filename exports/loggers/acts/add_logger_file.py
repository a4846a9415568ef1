"""Add what a temperature logger measured on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from exports.acts.steps import load_of
from exports.loggers.models import LoggerFile
from exports.loggers.reading import Reading, read_readings
from exports.loggers.refusals import LoggerFileIsHere, LoggerIsOfAnotherTime, LoggerIsTooEarly
from exports.models import ExportBatch, Movement, Pallet
from exports.refusals import PalletIsNotOfThisBatch
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Document, object_event
from traceability.lots.making import offset_minutes
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import may_act_for, must_act_for
from traceability.web import dates
from traceability.web.file_types import PDF, look_at, read_bounded

Role, State, Step = Membership.Role, ExportBatch.State, Movement.Step
TABLE = "text/csv"
_EXCEL = {
    b"PK": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"\xd0\xcf\x11\xe0": "application/vnd.ms-excel",
}


@transaction.atomic
def add_logger_file(
    *, batch: ExportBatch, file: File[bytes], by: User, pallet: Pallet | None = None, zone: tzinfo | None = None
) -> LoggerFile:
    """Read a logger's table (CSV, TSV, Excel), keep what it measured between loading and arrival, and record one event.

    `pallet` is where it travelled, else the container; `zone` its clock where the file names none. Both firms may add
    one once the batch is loaded. A PDF is kept and nothing is read of it. Raises NotYourOrganisation,
    PalletIsNotOfThisBatch, LoggerIsTooEarly, LoggerFileIsHere, LoggerIsOfAnotherTime, or those of `reading.py` and
    `web/file_types.py`.
    """
    whose = _firm(batch, by)
    batch = ExportBatch.objects.select_for_update(of=("self",)).with_names().get(pk=batch.pk)
    if pallet and pallet.batch_id != batch.pk:
        raise PalletIsNotOfThisBatch(sscc=pallet.sscc, code=batch.code)
    moved = {movement.step: movement.at for movement in batch.movements.order_by("pk")}
    if batch.state in (State.DRAFT, State.READY) or Step.LOADED not in moved:
        raise LoggerIsTooEarly(code=batch.code)
    content = read_bounded(file)
    digest = sha256(content).hexdigest()
    if batch.logger_files.filter(sha256=digest).exists():
        raise LoggerFileIsHere(code=batch.code)
    made = LoggerFile(batch=batch, pallet=pallet, sha256=digest, content_type=_type_of(content), added_by=by)
    if made.content_type == PDF:
        look_at(file)
    else:
        read = read_readings(content, zone=zone, today=timezone.localdate())
        readings = _on_the_way(batch, read, moved)
        made.log = [[one.at.isoformat(), str(one.degrees)] for one in readings]
        made.low_c, made.high_c = (pick(one.degrees for one in readings) for pick in (min, max))
        event = _measured(batch, [pallet] if pallet else [], readings, digest)
        made.event = record(event=event, act="add_logger_file", recorded_by=whose, by=by)
    made.file.save(f"{digest}{_EXTENSIONS[made.content_type]}", ContentFile(content), save=False)
    made.save()
    return made


_EXTENSIONS = {PDF: ".pdf", TABLE: ".csv", _EXCEL[b"PK"]: ".xlsx", _EXCEL[b"\xd0\xcf\x11\xe0"]: ".xls"}


def _firm(batch: ExportBatch, by: User) -> Organisation:
    if may_act_for(by, batch.importer, Role.BUYER, Role.CLERK):
        return batch.importer
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK, Role.PACKER)
    return batch.exporter


def _type_of(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return PDF
    return next((kind for mark, kind in _EXCEL.items() if content.startswith(mark)), TABLE)


def _on_the_way(batch: ExportBatch, read: Sequence[Reading], moved: dict[str, datetime]) -> list[Reading]:
    began = moved[Step.LOADED]
    ended = next((moved[step] for step in (Step.RECEIVED, Step.REFUSED, Step.ARRIVED) if step in moved), timezone.now())
    found = [one for one in read if began <= one.at <= ended]
    if not found:
        first, last = (dates.moment(one.at, offset_minutes(one.at)) for one in (read[0], read[-1]))
        raise LoggerIsOfAnotherTime(first=first, last=last, code=batch.code)
    return found


def _measured(batch: ExportBatch, on: Sequence[Pallet], readings: Sequence[Reading], digest: str) -> Document:
    """EPCIS 2.0 section 7.3.6; CEL is degrees Celsius of UN/ECE Recommendation 20."""
    pallets, lots = load_of(batch)
    degrees = [one.degrees for one in readings]
    mean = (sum(degrees, Decimal()) / len(degrees)).quantize(Decimal("0.01"))
    report: dict[str, Any] = {
        "type": "Temperature",
        "minValue": float(min(degrees)),
        "maxValue": float(max(degrees)),
        "meanValue": float(mean),
        "uom": "CEL",
    }
    times = {
        "startTime": readings[0].at.isoformat(timespec="milliseconds"),
        "endTime": readings[-1].at.isoformat(timespec="milliseconds"),
    }
    return object_event(
        action="OBSERVE",
        epcs=[pallet.uri for pallet in on or pallets],
        at=readings[-1].at,
        biz_step="sensor_reporting",
        disposition="in_transit",
        sensor_elements=[{"sensorMetadata": times, "sensorReport": [report]}],
        extensions={
            "tyt:lots": sorted(lot.uri for lot in lots),
            "tyt:readings": len(readings),
            "tyt:temperatureLogSha256": digest,
        },
    )
