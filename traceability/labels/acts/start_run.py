"""Labels are asked for: serials are reserved, the quota is drawn, and a worker begins to draw."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from traceability.certification.acts.draw import draw
from traceability.certification.models import Certificate
from traceability.certification.queries import certificate_for_labels
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.jobs.acts.start import start
from traceability.labels import keys
from traceability.labels.acts.draw_run import PIECE
from traceability.labels.code_text import must_be_drawable
from traceability.labels.faces import must_fit
from traceability.labels.layouts import Layout, layout_of
from traceability.labels.models import LabelRun, SerialBook
from traceability.labels.outputs import must_be_known
from traceability.labels.particulars import particulars_of
from traceability.labels.printed_words import keep_words
from traceability.labels.queries import cartons_without_label
from traceability.labels.refusals import (
    CountIsWrong,
    LayoutHasNoName,
    LayoutNeedsTheName,
    LotIsNotPacked,
    MoreLabelsThanCartons,
    NoCertificate,
)
from traceability.labels.required import must_be_complete
from traceability.lots.conformity.drafting import keep, told_by
from traceability.lots.conformity.mixing import certificate_of_batch
from traceability.lots.holding.queries import check_free
from traceability.lots.models import Lot
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for

MOST_LABELS = 1_000_000


@transaction.atomic
def start_run(
    *,
    lot: Lot,
    count: int,
    layout: str,
    with_name: bool,
    by: User,
    at: datetime,
    destination: str = "",
    size: str = "",
    importer: Organisation | None = None,
    output: str = "pdf",
) -> LabelRun:
    """Reserve `count` serials for cartons of a packed lot, record it, and send the drawing to a worker.

    The labels carry the words of the lot's conformity certificate; a lot that has none is given one in the same step,
    where a form is in force, and the run's event tells of it.
    With the name, the lot's certificate is drawn on in the same transaction: unit weight times count.
    The file is of the kind `output`.
    Raises NotYourOrganisation, OutputIsUnknown, CountIsWrong, LotIsNotPacked, LayoutIsUnknown, NameNotForThisSpecies,
    LayoutHasNoName, LayoutNeedsTheName, MoreLabelsThanCartons, NoCertificate, CertificateIsUsedUp,
    CertificateNotInForce, NotAnAuthorisedUser, ContactIsMissing, PromiseWouldBeFalse, SourceLacksCertificate,
    LotIsHeld, LotIsRecalled, SizeIsUnknown, ParticularsAreMissing, TextDoesNotFit, CodeIsTooLong or
    CodeIsNoKey; then nothing is reserved.
    """
    must_act_for(by, lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    must_be_known(output)
    drawn = layout_of(layout)
    _check(lot, count, drawn, with_name)
    Lot.objects.select_for_update().get(pk=lot.pk)
    check_free([lot])
    left = cartons_without_label(lot)
    if count > left:
        raise MoreLabelsThanCartons(code=lot.code, left=left, wanted=count)
    grams = count * (lot.product.unit_weight_g or 0)
    certificate = _certificate(lot, count, grams, by, at) if with_name else None
    promise = certificate_of_batch(lot, by=by, at=at)
    label = particulars_of(lot, drawn, certificate, promise, destination=destination, size=size, importer=importer)
    must_be_complete(label, on=at.date())
    must_fit(label)
    must_be_drawable(lot, settings.PUBLIC_ORIGIN)
    words, own_words = keep_words(label)
    first = _reserve(count)
    run = LabelRun(
        lot=lot,
        layout=layout,
        first_index=first,
        count=count,
        key_number=keys.newest(),
        origin=settings.PUBLIC_ORIGIN,
        gtin=lot.product.gtin,
        lot_code=lot.code,
        certificate=certificate,
        destination=destination,
        size=size,
        importer=importer,
        words=words,
        own_words=own_words,
        started_by=by,
        started_at=at,
    )
    told = told_by(promise)
    document = object_event(
        action="ADD",
        biz_step="commissioning",
        disposition="active",
        at=at,
        quantities=[Quantity(lot.uri, grams=grams)],
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        certification_info=told["certification_info"],
        extensions={
            **told["extensions"],
            "tyt:labelRun": {
                "tyt:firstIndex": first,
                "tyt:labels": count,
                "tyt:layout": layout,
                "tyt:size": size or None,
                "tyt:name": certificate.scheme_id if certificate else None,
                "tyt:certificate": certificate.number if certificate else None,
            },
        },
    )
    run.event = record(event=document, act="print", recorded_by=lot.owner, by=by)
    if promise and not promise.is_kept:
        keep(promise, run.event)
    run.save()
    run.job = start(kind="labels.draw", arguments={"run": run.pk, "output": output}, total=count, piece=PIECE, by=by)
    run.save(update_fields=["job"])
    return run


def _check(lot: Lot, count: int, layout: Layout, with_name: bool) -> None:
    if not lot.is_packed:
        raise LotIsNotPacked(code=lot.code)
    if not 1 <= count <= MOST_LABELS:
        raise CountIsWrong()
    layout.must_suit(lot.product.variety.species)
    if with_name and not layout.has_name:
        raise LayoutHasNoName(layout=layout.code)
    if layout.has_name and not with_name:
        raise LayoutNeedsTheName(layout=layout.code)


def _certificate(lot: Lot, count: int, grams: int, by: User, at: datetime) -> Certificate:
    certificate = certificate_for_labels(lot, on=at.date())
    if certificate is None:
        raise NoCertificate(code=lot.code)
    draw(certificate=certificate, labels=count, grams=grams, by=by, at=at)
    return certificate


def _reserve(count: int) -> int:
    """The first of `count` unused indices. One statement takes them; nobody ever gets them again."""
    SerialBook.objects.get_or_create(pk=1)
    SerialBook.objects.filter(pk=1).update(next_index=F("next_index") + count)
    return SerialBook.objects.get(pk=1).next_index - count
