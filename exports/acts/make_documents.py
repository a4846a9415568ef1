"""Make our papers of a batch: each from the data as it stands, as long work that may be done twice without harm."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from exports.acts.attach_document import keep_file, predecessor, tell_of
from exports.documents.consignment import Consignment
from exports.documents.facts import facts_of
from exports.documents.made import MAKERS, Maker
from exports.documents.pdf import draw
from exports.documents.sheet import Sheet
from exports.documents.words import day, languages_of
from exports.models import Document, DocumentCopy, DocumentSet, ExportBatch
from exports.refusals import BatchIsClosed, DocumentCannotBeMade, DocumentWasBrought
from traceability.jobs.acts.start import start
from traceability.jobs.models import Job
from traceability.jobs.registry import job_kind
from traceability.jobs.running import Running
from traceability.ledger.canonical import canonical_json
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.file_types import PDF, Kept

Role, State = Membership.Role, ExportBatch.State
KIND = "exports.documents"
EXTENSIONS = {PDF: ".pdf", "text/csv": ".csv", "application/ld+json": ".jsonld"}


@transaction.atomic
def ask_for_documents(*, batch: ExportBatch, by: User, on: date) -> Job:
    """The job that makes all our papers of a batch, dated `on`; the one that runs already, if there is one.

    Raises BatchIsClosed once the batch was received or refused.
    """
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK)
    batch = ExportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in (State.RECEIVED, State.REFUSED):
        raise BatchIsClosed(code=batch.code)
    if running := DocumentSet.objects.filter(batch=batch, job__finished_at=None).select_related("job").first():
        return running.job
    language = translation.get_language() or "en"
    arguments = {"batch": batch.pk, "by": by.pk, "on": on.isoformat(), "language": language}
    job = start(kind=KIND, arguments=arguments, total=len(MAKERS), by=by)
    DocumentSet.objects.create(batch=batch, job=job)
    return job


@job_kind(KIND)
def make_documents(job: Running) -> dict[str, dict[str, list[str]] | list[str]]:
    """Each paper that can be made, and of the others what they lack: {"made": [kind], "lacks": {kind: [words]}}."""
    batch = ExportBatch.objects.with_names().get(pk=job.arguments["batch"])
    by, on = User.objects.get(pk=job.arguments["by"]), date.fromisoformat(job.arguments["on"])
    consignment = Consignment(batch)
    made: list[str] = []
    lacks: dict[str, list[str]] = {}
    with translation.override(job.arguments["language"]):
        for number, maker in enumerate(MAKERS, start=1):
            try:
                make_document(consignment=consignment, maker=maker, by=by, on=on)
                made.append(maker.kind)
            except DocumentCannotBeMade as refused:
                lacks[maker.kind] = refused.facts["each"]
            except DocumentWasBrought as refused:
                lacks[maker.kind] = [refused.message]
            job.progress(number)
    return {"made": made, "lacks": lacks}


def make_document(*, consignment: Consignment, maker: Maker, by: User, on: date) -> Document:
    """One paper in the buyer's and the exporter's language and as data; the one that stands, if nothing changed.

    It is numbered like its batch, a later version -2, -3, and replaces the one before. Raises DocumentCannotBeMade
    with what it lacks, or DocumentWasBrought where a paper of this kind was added by hand.
    """
    must_act_for(by, consignment.batch.exporter, Role.SHIPPER, Role.CLERK)
    kind = Document.Kind(maker.kind)
    standing = consignment.batch.documents.in_force().filter(kind=kind).last()
    if standing and not standing.is_ours:
        raise DocumentWasBrought(kind=kind.label, number=standing.number)
    if lacking := maker.lacks(consignment):
        raise DocumentCannotBeMade(kind=kind.label, missing=_(", ").join(lacking[:5]), each=lacking)
    drawn = _drawn(consignment, maker)
    if standing and standing.made_from == drawn.digest:
        return standing
    return _kept(consignment.batch, kind, drawn, by=by, on=on)


@dataclass(frozen=True)
class _Drawn:
    """A paper before it has number and day: a sheet by language, the buyer's first, and data by type."""

    sheets: Mapping[str, Sheet]
    data: Mapping[str, bytes]
    facts: Mapping[str, int]

    @property
    def digest(self) -> str:
        """SHA-256 of everything that it says."""
        said = {
            "sheets": {language: asdict(sheet) for language, sheet in self.sheets.items()},
            "data": {kind: hashlib.sha256(content).hexdigest() for kind, content in self.data.items()},
        }
        return hashlib.sha256(canonical_json(said)).hexdigest()


def _drawn(consignment: Consignment, maker: Maker) -> _Drawn:
    sheets = {}
    for language in languages_of(consignment.batch):
        with translation.override(language):
            sheets[language] = maker.sheet(consignment)
    sums = {"packages": consignment.cartons, "net_weight_g": consignment.grams}
    known = {fact.name for fact in facts_of(maker.kind)}
    facts = {name: value for name, value in sums.items() if name in known}
    return _Drawn(sheets, maker.data(consignment), facts)


@transaction.atomic
def _kept(batch: ExportBatch, kind: Document.Kind, drawn: _Drawn, *, by: User, on: date) -> Document:
    batch = ExportBatch.objects.select_for_update(of=("self",)).with_names().get(pk=batch.pk)
    if batch.state in (State.RECEIVED, State.REFUSED):
        raise BatchIsClosed(code=batch.code)
    standing = predecessor(batch, kind)
    if standing and standing.made_from == drawn.digest:
        return standing
    number = _number(batch, kind)
    files = {}
    for language, sheet in drawn.sheets.items():
        with translation.override(language):
            files[language] = draw(replace(sheet, number=number, day=day(on)))
    buyers, *others = files
    document = Document(
        batch=batch,
        kind=kind,
        number=number,
        issuer=batch.exporter.name_latin,
        issued_on=on,
        language=buyers,
        facts=drawn.facts,
        replaces=standing,
        made_from=drawn.digest,
        added_by=by,
    )
    keep_file(document, Kept(files[buyers], PDF, EXTENSIONS[PDF]))
    document.save()
    for language in others:
        _copy(document, files[language], PDF, language)
    for content_type, content in drawn.data.items():
        _copy(document, content, content_type)
    tell_of(document, batch)
    return document


def _copy(document: Document, content: bytes, content_type: str, language: str = "") -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    copy = DocumentCopy(document=document, language=language, content_type=content_type, sha256=sha256)
    copy.file.save(f"{sha256}{EXTENSIONS[content_type]}", ContentFile(content), save=True)


def _number(batch: ExportBatch, kind: str) -> str:
    taken = set(batch.documents.filter(kind=kind).values_list("number", flat=True))
    versions = (batch.code if version == 1 else f"{batch.code}-{version}" for version in range(1, len(taken) + 2))
    return next(number for number in versions if number not in taken)
