"""What scans add to the board."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traceability.lots.panels import Alert, board_alert
from traceability.parties.models import Organisation
from traceability.provenance.models import BuyerReport, CopyAlert, ScanCount
from traceability.web.dates import day as in_words

SHOWN_FOR = timedelta(days=14)
"""Long enough for whoever comes back from a week away; what is older stays in the counts."""


@board_alert(order=26)
def scanned_too_early(request: HttpRequest, organisation: Organisation) -> list[Alert]:
    """Labels that somebody scanned before they were declared on cartons: lost from the roll, or not declared yet."""
    since = timezone.now() - SHOWN_FOR
    found = ScanCount.objects.filter(too_early_in__lot__owner=organisation, hour__gte=since)
    runs = found.values("too_early_in").annotate(labels=Count("identifier", distinct=True), last=Max("hour"))
    return [
        Alert(
            "warn",
            ngettext(
                "A label of run %(run)s was scanned before anybody put it on a carton, last on %(day)s.",
                "%(count)s labels of run %(run)s were scanned before anybody put them on cartons, last on %(day)s.",
                row["labels"],
            )
            % {"count": row["labels"], "run": row["too_early_in"], "day": in_words(row["last"].date())},
            reverse("labels:run", args=[row["too_early_in"]]),
            _("Look"),
        )
        for row in runs.order_by("-last", "too_early_in")
    ]


@board_alert(order=27)
def seen_in_many_places(request: HttpRequest, organisation: Organisation) -> list[Alert]:
    """Codes that one carton cannot explain, and that nobody has answered."""
    found = CopyAlert.objects.open().filter(run__lot__owner=organisation)
    count = found.count()
    if not count:
        return []
    words = ngettext(
        "A code of yours was seen in more places than one carton comes to.",
        "%(count)s codes of yours were seen in more places than one carton comes to.",
        count,
    )
    url = found.get().get_absolute_url() if count == 1 else reverse("buyers:buyers")
    return [Alert("warn", words % {"count": count}, url, _("See where"))]


@board_alert(order=28)
def not_what_they_bought(request: HttpRequest, organisation: Organisation) -> list[Alert]:
    """Reports of buyers that nobody has answered."""
    found = BuyerReport.objects.open().filter(lot__owner=organisation)
    count = found.count()
    if not count:
        return []
    words = ngettext(
        "A buyer says: this is not what I bought.",
        "%(count)s buyers say: this is not what I bought.",
        count,
    )
    url = found.get().get_absolute_url() if count == 1 else reverse("buyers:buyers")
    return [Alert("warn", words % {"count": count}, url, _("Read"))]
