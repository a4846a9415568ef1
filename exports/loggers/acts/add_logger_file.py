"""Add what a temperature logger measured on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from hashlib import sha256

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
from traceability.epcis.builders import Document, object_event, temperature_element
from traceability.lots.handling.temperature_log import TemperatureLog
from traceability.lots.making import offset_minutes
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import may_act_for, must_act_for
from traceability.web import dates
from traceability.web.file_types import PDF, look_at, read_bounded
from traceability.web.tables.reading import XLS, XLSX

Role, State, Step = Membership.Role, ExportBatch.State, Movement.Step
_KINDS = {
    b"%PDF-": (PDF, ".pdf"),
    XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    XLS: ("application/vnd.ms-excel", ".xls"),
}
_TEXT = ("text/csv", ".csv")


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
    content_type, extension = _kind_of(content)
    made = LoggerFile(batch=batch, pallet=pallet, sha256=digest, content_type=content_type, added_by=by)
    if content_type == PDF:
        look_at(file)
    else:
        read = read_readings(content, zone=zone, today=timezone.localdate())
        log = TemperatureLog([(one.at, one.degrees) for one in _on_the_way(batch, read, moved)], digest)
        made.log, made.low_c, made.high_c = log.as_told, log.low, log.high
        event = _measured(batch, [pallet] if pallet else [], log)
        made.event = record(event=event, act="add_logger_file", recorded_by=whose, by=by)
    made.file.save(f"{digest}{extension}", ContentFile(content), save=False)
    made.save()
    return made


def _firm(batch: ExportBatch, by: User) -> Organisation:
    if may_act_for(by, batch.importer, Role.BUYER, Role.CLERK):
        return batch.importer
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK, Role.PACKER)
    return batch.exporter


def _kind_of(content: bytes) -> tuple[str, str]:
    """The media type and the extension of a file, by its first bytes."""
    return next((kind for mark, kind in _KINDS.items() if content.startswith(mark)), _TEXT)


def _on_the_way(batch: ExportBatch, read: Sequence[Reading], moved: dict[str, datetime]) -> list[Reading]:
    began = moved[Step.LOADED]
    ended = next((moved[step] for step in (Step.RECEIVED, Step.REFUSED, Step.ARRIVED) if step in moved), timezone.now())
    found = [one for one in read if began <= one.at <= ended]
    if not found:
        first, last = (dates.moment(one.at, offset_minutes(one.at)) for one in (read[0], read[-1]))
        raise LoggerIsOfAnotherTime(first=first, last=last, code=batch.code)
    return found


def _measured(batch: ExportBatch, on: Sequence[Pallet], log: TemperatureLog) -> Document:
    pallets, lots = load_of(batch)
    began, ended = log.readings[0][0], log.readings[-1][0]
    return object_event(
        action="OBSERVE",
        epcs=[pallet.uri for pallet in on or pallets],
        at=ended,
        biz_step="sensor_reporting",
        disposition="in_transit",
        sensor_elements=[temperature_element(began, ended, log.low, log.high, log.mean)],
        extensions={
            "tyt:lots": sorted(lot.uri for lot in lots),
            "tyt:readings": len(log.readings),
            "tyt:temperatureLogSha256": log.sha256,
        },
    )
