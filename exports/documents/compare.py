"""What a paper says beside what is recorded of its batch: each number that differs is shown, none is corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from exports.containers import spell
from exports.documents.consignment import Consignment
from exports.documents.facts import Fact, facts_of
from exports.documents.words import kg
from exports.models import Document
from exports.weights import ROUNDING_G
from traceability.lots.models import Lot
from traceability.web.numbers import localised


@dataclass(frozen=True)
class Compared:
    """A fact of a paper: in words, what the batch has, and whether they agree (None: there is nothing to compare)."""

    name: str
    label: str
    paper: str
    batch: str
    agrees: bool | None

    @property
    def state(self) -> str:
        """Which drawing shows it."""
        return {True: "ok", False: "no", None: "none"}[self.agrees]


def compared(document: Document, consignment: Consignment) -> list[Compared]:
    """The facts of a paper in the order of its kind, each beside the batch as it is recorded now."""
    return [
        _compared(fact, document.facts[fact.name], document.kind, consignment)
        for fact in facts_of(document.kind)
        if fact.name in document.facts
    ]


def differs(document: Document, consignment: Consignment) -> bool | None:
    """True when a fact differs, False when all that can be compared agree; None when nothing can be."""
    answers = [one.agrees for one in compared(document, consignment)]
    return True if False in answers else False if True in answers else None


def _compared(fact: Fact, said: Any, kind: str, consignment: Consignment) -> Compared:
    recorded = _RECORDED[fact.name](consignment) if fact.name in _RECORDED else None
    agrees = None if recorded is None else _AGREE.get(fact.name, _as_it_is)(said, recorded)
    if fact.name == "packages" and kind in _COUNTS_PALLETS and said == len(consignment.pallets):
        agrees, recorded = True, said
    if fact.name == "lots" and recorded is not None:
        recorded = sorted(set(said) & set(recorded))
    return Compared(fact.name, str(fact.label), in_words(fact.name, said), in_words(fact.name, recorded), agrees)


def _as_it_is(said: Any, recorded: Any) -> bool:
    return bool(set(said) == set(recorded) if isinstance(said, list) else said == recorded)


def _plain(seals: list[str]) -> set[str]:
    return {"".join(seal.upper().split()) for seal in seals}


_COUNTS_PALLETS = (Document.Kind.BILL_OF_LADING, Document.Kind.ORIGIN)
"""Papers whose packages may be pallets: carriers count what they lift."""
_AGREE: Mapping[str, Callable[[Any, Any], bool]] = {
    "lots": lambda said, recorded: set(said) <= set(recorded),
    # Customs puts a seal on after the paper is drawn up: one of ours that it does not name is no difference.
    "seals": lambda said, recorded: _plain(said) <= _plain(recorded),
    "gross_weight_g": lambda said, recorded: abs(said - recorded) < ROUNDING_G,
}
"""How a fact agrees, where it need not be the same."""


def in_words(name: str, value: Any) -> str:
    """A fact as people read it."""
    if value is None:
        return ""
    if name.endswith("_g"):
        return _("%(weight)s kg") % {"weight": kg(value)}
    if name == "channel":
        return {"paper": _("on paper"), "ephyto": _("ePhyto")}[value]
    if name == "container":
        return spell(value)
    if isinstance(value, int):
        return localised(value)
    return (_(", ").join(value) or _("none")) if isinstance(value, list) else str(value)


def _lot_codes(consignment: Consignment) -> list[str]:
    """Lots of the batch, and those they were made of: a laboratory tests fruit before it is packed."""
    keys = {key for family in consignment.families.values() for key in family}
    return list(Lot.objects.filter(pk__in=keys).values_list("code", flat=True))


_RECORDED: Mapping[str, Callable[[Consignment], Any]] = {
    "packages": lambda consignment: consignment.cartons,
    "net_weight_g": lambda consignment: consignment.grams,
    "gross_weight_g": lambda consignment: consignment.gross_g,
    "container": lambda consignment: consignment.batch.container or None,
    "seals": lambda consignment: list(consignment.batch.seals) or None,
    "site_codes": lambda consignment: sorted({code for codes in consignment.sites.values() for code in codes}),
    "packing_house_codes": lambda consignment: sorted(
        {load.lot.place.customs_number for load in consignment.lots if load.lot.place.customs_number}
    ),
    "botanical_names": lambda consignment: sorted(
        {load.lot.product.variety.species.botanical_name for load in consignment.lots}
    ),
    "lots": _lot_codes,
}
"""What the batch has for each fact; nothing for those that only the paper knows."""
