"""What exports add to a lot's page: where its cartons went, and to whom it is offered."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exports.judged_anew import judged_anew
from exports.models import ExportBatch
from exports.queries import exporters_for, voyages_of
from exports.receiving.found import found_of
from traceability.lots.models import Lot
from traceability.lots.panels import Action, Alert, board_alert, lot_actions, lot_panel
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn


@lot_panel(order=80)
def went_to(request: SignedIn, lot: Lot) -> str:
    """The batches that took cartons of a packed lot; a batch's page is linked for its exporter alone."""
    if not lot.is_packed:
        return ""
    voyages = voyages_of(lot)
    offered = list(lot.shown_to.filter(kind="exporter").order_by("name_latin"))
    if not voyages and not offered:
        return ""
    own = set(ExportBatch.objects.exported_by(request.user).values_list("pk", flat=True))
    found = found_of([voyage.batch for voyage in voyages])
    went = [(voyage, voyage.batch.pk in own, found[voyage.batch.pk]) for voyage in voyages]
    context = {"lot": lot, "voyages": went, "offered": offered}
    return render_to_string("exports/ui/went.html", context, request)


@lot_actions(order=80)
def offering(request: SignedIn, lot: Lot) -> list[Action]:
    """The owner of a packed lot may offer it to an exporter."""
    is_own = request.user.organisations().filter(pk=lot.owner_id).exists()
    if not (lot.is_packed and is_own and exporters_for(lot).exists()):
        return []
    return [Action(_("Offer to an exporter"), reverse("exports:offer", args=[lot.product.gtin, lot.code]))]


@board_alert(order=15)
def judged_otherwise(request: SignedIn, organisation: Organisation) -> list[Alert]:
    """Batches of a house that exports itself which came out otherwise when rules or limits changed."""
    return alerts_of(organisation)


def alerts_of(*exporters: Organisation) -> list[Alert]:
    """A line for each batch that was judged again by itself with another outcome."""
    return [
        Alert(
            news.state,
            _("Rules changed: batch %(code)s is judged otherwise. %(checks)s.")
            % {
                "code": news.code,
                "checks": pgettext("between names", ", ").join(change.title for change in news.changes),
            },
            reverse("exports:batch", args=[news.code]),
            _("See what changed"),
        )
        for news in judged_anew(*exporters)
    ]
