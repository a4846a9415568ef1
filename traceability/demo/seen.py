"""Two growers of the lot that was shipped agreed to be seen; the others did not."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction

from orchards.models import Grower, Plot
from traceability.demo.drawn import orchard, somebody
from traceability.demo.fates import Fate
from traceability.demo.firms import Firms
from traceability.demo.season import at
from traceability.lots.models import LotOrigin
from traceability.lots.queries import families
from traceability.parties.consent.acts.add_picture import add_picture
from traceability.parties.consent.acts.give import give_on_paper, give_on_the_phone
from traceability.parties.models import User

SIGNED = date(2026, 6, 1)


@transaction.atomic
def be_seen(firms: Firms, shipped: Fate) -> list[User]:
    """The grower of most of the fruit signed a paper for all three; the next moved two switches on the phone.

    Returns both, that of most fruit first.
    """
    wei, moment = firms.cooperative.person, at(SIGNED, "10:00")
    origins = LotOrigin.objects.filter(lot__in=families([shipped.lot.pk])[shipped.lot.pk]).order_by("pk")
    fruit: Counter[str] = Counter()
    for origin in origins:
        fruit[origin.grower_pseudonym] += origin.lot.weight_g
    pseudonyms = sorted(fruit, key=lambda pseudonym: (-fruit[pseudonym], pseudonym))[:2]
    growers = [Grower.objects.select_related("user").get(pseudonym=pseudonym) for pseudonym in pseudonyms]
    for number, grower in enumerate(growers):
        named: dict[str, Any] = {"person": grower.user, "pseudonym": grower.pseudonym, "at": moment}
        if number == 0:
            paper = f"{grower.pseudonym}-{SIGNED:%Y%m%d}"
            give_on_paper(kinds=["name", "photo", "plot"], number=paper, signed_on=SIGNED, by=wei, **named)
            add_picture(person=grower.user, content=somebody(), by=wei, at=moment)
        else:
            for kind in ("name", "plot"):
                give_on_the_phone(kind=kind, wording=f"{kind}-1", by=grower.user, **named)
        picked = Plot.objects.filter(place__in=origins.filter(grower_pseudonym=grower.pseudonym).values("plot"))
        plot = picked.select_related("place").order_by("pk")[0]
        add_picture(person=grower.user, content=orchard(grower.pseudonym), place=plot.place, by=wei, at=moment)
    return [grower.user for grower in growers]
