"""A recall may begin with a treatment: everything that was picked on the plot since."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orchards.models import Treatment
from traceability.lots.holding.starts import Start, recall_start
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.web.dates import day

MOST = 10


@recall_start(order=20)
def from_treatment(user: User, text: str) -> list[Start]:
    """Treatments of one's growers with a product, a registration number or a substance of this name, newest first."""
    own = Treatment.objects.filter(plot__grower__cooperative__in=user.organisations(), correction=None)
    named = own.filter(product__icontains=text) | own.filter(registration_number__iexact=text)
    starts = []
    for treatment in named.select_related("plot__place", "plot__grower").order_by("-applied_on", "-pk")[:MOST]:
        lots = Lot.objects.filter(origin__plot=treatment.plot.place, origin__picked_on__gte=treatment.applied_on)
        title = _("%(product)s on plot %(plot)s of %(grower)s, %(day)s") % {
            "product": treatment.product,
            "plot": treatment.plot.number,
            "grower": treatment.plot.grower.pseudonym,
            "day": day(treatment.applied_on),
        }
        if found := list(lots.with_names().order_by("pk")):
            starts.append(Start("treatment", title, found))
    return starts
