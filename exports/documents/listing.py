"""The papers of a batch as lines of a table: those that are there, judged, and those that are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exports.documents.compare import differs
from exports.documents.consignment import Consignment
from exports.models import Document, ExportBatch
from exports.readiness.answers import Outcome, Result
from traceability.web.language import OWN_NAMES

Kind = Document.Kind
EXPECTED = (Kind.PHYTO, Kind.INVOICE, Kind.PACKING_LIST, Kind.BILL_OF_LADING)
"""Papers that a container to the Union travels with; each is named while it is missing."""
CHECKED = (Kind.PHYTO, Kind.CHED_PP)
"""Papers that requirements look at. Others are green when their own numbers agree with the batch, and never else."""
_DATA = {"text/csv": "CSV", "application/ld+json": "EPCIS", "application/xml": "XML", "image/png": "PNG"}


@dataclass(frozen=True)
class PaperFile:
    """A file of a paper: what to call it, and the hash by which it is asked for."""

    name: str
    sha256: str


@dataclass(frozen=True)
class PaperLine:
    """A paper that is there, or that is missing. `state` is empty for what is kept and nobody has checked."""

    name: str
    document: Document | None
    state: str
    note: str = ""
    weight_g: int | None = None
    files: tuple[PaperFile, ...] = ()


def paper_lines(batch: ExportBatch, results: Iterable[Result] = ()) -> list[PaperLine]:
    """Every paper with the judgement on it, those that count no more last, then those that are still missing."""
    consignment = Consignment(batch)
    broken = any(result.stage == "plant_health" and result.outcome == Outcome.FAIL for result in results)
    documents = list(batch.documents.select_related("replaced_by").prefetch_related("copies").order_by("pk"))
    standing = [one for one in documents if counts(one)]
    lines = [_line(one, _state(one, consignment, broken=broken)) for one in standing]
    lines += [_line(one, "none") for one in documents if not counts(one)]
    return lines + [_missing(kind, batch) for kind in EXPECTED if kind not in {one.kind for one in standing}]


def counts(document: Document) -> bool:
    """True until another paper replaces it or somebody withdraws it."""
    return not hasattr(document, "replaced_by") and document.withdrawn_at is None


def files_of(document: Document) -> tuple[PaperFile, ...]:
    """Each file of a paper, by its language or its form."""
    files = (
        [PaperFile(_file_name(document.language, document.content_type), document.sha256)] if document.sha256 else []
    )
    return (
        *files,
        *(PaperFile(_file_name(one.language, one.content_type), one.sha256) for one in document.copies.all()),
    )


def _file_name(language: str, content_type: str) -> str:
    if language:
        return OWN_NAMES.get(language, language)
    return _DATA.get(content_type, _("File"))


def _state(document: Document, consignment: Consignment, *, broken: bool) -> str:
    differing = differs(document, consignment)
    if differing or (broken and document.kind == Kind.PHYTO):
        return "no"
    return "ok" if document.kind in CHECKED or differing is False else ""


def _line(document: Document, state: str) -> PaperLine:
    note = _("made here") if document.is_ours else ""
    if state == "none":
        note = _("withdrawn") if document.withdrawn_at else _("replaced")
    weight = document.facts.get("net_weight_g", document.facts.get("gross_weight_g"))
    return PaperLine(document.get_kind_display(), document, state, note, weight, files_of(document))


def _missing(kind: Kind, batch: ExportBatch) -> PaperLine:
    later = kind == Kind.BILL_OF_LADING and not batch.has_left
    return PaperLine(str(kind.label), None, "dunno", _("after loading") if later else _("not here yet"))
