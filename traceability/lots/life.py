"""What happened to a lot, read from its events."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from traceability.epcis.models import Event
from traceability.epcis.queries import events_about
from traceability.epcis.words import biz_step_in_words
from traceability.lots.models import Lot
from traceability.web.dates import day
from traceability.web.templatetags.look import kg

MADE: dict[str, str | Promise] = {
    "harvest": gettext_lazy("Picked"),
    "receive": gettext_lazy("Weighed in"),
    "blend": gettext_lazy("Blended"),
    "split": gettext_lazy("Split off"),
    "pack": gettext_lazy("Packed"),
    "grade": gettext_lazy("Graded"),
    "waste": gettext_lazy("Thrown away"),
    "treat": gettext_lazy("Treated"),
    "store": gettext_lazy("Stored"),
    "move": gettext_lazy("Moved"),
    "count": gettext_lazy("Counted"),
    "sample": gettext_lazy("Sampled"),
    "inspect": gettext_lazy("Inspected"),
    "residues": gettext_lazy("Residue report"),
    "certify": gettext_lazy("Certified"),
    "revoke": gettext_lazy("Certificate revoked"),
    "promise": gettext_lazy("Conformity certificate issued"),
    "take_in": gettext_lazy("Conformity certificate received"),
    "print": gettext_lazy("Labels printed"),
    "build_pallet": gettext_lazy("Put on a pallet"),
    "ship": gettext_lazy("Shipped"),
    "arrive": gettext_lazy("Arrived"),
    "receive_consignment": gettext_lazy("Received by the buyer"),
    "refuse_consignment": gettext_lazy("Refused by the buyer"),
}
USED: dict[str, str | Promise] = {
    "blend": gettext_lazy("Went into a blend"),
    "split": gettext_lazy("Split"),
    "grade": gettext_lazy("Graded"),
    "pack": gettext_lazy("Went into cartons"),
}


@dataclass(frozen=True)
class Step:
    """One event as a line: when on the clock there, what in words, how much of the lot; is it declared wrong."""

    event: Event
    day: str
    clock: str
    what: str | Promise
    detail: str
    is_wrong: bool = False


def life_of(lot: Lot) -> list[Step]:
    """The lot's events in order, those declared wrong marked so; two queries."""
    told = events_about(lot.uri)
    wrong = {event.error_of_id for event in told}
    return [_step(event, lot.uri, is_wrong=event.pk in wrong) for event in told if event.error_of_id is None]


def _step(event: Event, uri: str, *, is_wrong: bool) -> Step:
    document = event.document
    used = any(item["epcClass"] == uri for item in document.get("inputQuantityList", ()))
    words = (USED if used else MADE).get(event.act) or biz_step_in_words(event.biz_step)
    there = event.local_time
    return Step(event, day(there.date(), short=True), f"{there:%H:%M}", words, _amount(document, uri), is_wrong)


def _amount(document: dict[str, list[dict[str, object]]], uri: str) -> str:
    """Kilograms or pieces of the lot that the event names."""
    for member in ("inputQuantityList", "outputQuantityList", "quantityList", "childQuantityList"):
        for item in document.get(member, ()):
            if item["epcClass"] == uri and "quantity" in item:
                number = float(str(item["quantity"]))
                if item.get("uom") == "KGM":
                    return kg(round(number * 1000), "unit")
                return ngettext("one carton", "%(count)s cartons", int(number)) % {"count": int(number)}
    return _("the whole lot") if "epcList" not in document else ""
