"""A record was wrong: a new record declares it so, and both stay in the book."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from orchards.models import Correction, Harvest, Treatment, WeighIn
from orchards.permissions import must_write_for
from orchards.refusals.records import (
    AlreadyCorrected,
    AlreadyWeighedIn,
    CorrectsAnotherPlotsGrower,
    RecordDiffers,
    TreatmentIsCopied,
)
from orchards.weights import shown
from traceability.epcis.acts.declare_error import declare_error
from traceability.parties.models import SignInCard, User

MOST_CHARACTERS = 200


@transaction.atomic
def correct(
    *,
    client_id: UUID,
    wrong: Harvest | Treatment,
    by: User,
    at: datetime,
    right: Harvest | Treatment | None = None,
    reason: str = "",
    card: SignInCard | None = None,
) -> Correction:
    """Declare `wrong` wrong; `right`, of the same kind and grower, stands in its place, or nothing does.

    The old record's event gets an errorDeclaration (EPCIS 2.0 section 7.4.1.4): incorrect_data with a record in its
    place, did_not_occur without. `client_id` is the phone's identifier of this act: the same again is the stored one.
    Raises NotYourOrganisation, AlreadyCorrected, AlreadyWeighedIn, TreatmentIsCopied, CorrectsAnotherPlotsGrower or
    RecordDiffers.
    """
    must_write_for(by, wrong.plot.grower)
    kind = "harvest" if isinstance(wrong, Harvest) else "treatment"
    if known := Correction.objects.filter(client_id=client_id).first():
        if getattr(known, f"{kind}_id") == wrong.pk:
            return known
        raise RecordDiffers(lot_code=str(known))
    check_correction(wrong, right)
    declaration = declare_error(
        event=wrong.event,
        reason="incorrect_data" if right else "did_not_occur",
        corrective=[right.event] if right else [],
        recorded_by=wrong.plot.grower.cooperative,
        by=by,
        at=at,
    )
    return Correction.objects.create(
        client_id=client_id,
        reason=reason.strip()[:MOST_CHARACTERS],
        at=at,
        card=card,
        logged_by=by,
        event=declaration,
        **{kind: wrong, f"by_{kind}": right},
    )


def check_correction(wrong: Harvest | Treatment, right: Harvest | Treatment | None = None) -> None:
    """Whether a record may still be declared wrong; locks it, so that no scale takes it in meanwhile.

    Raises AlreadyCorrected, AlreadyWeighedIn, TreatmentIsCopied or CorrectsAnotherPlotsGrower.
    """
    if right is not None and (type(right) is not type(wrong) or right.plot.grower_id != wrong.plot.grower_id):
        raise CorrectsAnotherPlotsGrower()
    if isinstance(wrong, Harvest):
        Harvest.objects.select_for_update().get(pk=wrong.pk)
        if Correction.objects.filter(harvest=wrong).exists():
            raise AlreadyCorrected(record=wrong.lot_code)
        if weighed := WeighIn.objects.filter(harvest=wrong).select_related("lot").first():
            raise AlreadyWeighedIn(lot_code=wrong.lot_code, kg=shown(weighed.lot.weight_g, "kg"))
        return
    if Correction.objects.filter(treatment=wrong).exists():
        raise AlreadyCorrected(record=wrong.product)
    copied = WeighIn.objects.filter(
        harvest__plot=wrong.plot,
        harvest__picked_at__date__gte=wrong.applied_on,
        lot__making__event__record_time__gte=wrong.event.record_time,
    )
    if first := copied.select_related("lot").first():
        raise TreatmentIsCopied(product=wrong.product, lot_code=first.lot.code)
