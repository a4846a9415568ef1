"""What becomes of the plain claims in a blend: variety, where it grew, class, waiting times, conformity certificate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from traceability.lots.classes import CLASSES, worst
from traceability.lots.models import Lot, LotOrigin
from traceability.lots.panels import BlendClaim, Mark
from traceability.lots.queries import Share, families
from traceability.lots.words import local


def plain_claims(lots: Sequence[Lot], shares: Sequence[Share], *, owes_promise: bool) -> list[BlendClaim]:
    """Rows for inputs that may be blended: of one variety, and none picked inside a waiting time. One query."""
    everywhere = {lot.pk: Mark("ok", "") for lot in lots}
    promise = _("A new one is made with the blend.") if owes_promise else _("None is owed.")
    return [
        *_grown(lots, shares),
        BlendClaim(local(lots[0].product.variety), everywhere, Mark("ok", _("Kept."))),
        *_class(lots),
        BlendClaim(_("Waiting times kept"), everywhere, Mark("ok", _("Kept."))),
        BlendClaim(_("Conformity certificate (承诺达标合格证)"), {}, Mark("ok", promise)),
    ]


def _grown(lots: Sequence[Lot], shares: Sequence[Share]) -> list[BlendClaim]:
    """The township of the largest share, where a carton of one input alone could name it."""
    if not shares or shares[0].origin.village is None:
        return []
    township = shares[0].origin.village.township_id
    kin = families(lot.pk for lot in lots)
    origins = {share.origin.lot_id: share.origin for share in shares}
    marks = {}
    for lot in lots:
        elsewhere = [key for key in kin[lot.pk] & origins.keys() if _township(origins[key]) != township]
        marks[lot.pk] = Mark("no", _names(origins[key] for key in elsewhere)) if elsewhere else Mark("ok", "")
    takers = [lot.code for lot in lots if marks[lot.pk].state == "no"]
    if len(takers) == len(lots):
        return []
    title = _("Grown in %(place)s") % {"place": local(shares[0].origin.village.township)}
    codes = pgettext("between names", ", ").join(takers)
    blend = (
        Mark("no", _("by %(codes)s: buyers read each share.") % {"codes": codes}) if takers else Mark("ok", _("Kept."))
    )
    return [BlendClaim(title, marks, blend, costs=False)]


def _township(origin: LotOrigin) -> str | None:
    return origin.village.township_id if origin.village else None


def _names(origins: Iterable[LotOrigin]) -> str:
    names = {local(origin.village.township) if origin.village else _("Elsewhere") for origin in origins}
    return pgettext("between names", ", ").join(sorted(names))


def _class(lots: Sequence[Lot]) -> list[BlendClaim]:
    """The best class that is in it; a blend has the worst."""
    classes = {lot.pk: lot.product.quality_class for lot in lots}
    best = min((quality for quality in classes.values() if quality), default="", key=CLASSES.index)
    found = worst(classes.values())
    if not best:
        return []
    marks = {
        key: Mark("ok", "")
        if quality == best
        else Mark("no", _("class %(quality)s") % {"quality": quality})
        if quality
        else Mark("dunno", _("not graded"))
        for key, quality in classes.items()
    }
    blend = (
        Mark("ok", _("Kept.")) if found == best else Mark("no", _("The blend is class %(found)s.") % {"found": found})
    )
    return [BlendClaim(_("Class %(quality)s") % {"quality": best}, marks, blend)]
