"""What holds add to a lot's page and to the board."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traceability.lots.holding.models import Hold
from traceability.lots.holding.queries import holds_of
from traceability.lots.holding.stopping import ROLES
from traceability.lots.models import Lot
from traceability.lots.panels import Action, Alert, board_alert, lot_actions, lot_headline, lot_panel
from traceability.parties.models import Organisation
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn


@lot_headline(order=0)
def stopped(request: SignedIn, lot: Lot) -> str:
    """A lot that is stopped says so before anything else."""
    held = holds_of([lot]).get(lot.pk)
    if held is None:
        return ""
    words = _("Lot %(code)s is recalled.") if held.hold.is_recall else _("Lot %(code)s is held: nothing is made of it.")
    return words % {"code": lot.code}


@lot_panel(order=5)
def why(request: SignedIn, lot: Lot) -> str:
    """Why it is stopped, and what stopped it before."""
    if not request.user.organisations().filter(pk=lot.owner_id).exists():
        return ""
    found = Hold.objects.filter(lots__lot=lot).with_names().order_by("-pk")
    return render_to_string("holding/panel.html", {"lot": lot, "holds": found}, request) if found else ""


@lot_actions(order=90)
def hold_or_recall(request: SignedIn, lot: Lot) -> list[Action]:
    """Whoever answers for quality may stop a lot."""
    held = holds_of([lot]).get(lot.pk)
    if not may_act_for(request.user, lot.owner, *ROLES) or (held and held.hold.is_recall):
        return []
    recall = Action(_("Recall"), f"{reverse('holding:recall')}?q={lot.code}", seldom=True)
    return [Action(_("Hold"), reverse("holding:hold-lot", args=[lot.product.gtin, lot.code]), seldom=True), recall]


@board_alert(order=5)
def held_now(request: SignedIn, organisation: Organisation) -> list[Alert]:
    """How much is stopped."""
    count = Hold.objects.filter(owner=organisation, kind=Hold.Kind.HOLD).open().count()
    if not count:
        return []
    words = ngettext("One hold stops fruit.", "%(count)s holds stop fruit.", count) % {"count": count}
    return [Alert("no", words, reverse("holding:holds"), _("See"))]
