"""Somebody answers by name for a fact of a batch that nobody's books know."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.db import transaction

from exports.models import ExportBatch, Statement
from exports.readiness.measures import measure_of
from exports.readiness.rules import Rule, rules_for
from exports.refusals import (
    BatchIsClosed,
    MeasureIsMissing,
    MeasureIsUnreadable,
    StatementNeedsEvidence,
    StatementNeedsItsReason,
    TopicIsUnknown,
)
from traceability.labels.stickers import materials
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.pictures import stripped

Role, State = Membership.Role, ExportBatch.State


def question(batch: ExportBatch, topic: str) -> Rule:
    """The requirement that asks about a topic. Raises TopicIsUnknown where none in force for the batch does."""
    found = [rule for rule in rules_for(batch) if rule.topic == topic]
    asked = set(batch.pallets.values_list("contents__run__lot__product__variety__species", flat=True)) - {None}
    fitting = [rule for rule in found if not rule.species or not asked or asked & set(rule.species.split())]
    if not fitting:
        raise TopicIsUnknown(topic=topic)
    return fitting[0]


@transaction.atomic
def state(
    *,
    batch: ExportBatch,
    topic: str,
    holds: bool,
    by: User,
    at: datetime,
    remark: str = "",
    measured: Mapping[str, str] | None = None,
    photo: File[bytes] | None = None,
) -> Statement:
    """Say of a batch that something `holds`, or that it does not, on a topic that a requirement in force asks about.

    What is measured is named by the requirement (`readiness/measures.py`); the photo is kept as a picture alone. The
    newest statement of a topic counts and none is ever edited. It is said of the lots that stand on the pallets now:
    of what comes later somebody has to say it again. No event: a statement is about the papers of a batch.
    Raises NotYourOrganisation, BatchIsClosed, TopicIsUnknown, StatementNeedsItsReason, StatementNeedsEvidence,
    MeasureIsMissing, MeasureIsUnreadable or PhotoIsNoPicture.
    """
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK, Role.QUALITY, Role.PACKER)
    batch = ExportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in (State.RECEIVED, State.REFUSED):
        raise BatchIsClosed(code=batch.code)
    rule, remark = question(batch, topic), remark.strip()
    if not holds and not remark:
        raise StatementNeedsItsReason()
    if holds and rule.needs_words and not remark and photo is None:
        raise StatementNeedsEvidence()
    said = Statement(
        batch=batch,
        topic=topic,
        holds=holds,
        remark=remark,
        measured=_read(rule, measured or {}, holds=holds),
        lots=sorted(set(batch.pallets.values_list("contents__run__lot", flat=True)) - {None}),
        by=by,
        at=at,
    )
    if photo is not None:
        picture = stripped(photo.read())
        said.sha256 = hashlib.sha256(picture).hexdigest()
        said.photo.save(f"{said.sha256}.jpg", ContentFile(picture), save=False)
    said.save()
    return said


def _read(rule: Rule, measured: Mapping[str, str], *, holds: bool) -> dict[str, object]:
    """What was measured in its plain form; of what does not hold nothing needs to be measured."""
    found: dict[str, object] = {}
    for name in rule.parameters.get("measures", []):
        measure, typed = measure_of(name), str(measured.get(name, "")).strip()
        if not typed and not holds:
            continue
        if not typed:
            raise MeasureIsMissing(measure=measure.label)
        value = measure.read(typed)
        if value is None or (name == "material" and value not in {"none", *materials()}):
            raise MeasureIsUnreadable(measure=measure.label, typed=typed[:40], help=measure.help)
        found[name] = value
    return found
