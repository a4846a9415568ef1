"""The outbox that a grower saved to a file and brought to the packing house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orchards.refusals.phone import OutboxIsNotReadable, OutboxIsTooLarge
from traceability.web.strict_json import NotStrictJSON, parse_strict

FORMAT, VERSION = "tianyang-trace-outbox", 1
MOST_BYTES = 8 * 1024 * 1024
MOST_RECORDS = 5_000


@dataclass(frozen=True)
class OutboxFile:
    """Whose records they are, when the phone wrote the file by its own clock, and the records as `sync` takes them."""

    grower: str
    saved_at: datetime
    records: list[Any]


def read_outbox(content: bytes) -> OutboxFile:
    """The file as the phone wrote it. Raises OutboxIsNotReadable or OutboxIsTooLarge."""
    if len(content) > MOST_BYTES:
        raise OutboxIsTooLarge(most=MOST_RECORDS)
    try:
        told = parse_strict(content)
    except NotStrictJSON as problem:
        raise OutboxIsNotReadable() from problem
    if not isinstance(told, dict) or (told.get("format"), told.get("version")) != (FORMAT, VERSION):
        raise OutboxIsNotReadable()
    grower, records = told.get("grower"), told.get("records")
    if not isinstance(grower, str) or not isinstance(records, list):
        raise OutboxIsNotReadable()
    if len(records) > MOST_RECORDS:
        raise OutboxIsTooLarge(most=MOST_RECORDS)
    return OutboxFile(grower[:20], _moment(told.get("saved_at")), records)


def _moment(said: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except (TypeError, ValueError) as problem:
        raise OutboxIsNotReadable() from problem
    if moment.utcoffset() is None:
        raise OutboxIsNotReadable()
    return moment
