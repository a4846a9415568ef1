"""Customs registers orchards for export: one registration covers many plots of one organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from orchards.models import OrchardRegistration, Plot
from orchards.refusals import PlotsOfAnother, RegistrationEndsEarly, RegistrationIsTaken
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def register_orchards(
    *,
    organisation: Organisation,
    number: str,
    plots: Sequence[Plot],
    valid_from: date,
    by: User,
    valid_to: date | None = None,
) -> OrchardRegistration:
    """Enter a registration of exit-fruit orchards (出境水果果园注册登记) with the plots it covers.

    The number is kept as customs wrote it: its pattern differs between offices and is not checked.
    Raises NotYourOrganisation, RegistrationIsTaken, RegistrationEndsEarly or PlotsOfAnother.
    """
    must_act_for(by, organisation, Membership.Role.CLERK)
    if valid_to is not None and valid_to < valid_from:
        raise RegistrationEndsEarly(valid_from=valid_from, valid_to=valid_to)
    if OrchardRegistration.objects.filter(number=number).exists():
        raise RegistrationIsTaken(number=number)
    for plot in plots:
        if plot.grower.cooperative_id != organisation.pk:
            raise PlotsOfAnother(plot=plot, cooperative=plot.grower.cooperative)
    registration = OrchardRegistration.objects.create(
        organisation=organisation, number=number, valid_from=valid_from, valid_to=valid_to
    )
    registration.plots.set(plots)
    return registration
