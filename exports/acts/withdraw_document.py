"""Withdraw a paper that somebody brought."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from exports.models import Document, ExportBatch
from exports.news import Kind as News
from exports.news import tell
from exports.refusals import (
    BatchIsClosed,
    DocumentIsReplaced,
    DocumentIsWithdrawn,
    DocumentWasMadeHere,
    WithdrawalNeedsAReason,
)
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role, State = Membership.Role, ExportBatch.State


@transaction.atomic
def withdraw_document(*, document: Document, why: str, by: User) -> Document:
    """A paper that was added by mistake counts no more; it is kept with the reason, and its number is free again.

    Whoever may add a paper of its kind may withdraw it. The one that it had replaced counts again, and the importer is
    told of both. A paper of ours is made anew instead. Raises NotYourOrganisation, BatchIsClosed, DocumentWasMadeHere,
    DocumentIsReplaced, DocumentIsWithdrawn or WithdrawalNeedsAReason.
    """
    batch = ExportBatch.objects.select_for_update(of=("self",)).with_names().get(pk=document.batch_id)
    if document.kind == Document.Kind.CHED_PP:
        must_act_for(by, batch.importer, Role.BUYER, Role.CLERK)
    else:
        must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK)
    if batch.state in (State.RECEIVED, State.REFUSED):
        raise BatchIsClosed(code=batch.code)
    found = Document.objects.select_related("replaced_by", "replaces").get(pk=document.pk)
    words = {"kind": found.get_kind_display(), "number": found.number}
    if found.is_ours:
        raise DocumentWasMadeHere(**words)
    if hasattr(found, "replaced_by"):
        raise DocumentIsReplaced(**words)
    if found.withdrawn_at is not None:
        raise DocumentIsWithdrawn(**words)
    if not why.strip():
        raise WithdrawalNeedsAReason(**words)
    before = found.replaces
    found.withdrawn_at, found.withdrawn_by, found.withdrawn_why = timezone.now(), by, why.strip()
    found.replaces = None
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why", "replaces"])
    if found.kind != Document.Kind.CHED_PP:
        paper = {"kind": found.kind, "number": found.number} | ({"counts_again": before.number} if before else {})
        tell(News.WITHDRAWN, batch, paper=paper, reason=found.withdrawn_why)
    return found
