"""The papers of a batch that count, and what its exporter has stated."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from exports.models import ExportBatch
from exports.readiness.facts import Paper, Said, Sticker
from exports.readiness.rules import Rule
from traceability.labels.refusals import MaterialIsUnknown, StickerIsForbidden
from traceability.labels.stickers import check_material

NO_STICKER = "none"


def papers_of(batch: ExportBatch) -> tuple[Paper, ...]:
    """Papers that no newer one replaces, the oldest first."""
    rows = batch.documents.in_force().order_by("pk")
    return tuple(
        Paper(row.kind, row.number, row.issuer, row.issued_on, row.additional_declaration, row.facts) for row in rows
    )


def said_of(batch: ExportBatch) -> tuple[Said, ...]:
    """The newest statement of each topic."""
    newest = {row.topic: row for row in batch.statements.select_related("by").order_by("pk")}
    return tuple(
        Said(
            topic=row.topic,
            holds=row.holds,
            remark=row.remark,
            measured=row.measured,
            photo=row.sha256,
            by=row.by.name,
            on=timezone.localtime(row.at).date(),
            lots=None if row.lots is None else tuple(row.lots),
        )
        for _topic, row in sorted(newest.items())
    )


def sticker_of(batch: ExportBatch, said: Iterable[Said], rules: Iterable[Rule]) -> Sticker | None:
    """What the destination says of the material that was stated; None while nobody has stated any."""
    topics = {rule.topic for rule in rules if rule.check_name == "stickers-allowed"}
    stated = next((one for one in said if one.topic in topics and one.holds), None)
    if stated is None:
        return None
    material = str(stated.measured.get("material", ""))
    if not material:
        return None
    if material == NO_STICKER:
        return Sticker(material, is_allowed=True)
    try:
        chosen = check_material(material, batch.destination, batch.arrives_on)
    except StickerIsForbidden as refused:
        return Sticker(material, False, str(refused.facts["rule"]), str(refused.facts["source"]))
    except MaterialIsUnknown:
        return Sticker(material, is_allowed=False)
    return Sticker(chosen.name_en, is_allowed=True)
