"""What letters say. Whoever reads them may never have seen the desk: each sentence stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exports.models import Document, ExportBatch
from exports.news import Kind
from traceability.web import dates

REPLACED = "replaced"
"""A paper that was added in place of another one."""
SUBJECTS: Mapping[str, Promise] = {
    Kind.ANNOUNCED: gettext_lazy("%(code)s is ready to leave %(from)s"),
    Kind.SHIPPED: gettext_lazy("%(code)s has left %(from)s"),
    Kind.ARRIVED: gettext_lazy("%(code)s has arrived in %(to)s"),
    Kind.DOCUMENTS: gettext_lazy("A paper was added to %(code)s"),
    REPLACED: gettext_lazy("A paper of %(code)s was replaced"),
    Kind.WITHDRAWN: gettext_lazy("A paper of %(code)s was withdrawn"),
    Kind.RECALLED: gettext_lazy("Recall: fruit of %(code)s"),
}
BODIES: Mapping[str, Promise] = {
    Kind.ANNOUNCED: gettext_lazy(
        "%(exporter)s has made batch %(code)s ready. It is to leave %(from)s on %(leaves)s and to arrive in %(to)s on "
        "%(arrives)s."
    ),
    Kind.SHIPPED: gettext_lazy(
        "Batch %(code)s of %(exporter)s has left %(from)s and is expected in %(to)s on %(arrives)s. Its pallets and "
        "papers are on its page."
    ),
    Kind.ARRIVED: gettext_lazy(
        "Batch %(code)s of %(exporter)s is in %(to)s. Scan its pallets to receive them."
    ),
    Kind.DOCUMENTS: gettext_lazy("%(exporter)s has added a paper to batch %(code)s: %(paper)s %(number)s."),
    REPLACED: gettext_lazy(
        "%(exporter)s has replaced a paper of batch %(code)s: %(paper)s %(number)s counts now, and %(before)s does not "
        "count any more."
    ),
    Kind.WITHDRAWN: gettext_lazy(
        "%(exporter)s has withdrawn a paper of batch %(code)s: %(paper)s %(number)s. It does not count any more. The "
        "reason given: %(reason)s"
    ),
    Kind.RECALLED: gettext_lazy(
        "Fruit on the pallets of batch %(code)s of %(exporter)s is recalled, lots %(lots)s: %(reason)s Do not sell it. "
        "Set the cartons aside and tell those to whom you sold them."
    ),
}  # fmt: skip


def subject(kind: str, batch: ExportBatch, facts: Mapping[str, Any]) -> str:
    """The line that stands in the list of letters."""
    return str(SUBJECTS[_story(kind, facts)]) % _facts(batch, facts)


def body(kind: str, batch: ExportBatch, facts: Mapping[str, Any], page: str, choices: str) -> str:
    """What happened, where to read on, and why the reader is written to."""
    why = _("You are written to because you look after the imports of %(importer)s. Change that here: %(page)s") % {
        "importer": batch.importer,
        "page": choices,
    }
    said = _facts(batch, facts)
    told = [str(BODIES[_story(kind, facts)]) % said]
    if facts.get("paper", {}).get("counts_again"):
        told.append(_("%(paper)s %(before)s, which it had replaced, counts again.") % said)
    return "\n\n".join([*told, page, why]) + "\n"


def _story(kind: str, facts: Mapping[str, Any]) -> str:
    return REPLACED if facts.get("paper", {}).get("replaces") else kind


def _facts(batch: ExportBatch, facts: Mapping[str, Any]) -> dict[str, str]:
    paper = facts.get("paper", {})
    reason = str(facts.get("reason", "")).rstrip(".。 ")
    return {
        "code": batch.code,
        "exporter": str(batch.exporter),
        "from": str(batch.from_port),
        "to": str(batch.to_port),
        "leaves": dates.day(batch.leaves_on),
        "arrives": dates.day(batch.arrives_on),
        "paper": str(Document.Kind(paper["kind"]).label) if paper else "",
        "number": str(paper.get("number", "")),
        "before": str(paper.get("replaces") or paper.get("counts_again", "")),
        "lots": ", ".join(facts.get("lots", [])),
        "reason": f"{reason}." if reason else "",
    }
