"""A recall may begin with a label: whatever stands in its square code, or its serial alone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.labels.queries import verify
from traceability.lots.holding.starts import Start, recall_start
from traceability.lots.models import Lot
from traceability.parties.models import User


@recall_start(order=40)
def from_label(user: User, text: str) -> list[Start]:
    """The packed lot of a scanned carton that we labelled; also of a code that names the lot alone."""
    try:
        link = parse(text)
    except InvalidIdentifier:
        return []
    gtin, code, serial = (link.get(ai) or "" for ai in ("01", "10", "21"))
    mine = Lot.objects.with_names().filter(owner__in=user.organisations())
    run = verify(gtin, code, serial).run if serial else None
    if serial and run is None:
        return []
    lots = list(mine.filter(pk=run.lot_id) if run else mine.filter(product__gtin=gtin, code=code))
    title = _("label %(serial)s of lot %(code)s") % {"serial": serial, "code": code} if serial else code
    return [Start("label", title, lots)] if lots else []
