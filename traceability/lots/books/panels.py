"""What stocktakes add to a lot's page and to the board."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from traceability.lots.books.acts.take_stock import ROLES
from traceability.lots.books.models import StockCount
from traceability.lots.books.queries import shortage_of
from traceability.lots.models import Lot
from traceability.lots.panels import Action, Alert, board_alert, lot_actions, lot_panel
from traceability.parties.models import Organisation
from traceability.parties.permissions import may_act_for
from traceability.parties.requests import SignedIn
from traceability.web.dates import day
from traceability.web.templatetags.look import kg


@lot_panel(order=60)
def counts_of_the_lot(request: SignedIn, lot: Lot) -> str:
    """What was counted of it, newest first; for its owner alone."""
    found = StockCount.objects.visible_to(request.user).filter(lot=lot).select_related("lot__product", "event")
    counts = list(found.order_by("-counted_at", "-pk"))
    return render_to_string("books/panel.html", {"lot": lot, "counts": counts}, request) if counts else ""


@lot_actions(order=70)
def counting(request: SignedIn, lot: Lot) -> list[Action]:
    """Whoever works in the house may count what is in stock; held fruit too."""
    if not lot.remaining_g or not may_act_for(request.user, lot.owner, *ROLES):
        return []
    return [Action(_("Count"), reverse("books:count", args=[lot.product.gtin, lot.code]), seldom=True)]


@board_alert(order=20)
def too_much_missing(request: SignedIn, organisation: Organisation) -> list[Alert]:
    """The last day of counting found more missing than the limit; it stands until the next one."""
    found = shortage_of(organisation)
    if found is None or not found.is_too_much:
        return []
    facts = {"day": day(found.day), "weight": kg(found.unexplained_g, "unit"), "came": kg(found.weighed_in_g, "unit")}
    words = (
        _("The count of %(day)s found %(weight)s missing; %(came)s came in on that day.")
        if found.weighed_in_g
        else _("The count of %(day)s found %(weight)s missing.")
    ) % facts
    return [Alert("warn", words, reverse("books:counts"), _("See the counts"))]
