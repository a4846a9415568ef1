"""A plot leaves a customs registration, at the end of a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from orchards.models import OrchardRegistration, Plot, RegisteredPlot
from orchards.refusals.registrations import PlotIsNotRegistered
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def release_plot(*, registration: OrchardRegistration, plot: Plot, last_day: date, by: User) -> RegisteredPlot:
    """End a plot's period under a registration: `last_day` is the last on which it is covered. Earlier days stay.

    Raises NotYourOrganisation, or PlotIsNotRegistered when no period of the plot holds that day.
    """
    must_act_for(by, registration.organisation, Membership.Role.CLERK)
    OrchardRegistration.objects.select_for_update().get(pk=registration.pk)
    period = registration.covers.filter(plot=plot).on(last_day).first()
    if period is None:
        raise PlotIsNotRegistered(plot=plot, number=registration.number, day=last_day)
    period.valid_to = last_day
    period.save(update_fields=["valid_to"])
    return period
