"""Attach a paper to a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from exports.documents.facts import checked
from exports.models import Document, ExportBatch
from exports.refusals import (
    BatchIsClosed,
    DocumentIsOfTheFuture,
    DocumentIsReplaced,
    DocumentReplacesNothing,
    DocumentStandsAlready,
)
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day as in_words
from traceability.web.file_types import Kept, look_at

Kind, Role, State = Document.Kind, Membership.Role, ExportBatch.State


@transaction.atomic
def attach_document(
    *,
    batch: ExportBatch,
    kind: str,
    number: str,
    issuer: str,
    issued_on: date,
    by: User,
    additional_declaration: str = "",
    facts: Mapping[str, Any] | None = None,
    replaces: Document | None = None,
    file: File[bytes] | None = None,
) -> Document:
    """Add a paper with its number and what it says; of kinds in SINGLE it replaces the one before by itself.

    A CHED-PP is the importer's to add, every other paper the exporter's. The file is typed by its first bytes, kept
    under its SHA-256 and never under its own name; PDF, PNG and JPEG are taken, up to 10 MB. No event: a paper is
    named by the event of the step that it belongs to. `facts` by kind: `documents/facts.py`. Raises one of the refusals
    imported above, DocumentFactIsWrong, FileIsUnknown or FileIsTooLarge.
    """
    if kind == Kind.CHED_PP:
        must_act_for(by, batch.importer, Role.BUYER, Role.CLERK)
    else:
        must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK)
    batch = ExportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in (State.RECEIVED, State.REFUSED):
        raise BatchIsClosed(code=batch.code)
    if issued_on > batch.arrives_on:
        raise DocumentIsOfTheFuture(issued=in_words(issued_on))
    if batch.documents.filter(kind=kind, number=number).exists():
        raise DocumentStandsAlready(kind=Kind(kind).label, number=number)
    document = Document(
        facts=checked(kind, facts or {}),
        replaces=predecessor(batch, kind, replaces),
        batch=batch,
        kind=kind,
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        additional_declaration=additional_declaration,
        added_by=by,
    )
    if file is not None:
        _keep(document, look_at(file))
    document.save()
    return document


def predecessor(batch: ExportBatch, kind: str, named: Document | None = None) -> Document | None:
    """The paper that a new one of this kind replaces: the one named, else the one that counts of a SINGLE kind.

    Raises DocumentReplacesNothing for a paper of another batch or kind, DocumentIsReplaced for one that has its
    successor.
    """
    if named is None:
        return batch.documents.in_force().filter(kind=kind).last() if kind in Document.SINGLE else None
    if named.batch_id != batch.pk or named.kind != kind:
        raise DocumentReplacesNothing(number=named.number, kind=Kind(kind).label)
    if Document.objects.filter(replaces=named).exists():
        raise DocumentIsReplaced(kind=Kind(kind).label, number=named.number)
    return named


def _keep(document: Document, kept: Kept) -> None:
    document.content_type = kept.content_type
    document.sha256 = hashlib.sha256(kept.content).hexdigest()
    document.file.save(f"{document.sha256}{kept.extension}", ContentFile(kept.content), save=False)
