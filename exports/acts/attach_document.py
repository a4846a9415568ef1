"""Attach a paper to a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from exports.documents.ephyto import Ephyto, looks_like_xml, read_ephyto
from exports.documents.facts import checked
from exports.models import Document, ExportBatch
from exports.news import Kind as News
from exports.news import tell
from exports.refusals import (
    BatchIsClosed,
    DocumentIsOfTheFuture,
    DocumentIsReplaced,
    DocumentLacksFacts,
    DocumentReplacesNothing,
    DocumentSaysOtherwise,
    DocumentStandsAlready,
)
from exports.weights import check_bill, sums_of
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day as in_words
from traceability.web.file_types import Kept, look_at, read_bounded

Kind, Role, State = Document.Kind, Membership.Role, ExportBatch.State
XML = "application/xml"


@transaction.atomic
def attach_document(
    *,
    batch: ExportBatch,
    kind: str,
    by: User,
    number: str = "",
    issuer: str = "",
    issued_on: date | None = None,
    additional_declaration: str = "",
    facts: Mapping[str, Any] | None = None,
    replaces: Document | None = None,
    file: File[bytes] | None = None,
) -> Document:
    """Add a paper with its number and what it says; of kinds in SINGLE it replaces the one before by itself.

    A CHED-PP is the importer's to add, every other paper the exporter's. The file is typed by what it is, kept under
    its SHA-256 and never under its own name; PDF, PNG and JPEG are taken, up to 10 MB, and of a phytosanitary
    certificate its XML, which then says number, day, issuer and facts where nothing is given. No event: a paper is
    named by the event of the step that it belongs to. `facts` by kind: `documents/facts.py`. Raises one of the refusals
    imported above, DocumentFactIsWrong, BillOfLadingDiffers once the batch is loaded, or those of `web/file_types.py`
    and `documents/ephyto.py`.
    """
    if kind == Kind.CHED_PP:
        must_act_for(by, batch.importer, Role.BUYER, Role.CLERK)
    else:
        must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK)
    batch = ExportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in (State.RECEIVED, State.REFUSED):
        raise BatchIsClosed(code=batch.code)
    kept, electronic = _taken(kind, file)
    said = _said(number, issuer, issued_on, electronic)
    if said.issued_on > batch.arrives_on:
        raise DocumentIsOfTheFuture(issued=in_words(said.issued_on))
    if batch.documents.filter(kind=kind, number=said.number, withdrawn_at=None).exists():
        raise DocumentStandsAlready(kind=Kind(kind).label, number=said.number)
    document = Document(
        batch=batch,
        kind=kind,
        number=said.number,
        issuer=said.issuer,
        issued_on=said.issued_on,
        additional_declaration=additional_declaration or (electronic.additional_declaration if electronic else ""),
        facts=checked(kind, (electronic.facts if electronic else {}) | dict(facts or {})),
        replaces=predecessor(batch, kind, replaces),
        added_by=by,
    )
    if kind == Kind.BILL_OF_LADING and not batch.is_draft:
        check_bill(batch, document.facts, sums_of(batch))
    if kept is not None:
        keep_file(document, kept)
    document.save()
    if kind != Kind.CHED_PP:
        tell_of(document, batch)
    return document


def tell_of(document: Document, batch: ExportBatch) -> None:
    """Let the importer hear of a new paper, and of the one that it replaces."""
    replaced = {"replaces": document.replaces.number} if document.replaces else {}
    tell(News.DOCUMENTS, batch, paper={"kind": str(document.kind), "number": document.number} | replaced)


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


def keep_file(document: Document, kept: Kept) -> None:
    """Store the bytes of an unsaved paper under their hash."""
    document.content_type = kept.content_type
    document.pages = kept.pages
    document.sha256 = hashlib.sha256(kept.content).hexdigest()
    document.file.save(f"{document.sha256}{kept.extension}", ContentFile(kept.content), save=False)


@dataclass(frozen=True)
class _Said:
    number: str
    issuer: str
    issued_on: date


def _taken(kind: str, file: File[bytes] | None) -> tuple[Kept | None, Ephyto | None]:
    if file is None:
        return None, None
    if kind == Kind.PHYTO and looks_like_xml(content := read_bounded(file)):
        return Kept(content, XML, ".xml"), read_ephyto(content)
    return look_at(file), None


def _said(number: str, issuer: str, issued_on: date | None, electronic: Ephyto | None) -> _Said:
    """What was entered, and what the electronic certificate says where nothing was."""
    number, issuer = number.strip(), issuer.strip()
    if electronic:
        if (number or electronic.number, issued_on or electronic.issued_on) != (
            electronic.number,
            electronic.issued_on,
        ):
            raise DocumentSaysOtherwise(number=electronic.number, issued=in_words(electronic.issued_on))
        number, issuer, issued_on = electronic.number, issuer or electronic.issuer, electronic.issued_on
    if not (number and issuer and issued_on):
        raise DocumentLacksFacts
    return _Said(number, issuer, issued_on)
