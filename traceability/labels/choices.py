"""What an operator may choose on the page of labels, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from traceability.certification.places import members_of_the_union, place_name
from traceability.labels.layouts import LAYOUTS, Layout
from traceability.lots.models import Species

HOME = "CN"


@dataclass(frozen=True)
class Choice:
    """A template on the page; `why_not` says why it is not for this fruit."""

    code: str
    title: str | Promise
    chosen: bool
    why_not: str = ""


def destination_choices() -> list[tuple[str, str]]:
    """Nowhere yet, at home, and every country of the Union by name."""
    members = sorted(((code, place_name(code)) for code in members_of_the_union()), key=lambda choice: choice[1])
    return [("", _("Not decided yet")), (HOME, _("China")), *members]


def destination_name(code: str) -> str:
    """A destination of labels in words."""
    return _("China") if code == HOME else place_name(code)


def language_name(code: str) -> str:
    """A language in the reader's words."""
    return str(get_language_info(code)["name_translated"])


def templates_for(species: Species, chosen: Layout, *, has_name: bool) -> list[Choice]:
    """Every template that the lot may have, then those on rolls that it may not, with the reason."""
    open_to_it = [
        Choice(one.code, one.title, chosen=one.code == chosen.code)
        for one in LAYOUTS.values()
        if has_name or not one.has_name
    ]
    return open_to_it if has_name else [*open_to_it, *_closed(species)]


def _closed(species: Species) -> Iterable[Choice]:
    for one in LAYOUTS.values():
        if one.has_name and one.paper.places == 1:
            suits = not one.species or species.code in one.species
            why = _("No certificate covers all of this lot.") if suits else _("Not for %(fruit)s.") % {"fruit": species}
            yield Choice(one.code, one.title, chosen=False, why_not=why)
