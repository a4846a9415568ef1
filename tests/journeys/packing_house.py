"""You'an's packing house for whoever does anything in any order: its acts, and what must hold after each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Sum

from tests.cast import at
from tests.certification.way import Way
from tests.journeys.rebuild import rebuilt
from traceability.certification.acts.draw import draw
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import Certificate
from traceability.certification.queries import certificates_in_force
from traceability.certification.standing import standings
from traceability.epcis.models import Event
from traceability.lots.acts.receive import receive
from traceability.lots.acts.register_product import register_product
from traceability.lots.books.models import StockCount
from traceability.lots.books.periods import Period
from traceability.lots.books.queries import READERS, books_of
from traceability.lots.facts import OriginFacts
from traceability.lots.holding.models import HeldLot, Hold
from traceability.lots.models import Loss, Lot, LotInput, Making, Variety
from traceability.web.failures import Failure

if TYPE_CHECKING:
    from tests.cast import Cast

JUDGED_ON = date(2026, 7, 20)
EARLY, OPEN = date(2026, 6, 14), date(2026, 6, 26)
"""Before and after the day from which Tainong No. 1 may carry the name."""
CARTON_G = 5_000


class PackingHouse:
    """Lan's plot, a carton, an inspector; a clock that moves a minute an act."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.way = cast, Way(cast)
        self.wei, self.place = cast.youan.person, cast.youan.place
        self.plot = cast.plot(cast.lan)
        self.way.authorise()
        variety = Variety.objects.get(code="tainong-1")
        told = {"owner": cast.youan.organisation, "variety": variety, "by": self.wei}
        self.loose = register_product(**told)
        self.carton = register_product(**told, unit_weight_g=CARTON_G)
        self.inspector = cast.control_body.person
        self.acts = 0

    def now(self) -> datetime:
        """The next minute."""
        self.acts += 1
        return at("2026-06-27", "06:00") + timedelta(minutes=self.acts)

    def receive(self, weight_g: int, picked_on: date = OPEN) -> Lot:
        """So many grams of Lan's come over the scale."""
        moment = self.now()
        facts = OriginFacts(
            plot=self.plot.place,
            plot_number=self.plot.number,
            village=self.plot.place.village,
            county=self.plot.place.county,
            grower_pseudonym=self.plot.grower.pseudonym,
            picked_on=picked_on,
            logged_g=weight_g,
            area_mu=Decimal(1000),
        )
        return receive(
            owner=self.cast.youan.organisation,
            product=self.loose,
            code=f"W{self.acts:06d}",
            place=self.place,
            weight_g=weight_g,
            origin=facts,
            by=self.wei,
            at=moment,
        )

    def inspect(self, lot: Lot) -> None:
        """Ten good fruit are read."""
        self.way.inspect(lot)

    def certify(self, lot: Lot, weight_g: int) -> Certificate:
        """For so many grams, as far as the lot has earned the name."""
        return self.way.certify(lot, weight_g, f"BM-{self.now():%H%M}")

    def certified_whole(self, lot: Lot) -> Certificate:
        """Read and certified for all that it weighs."""
        self.inspect(lot)
        return self.certify(lot, lot.weight_g)

    def draw(self, certificate: Certificate, grams: int) -> None:
        """Labels for so many grams."""
        draw(certificate=certificate, labels=1, grams=grams, by=self.wei, at=at("2026-07-05"))

    def revoke(self, certificate: Certificate) -> None:
        """Taken back by the inspector."""
        revoke(certificate=certificate, reason="Wrong sample", by=self.inspector, at=at("2026-07-04"))

    # What must hold -------------------------------------------------------------------------------------------------

    def tried(self, act: Callable[[], Any]) -> Any:
        """What the act made; None when it was refused, and then nothing at all has changed."""
        before = state()
        try:
            return act()
        except Failure:
            assert state() == before
            return None

    def must_hold(self) -> None:
        """Mass, inheritance, quotas; and the events alone rebuild it all."""
        lots = list(Lot.objects.with_names().order_by("pk"))
        inputs = list(LotInput.objects.values_list("child", "parent", "weight_g"))
        self._mass(lots, inputs)
        self._claims(lots, inputs)
        self._quotas()
        told, kept = as_told(), as_kept()
        assert told.keys() == kept.keys()
        assert {uri: told[uri] for uri in told if told[uri] != kept[uri]} == {}

    def books_must_add_up(self) -> None:
        """By product, grower and day."""
        season = Period(date(2026, 6, 1), date(2026, 7, 31))
        assert all(books_of(self.cast.youan.organisation, season, by).add_up for by in READERS)

    @staticmethod
    def _mass(lots: Sequence[Lot], inputs: Sequence[tuple[int, int, int]]) -> None:
        losses = dict(Loss.objects.values_list("lot").annotate(grams=Sum("weight_g")))
        counts = StockCount.objects.short().values_list("lot").annotate(grams=Sum(F("book_g") - F("counted_g")))
        counted = dict(counts)
        for lot in lots:
            used = sum(grams for _, parent, grams in inputs if parent == lot.pk)
            assert lot.remaining_g >= 0
            assert lot.weight_g == lot.remaining_g + used + losses.get(lot.pk, 0) + counted.get(lot.pk, 0)
            if lot.making.act != Making.Act.RECEIVE:
                went_in = sum(grams for child, _, grams in inputs if child == lot.pk)
                assert went_in == lot.weight_g + lot.making.loss_g

    def _claims(self, lots: Sequence[Lot], inputs: Sequence[tuple[int, int, int]]) -> None:
        """A certificate gives the name; what is made of lots has it when all of them do; one early picking, never."""
        certified = set(certificates_in_force(JUDGED_ON).values_list("lot", flat=True))
        table = standings(lots, scheme=self.way.scheme, on=JUDGED_ON)
        has: dict[int, bool] = {}
        tainted: dict[int, bool] = {}
        for lot in lots:  # keys only grow, so the sources of a lot are settled before it
            parents = [parent for child, parent, _ in inputs if child == lot.pk]
            early = hasattr(lot, "origin") and lot.origin.picked_on < date(2026, 6, 20)
            tainted[lot.pk] = early or any(tainted[parent] for parent in parents)
            has[lot.pk] = lot.pk in certified or (bool(parents) and all(has[parent] for parent in parents))
            assert (table[lot.pk].state == "no") is tainted[lot.pk]
            assert (table[lot.pk].state == "ok") is (has[lot.pk] and not tainted[lot.pk])

    @staticmethod
    def _quotas() -> None:
        for certificate in Certificate.objects.annotate(signed=Sum("signs__weight_g")):
            assert certificate.drawn_g == (certificate.signed or 0) <= certificate.certified_g


def state() -> tuple[Any, ...]:
    """Everything that an act may change."""
    return (
        list(Lot.objects.order_by("pk").values_list("pk", "weight_g", "remaining_g", "place")),
        Event.objects.count(),
        LotInput.objects.count(),
        list(Certificate.objects.order_by("pk").values_list("pk", "drawn_g")),
        HeldLot.objects.filter(is_open=True).count(),
    )


def as_told() -> dict[str, Any]:
    """Every lot as the events tell it."""
    lots = rebuilt(Event.objects.order_by("pk"))
    return {
        uri: (lot.weight_g, lot.remaining_g, lot.units, lot.place, lot.inputs, lot.holds > 0, lot.is_recalled)
        for uri, lot in lots.items()
    }


def as_kept() -> dict[str, Any]:
    """The same from the tables."""
    lots = Lot.objects.select_related("product", "place").prefetch_related("inputs__parent__product", "held__hold")
    return {lot.uri: _kept(lot) for lot in lots}


def _kept(lot: Lot) -> tuple[Any, ...]:
    held = [row for row in lot.held.all() if row.is_open]
    return (
        lot.weight_g,
        lot.remaining_g,
        lot.units,
        lot.place.uri,
        {part.parent.uri: part.weight_g for part in lot.inputs.all()},
        any(row.hold.kind == Hold.Kind.HOLD for row in held),
        any(row.hold.kind == Hold.Kind.RECALL for row in held),
    )
