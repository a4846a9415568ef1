"""What labels add to a lot's page and to the board."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from traceability.labels.models import LabelRun, Printing
from traceability.labels.queries import cartons_without_label
from traceability.lots.holding.queries import holds_of
from traceability.lots.models import Lot
from traceability.lots.panels import Action, Alert, board_alert, board_panel, lot_actions, lot_panel
from traceability.parties.models import Organisation

NEWEST = 3


@lot_actions(order=10)
def print_labels(request: HttpRequest, lot: Lot) -> list[Action]:
    """A packed lot with cartons that have no label yet can be labelled, unless it is held."""
    if not lot.is_packed or cartons_without_label(lot) <= 0 or holds_of([lot]):
        return []
    return [Action(_("Print labels"), reverse("labels:print", args=[lot.product.gtin, lot.code]), main=True)]


@lot_panel(order=40)
def runs_of_the_lot(request: HttpRequest, lot: Lot) -> str:
    """The label runs of a packed lot."""
    runs = list(lot.label_runs.with_names().order_by("-pk")) if lot.is_packed else []
    return render_to_string("labels/board.html", {"runs": runs}, request) if runs else ""


@board_alert(order=25)
def labels_to_look_at(request: HttpRequest, organisation: Organisation) -> list[Alert]:
    """Printing that has ended and that nobody has looked at: nothing else of the run is printed until then."""
    ended = Printing.objects.filter(run__lot__owner=organisation, good=None, job__finished_at__isnull=False)
    return [
        Alert(
            "warn",
            _("Labels of run %(run)s came out of %(printer)s, and nobody has said which was the last good one.")
            % {"run": printing.run_id, "printer": printing.printer},
            reverse("labels:run", args=[printing.run_id]),
            _("Look"),
        )
        for printing in ended.select_related("printer").order_by("pk")[:NEWEST]
    ]


@board_panel(order=30, column="right")
def newest_runs(request: HttpRequest, organisation: Organisation) -> str:
    """The newest label runs of a cooperative."""
    runs = list(LabelRun.objects.filter(lot__owner=organisation).with_names().order_by("-pk")[:NEWEST])
    return render_to_string("labels/board.html", {"runs": runs}, request) if runs else ""
