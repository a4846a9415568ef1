"""A recall may begin with a residue report."""

from __future__ import annotations

from django.utils.translation import gettext as _

from traceability.certification.models import ResidueTest
from traceability.lots.holding.starts import Start, recall_start
from traceability.lots.models import Lot
from traceability.parties.models import User


@recall_start(order=30)
def from_test(user: User, text: str) -> list[Start]:
    """The lot that a laboratory's report is about, by the number of the report."""
    tests = ResidueTest.objects.filter(report_number__iexact=text, sample__lot__owner__in=user.organisations())
    lots = Lot.objects.with_names().filter(samples__residue_test__in=tests)
    return [Start("test", _("residue report %(number)s") % {"number": text}, list(lots))] if lots else []
