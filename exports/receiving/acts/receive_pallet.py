"""Accept or refuse one pallet at the importer's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from exports.models import ExportBatch, Pallet
from exports.receiving.deciding import close, record_decision
from exports.receiving.models import PalletReceipt, ReceiptPhoto
from exports.receiving.refusals import (
    CoreIsImpossible,
    FindingIsNotWritten,
    PalletIsDecided,
    PalletIsNotHere,
    TooManyCounted,
    TooManyPhotosOfAPallet,
)
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.pictures import stripped

Decision, Role, State = PalletReceipt.Decision, Membership.Role, ExportBatch.State
COLDEST, WARMEST = Decimal(-30), Decimal(60)
MOST_CARTONS, MOST_PHOTOS = 10_000, 6


@transaction.atomic
def receive_pallet(
    *,
    pallet: Pallet,
    decision: str,
    by: User,
    at: datetime,
    cartons_counted: int | None = None,
    core_c: Decimal | None = None,
    remarks: str = "",
    photos: Sequence[bytes] = (),
) -> PalletReceipt:
    """Decide about a pallet of an arrived batch, once; the last one closes the batch (received, or refused when all
    were).

    What was counted is kept beside what was sent, whatever it is; `core_c` is degrees Celsius in a fruit. Remarks,
    temperature and photos stay between the two firms: the event tells outcome and counts. Raises NotYourOrganisation,
    one of the refusals imported above, PhotoIsNoPicture or StepIsTooEarly.
    """
    must_act_for(by, pallet.batch.importer, Role.BUYER, Role.CLERK)
    remarks = remarks.strip()
    if decision != Decision.ACCEPTED and not remarks:
        raise FindingIsNotWritten
    if core_c is not None and not COLDEST <= core_c <= WARMEST:
        raise CoreIsImpossible(degrees=core_c)
    if cartons_counted is not None and cartons_counted > MOST_CARTONS:
        raise TooManyCounted(counted=cartons_counted)
    if len(photos) > MOST_PHOTOS:
        raise TooManyPhotosOfAPallet(most=MOST_PHOTOS)
    pictures = [stripped(photo) for photo in photos]
    locked = ExportBatch.objects.select_for_update(of=("self",)).with_names().get(pk=pallet.batch_id)
    if known := PalletReceipt.objects.filter(pallet=pallet).first():
        raise PalletIsDecided(sscc=pallet.sscc, decision=known.get_decision_display())
    if locked.state != State.ARRIVED:
        raise PalletIsNotHere(sscc=pallet.sscc, code=locked.code)
    [receipt] = record_decision(
        locked,
        [pallet],
        decision=decision,
        by=by,
        at=at,
        remarks=remarks,
        cartons_counted=cartons_counted,
        core_c=core_c,
    )
    for picture in pictures:
        _keep(receipt, picture)
    close(locked, receipt)
    return receipt


def _keep(receipt: PalletReceipt, picture: bytes) -> None:
    digest = sha256(picture).hexdigest()
    if not receipt.photos.filter(sha256=digest).exists():
        photo = ReceiptPhoto(receipt=receipt, sha256=digest)
        photo.file.save(f"{digest}.jpg", ContentFile(picture), save=False)
        photo.save()
