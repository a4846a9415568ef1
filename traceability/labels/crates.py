"""Cards for crates, which carry fruit from the tree to the scale for years."""

from __future__ import annotations

from functools import partial

from django.conf import settings

from traceability.gs1.digital_link import asset_qr_text
from traceability.gs1.keys import grai
from traceability.labels.cards import card_file
from traceability.labels.faces.crate import SIZE, CrateCard, draw_crate
from traceability.labels.papers import paper_of
from traceability.labels.refusals import CratesAreTooMany, NoPrefixForCrates
from traceability.parties.models import Organisation
from traceability.web.templatetags.look import kg

ASSET_TYPE = 1
"""The number of our picking crate among an owner's kinds of returnable assets (GS1 General Specifications, 2.3.1)."""
MOST_CRATES_AT_ONCE = 400


def crate_cards(
    owner: Organisation, *, first: int, last: int, tare_g: int, holds_g: int, paper: str = "roll-105x74"
) -> bytes:
    """A PDF of cards for crates `first` to `last` of an owner; grams of an empty crate and of the fruit it holds.

    Raises CratesAreTooMany, NoPrefixForCrates, PaperIsUnknown, TextDoesNotFit or CodeIsTooLong.
    """
    if not 1 <= first <= last < first + MOST_CRATES_AT_ONCE:
        raise CratesAreTooMany(most=MOST_CRATES_AT_ONCE)
    if not owner.gs1_prefix:
        raise NoPrefixForCrates(owner=owner.name_latin)
    cards = [
        CrateCard(
            owner=owner.name,
            number=f"{number:04d}",
            tare=f"{kg(tare_g)} kg",
            holds=f"{holds_g / 1000:g} kg",
            phone=owner.phone,
            address=asset_qr_text(settings.PUBLIC_ORIGIN, grai(owner.gs1_prefix, ASSET_TYPE, f"{number:04d}")),
        )
        for number in range(first, last + 1)
    ]
    return card_file(
        f"周转筐 {first}–{last}", paper_of(paper), SIZE, [partial(draw_crate, card=card) for card in cards]
    )
