"""Offer a packed lot to an exporter, so that it may stand on its pallets."""

from __future__ import annotations

from django.db import transaction

from exports.acts.open_batch import EXPORTERS
from exports.refusals import NotAnExporter
from traceability.lots.models import Lot
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def offer(*, lot: Lot, exporter: Organisation, by: User) -> None:
    """Show `lot` to `exporter`, who may from then on put its cartons on pallets. Offering again changes nothing.

    Nothing happens to the fruit, so no event is recorded. Raises NotAnExporter, NotYourOrganisation.
    """
    must_act_for(by, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    if exporter.kind not in EXPORTERS:
        raise NotAnExporter(name=exporter.name_latin)
    lot.shown_to.add(exporter)


def is_offered(lot: Lot, exporter: Organisation) -> bool:
    """True when the exporter owns the lot or was offered it."""
    shown = Lot.shown_to.through.objects.filter(lot=lot, organisation=exporter)
    return lot.owner_id == exporter.pk or shown.exists()
