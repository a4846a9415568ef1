"""A plot is given up: felled, sold or handed back. What was picked on it stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from orchards.models import Plot, RegisteredPlot
from orchards.refusals.land import PlotIsRetired, RetiredInTheFuture
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import moment


@transaction.atomic
def retire_plot(*, plot: Plot, by: User, at: datetime | None = None) -> Plot:
    """Close a plot at a moment (now, if none is given). Fruit picked before may still be logged, none picked after.

    Its periods under customs registrations end with that day: no certificate may name it for later fruit.

    Raises NotYourOrganisation, PlotIsRetired or RetiredInTheFuture.
    """
    must_act_for(by, plot.grower.cooperative, Membership.Role.CLERK)
    plot = Plot.objects.select_for_update(of=("self",)).with_names().get(pk=plot.pk)
    if plot.retired_at is not None:
        raise PlotIsRetired(plot=plot.number, day=timezone.localdate(plot.retired_at))
    now = timezone.now()
    if at is not None and at > now:
        raise RetiredInTheFuture(moment=moment(at))
    plot.retired_at = at or now
    plot.save(update_fields=["retired_at"])
    last_day = timezone.localdate(plot.retired_at)
    RegisteredPlot.objects.filter(plot=plot).on(last_day).update(valid_to=last_day)
    return plot
