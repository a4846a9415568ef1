"""What customs wrote of a registration is put right, or prolonged."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from orchards.acts.register_orchards import checked_end, checked_number
from orchards.models import OrchardRegistration
from orchards.refusals.registrations import OutsideTheRegistration
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def edit_registration(
    *, registration: OrchardRegistration, number: str, valid_from: date, by: User, valid_to: date | None = None
) -> OrchardRegistration:
    """Say number and days anew. Periods of plots that began or ended with the registration move with it.

    Raises NotYourOrganisation, RegistrationNumberIsWrong, RegistrationIsTaken, RegistrationEndsEarly, or
    OutsideTheRegistration when a plot stands under it on days that would fall out: release it first.
    """
    must_act_for(by, registration.organisation, Membership.Role.CLERK)
    registration = OrchardRegistration.objects.select_for_update().get(pk=registration.pk)
    before = (registration.valid_from, registration.valid_to)
    registration.number = checked_number(number, but=registration)
    registration.valid_from, registration.valid_to = valid_from, checked_end(valid_from, valid_to)
    registration.save()
    periods = list(registration.covers.all())
    for period in periods:
        first = valid_from if period.valid_from == before[0] else period.valid_from
        last = valid_to if period.valid_to == before[1] else period.valid_to
        ends_late = valid_to is not None and (last is None or last > valid_to)
        if first < valid_from or ends_late or (last is not None and last < first):
            raise OutsideTheRegistration(number=registration.number, valid_from=valid_from, valid_to=valid_to or "…")
        period.valid_from, period.valid_to = first, last
    # Periods of one plot never cross each other, so those that move stay apart from those that stand.
    registration.covers.bulk_update(periods, ["valid_from", "valid_to"], batch_size=200)
    return registration
