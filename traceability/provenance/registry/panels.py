"""What registering adds to a lot's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from traceability.lots.models import Lot
from traceability.lots.panels import Action, lot_actions
from traceability.parties.models import Membership
from traceability.parties.permissions import may_act_for


@lot_actions(order=90)
def registering(request: HttpRequest, lot: Lot) -> list[Action]:
    """A page of one's own for the lot; and for the day on which cartons turn out to bear another code than theirs."""
    user, roles = request.user, (Membership.Role.CLERK, Membership.Role.PACKER)
    if not lot.is_packed or not user.is_authenticated or not may_act_for(user, lot.owner, *roles):
        return []
    misprint = reverse("registry:recognise", args=[lot.product.gtin, lot.code])
    return [
        Action(_("Register a link"), f"{reverse('registry:links')}?{urlencode({'code': lot.uri})}", seldom=True),
        Action(_("A code was printed wrong"), misprint, seldom=True),
    ]
