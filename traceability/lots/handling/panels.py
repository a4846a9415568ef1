"""What handling adds to a lot's page."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from traceability.lots.handling.queries import handlings_of
from traceability.lots.handling.recording import ROLES
from traceability.lots.holding.queries import holds_of
from traceability.lots.models import Lot
from traceability.lots.panels import Action, lot_actions, lot_panel
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn


@lot_panel(order=8)
def handled(request: SignedIn, lot: Lot) -> str:
    """What was done to the fruit since it was picked."""
    found = list(handlings_of(lot))
    return render_to_string("handling/panel.html", {"lot": lot, "handlings": found}, request) if found else ""


@lot_actions(order=10)
def handle(request: SignedIn, lot: Lot) -> list[Action]:
    """Treat, store and move what is in stock and not stopped."""
    if not lot.remaining_g or not may_act_for(request.user, lot.owner, *ROLES) or holds_of([lot]):
        return []
    here = [lot.product.gtin, lot.code]
    return [
        Action(_("Treat"), reverse("handling:treat", args=here), seldom=True),
        Action(_("Store"), reverse("handling:store", args=here), seldom=True),
        Action(_("Move"), reverse("handling:move", args=here), seldom=True),
    ]
