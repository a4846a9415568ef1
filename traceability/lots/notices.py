"""What must be said of a variety before it is picked or sold, without asking the room that knows it by name.

    @sale_notice_source(order=10)
    def not_yet(varieties: Collection[Variety], on: date) -> Mapping[str, SaleNotice]:      # by the variety's code
        ...

A room registers in a module that its AppConfig imports in `ready()`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from traceability.lots.models import Variety
from traceability.lots.panels import Registry


@dataclass(frozen=True)
class SaleNotice:
    """One plain sentence for whoever stands under the tree, and the day from which it no longer holds."""

    opens_on: date
    sentence: str


sale_notice_source: Registry[Mapping[str, SaleNotice]] = Registry()


def sale_notices(varieties: Collection[Variety], on: date) -> dict[str, SaleNotice]:
    """By the variety's code, what is to be said on a day; the first source that knows a variety is heard."""
    found: dict[str, SaleNotice] = {}
    for told in sale_notice_source.results(varieties, on):
        found = {**told, **found}
    return found


def sale_notice(variety: Variety, on: date) -> SaleNotice | None:
    """The same of one variety, or None when there is nothing to say."""
    return sale_notices([variety], on).get(variety.code)
