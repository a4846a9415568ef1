"""Plots come under a customs registration, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from orchards.models import OrchardRegistration, Plot, RegisteredPlot
from orchards.refusals.registrations import (
    OutsideTheRegistration,
    PlotIsRegistered,
    PlotsOfAnother,
    RegistrationEndsEarly,
)
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def add_registered_plots(
    *,
    registration: OrchardRegistration,
    plots: Sequence[Plot],
    valid_from: date,
    by: User,
    valid_to: date | None = None,
) -> list[RegisteredPlot]:
    """Put plots under a registration from a day to a day (both included), or for as long as it is valid. All or none.

    A plot may leave and come back, and may stand under several registrations; under one it stands once at a time.
    Raises NotYourOrganisation, RegistrationEndsEarly, OutsideTheRegistration, PlotsOfAnother or PlotIsRegistered.
    """
    must_act_for(by, registration.organisation, Membership.Role.CLERK)
    OrchardRegistration.objects.select_for_update().get(pk=registration.pk)
    last = registration.valid_to
    if valid_to is not None and valid_to < valid_from:
        raise RegistrationEndsEarly(valid_from=valid_from, valid_to=valid_to)
    if valid_from < registration.valid_from or (last is not None and (valid_to or valid_from) > last):
        raise OutsideTheRegistration(
            number=registration.number, valid_from=registration.valid_from, valid_to=last or "…"
        )
    for plot in plots:
        if plot.grower.cooperative_id != registration.organisation_id:
            raise PlotsOfAnother(plot=plot, cooperative=plot.grower.cooperative)
    _refuse_twice(registration, plots, valid_from, valid_to or last)
    return RegisteredPlot.objects.bulk_create(
        RegisteredPlot(registration=registration, plot=plot, valid_from=valid_from, valid_to=valid_to or last)
        for plot in plots
    )


def _refuse_twice(
    registration: OrchardRegistration, plots: Sequence[Plot], valid_from: date, valid_to: date | None
) -> None:
    """One query, however many plots there are."""
    met = registration.covers.filter(plot__in=plots).on_or_after(valid_from)
    if valid_to is not None:
        met = met.filter(valid_from__lte=valid_to)
    if found := met.select_related("plot__place").first():
        raise PlotIsRegistered(plot=found.plot, number=registration.number)
