"""What a paper says, as data: which facts a kind of paper may carry, and what each of them must look like.

    facts = checked(Document.Kind.PHYTO, {"packages": 8, "net_weight_g": 40_000, "channel": "ephyto"})

A fact that nobody entered is absent, never empty: whoever compares can tell “not known” from “none”.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exports.containers import compact, is_container_number
from exports.models import Document
from exports.refusals import DocumentFactIsWrong

Kind = Document.Kind
MOST_GRAMS, MOST_COUNT, MOST_LISTED, LONGEST = 2**53 - 1, 2**31 - 1, 5_000, 120
CHANNELS = ("paper", "ephyto")


def _count(value: Any) -> Any:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 < value <= MOST_COUNT else None


def _grams(value: Any) -> Any:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 < value <= MOST_GRAMS else None


def _text(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) and len(value) <= LONGEST else None


def _texts(value: Any) -> Any:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_LISTED:
        return None
    found = [_text(one) for one in value]
    return None if None in found else list(dict.fromkeys(found))


def _channel(value: Any) -> Any:
    return value if value in CHANNELS else None


def _container(value: Any) -> Any:
    number = compact(value) if isinstance(value, str) else ""
    return number if is_container_number(number) else None


@dataclass(frozen=True)
class Fact:
    """A fact of a paper: its name in `Document.facts` and for people, what it must be, and `read`: it, or None."""

    name: str
    label: str | Promise
    must_be: str | Promise
    read: Callable[[Any], Any]


_A_COUNT, _GRAMS = _("a whole number above nothing"), _("whole grams above nothing")
_A_LIST, _A_TEXT = _("a list of words, none of them empty"), _("words of at most 120 letters")
SITES = Fact("site_codes", _("Production sites"), _A_LIST, _texts)
HOUSES = Fact("packing_house_codes", _("Packing houses"), _A_LIST, _texts)
BOTANICAL = Fact("botanical_names", _("Botanical names"), _A_LIST, _texts)
PACKAGES = Fact("packages", _("Packages"), _A_COUNT, _count)
NET = Fact("net_weight_g", _("Net weight"), _GRAMS, _grams)
GROSS = Fact("gross_weight_g", _("Gross weight"), _GRAMS, _grams)
CHANNEL = Fact("channel", _("Sent as"), _("“paper” or “ephyto”"), _channel)
CONTAINER = Fact("container", _("Container"), _("a container number whose check digit fits"), _container)
SEALS = Fact("seals", _("Seals"), _A_LIST, _texts)
LOTS = Fact("lots", _("Lots"), _A_LIST, _texts)
SCHEME = Fact("scheme", _("Scheme"), _A_TEXT, _text)

FACTS: Mapping[str, tuple[Fact, ...]] = {
    Kind.PHYTO: (CHANNEL, SITES, HOUSES, BOTANICAL, PACKAGES, NET, CONTAINER),
    Kind.BILL_OF_LADING: (PACKAGES, GROSS, CONTAINER, SEALS),
    Kind.RESIDUE_REPORT: (LOTS,),
    Kind.CERTIFICATE: (SCHEME, LOTS, NET),
    Kind.CONFORMITY: (LOTS, PACKAGES, NET),
    Kind.ORIGIN: (PACKAGES, GROSS, NET),
    Kind.CHED_PP: (PACKAGES, NET, CONTAINER),
    **dict.fromkeys((Kind.INVOICE, Kind.PACKING_LIST), (PACKAGES, NET)),
    **dict.fromkeys((Kind.TRACEABILITY, Kind.CHED_PREFILL, Kind.PRE_ADVICE), (PACKAGES, NET)),
}
"""By kind of paper, what it may say; papers of other kinds say nothing that is compared."""


def facts_of(kind: str) -> tuple[Fact, ...]:
    """What a paper of this kind may say."""
    return FACTS.get(kind, ())


def checked(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts in their plain form: lists without repeats, container numbers compact.

    Raises DocumentFactIsWrong for a fact that papers of this kind do not carry or that does not look as it must.
    """
    known, found = {fact.name: fact for fact in facts_of(kind)}, {}
    for name, value in facts.items():
        fact = known.get(name)
        if fact is None:
            raise DocumentFactIsWrong(
                kind=Kind(kind).label, fact=str(name)[:40], must_be=", ".join(known) or _("left out")
            )
        found[name] = fact.read(value)
        if found[name] is None:
            raise DocumentFactIsWrong(kind=Kind(kind).label, fact=fact.label, must_be=fact.must_be)
    return found
