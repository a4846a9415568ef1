"""What the lot's page and the board say about conformity certificates."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.queries import form_in_force, lots_that_lack
from traceability.lots.models import Lot
from traceability.lots.panels import Action, Alert, board_alert, lot_actions, lot_panel
from traceability.parties.models import Membership, Organisation
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn

MOST_COUNTED = 99


@lot_panel(order=15)
def certificates_of_the_lot(request: HttpRequest, lot: Lot) -> str:
    """The chain of the lot's certificates, or that it lacks one."""
    chain = list(ConformityCertificate.objects.filter(lot=lot).with_names().order_by("-pk"))
    form = form_in_force(timezone.localdate())
    context = {"chain": chain, "lot": lot, "is_owed": form is not None and form.is_owed}
    return render_to_string("conformity/panel.html", context, request)


@lot_actions(order=30)
def issue_or_take_in(request: SignedIn, lot: Lot) -> list[Action]:
    """A lot without a certificate can be given one."""
    roles = (Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)
    if not may_act_for(request.user, lot.owner, *roles) or not lot.remaining_g:
        return []
    if ConformityCertificate.objects.filter(lot=lot).exists():
        return []
    return [Action(_("Issue a conformity certificate"), reverse("conformity:issue", args=[lot.product.gtin, lot.code]))]


@board_alert(order=40)
def lots_without_one(request: HttpRequest, organisation: Organisation) -> list[Alert]:
    """How many lots in stock have none, once they are owed; nobody counts more than MOST_COUNTED."""
    form = form_in_force(timezone.localdate())
    if form is None or not form.is_owed:
        return []
    if not (count := len(lots_that_lack(organisation).values_list("pk", flat=True)[: MOST_COUNTED + 1])):
        return []
    text = ngettext(
        "One lot in stock has no conformity certificate.",
        "%(count)s lots in stock have no conformity certificate.",
        count,
    ) % {"count": f"{MOST_COUNTED}+" if count > MOST_COUNTED else count}
    return [Alert("warn", text, f"{reverse('conformity:certificates')}?show=lacking", _("See which"))]
