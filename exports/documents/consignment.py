"""A batch as its papers tell of it: read once for all of them, by a number of queries that does not grow with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from exports.inviting.models import TradeNumbers
from exports.models import Document, ExportBatch, Pallet, PalletContent, Price, PriceList
from exports.weights import gross_of
from orchards.models import RegisteredPlot
from traceability.certification.coverage import covering_all
from traceability.certification.models import Certificate, ResidueTest
from traceability.certification.queries import limits_for
from traceability.certification.residues import Limits
from traceability.lots.models import Lot, LotInput, LotOrigin, Making, Product
from traceability.lots.queries import families

Worked = TypeVar("Worked")


@dataclass(frozen=True)
class LotLoad:
    """So many cartons of a lot; `grams` net."""

    lot: Lot
    cartons: int
    grams: int
    certificate: Certificate | None = None


@dataclass(frozen=True)
class PalletLoad:
    """A pallet by its number within the batch, and what stands on it, lot by lot."""

    number: int
    pallet: Pallet
    lots: tuple[LotLoad, ...]
    batch: ExportBatch

    @property
    def cartons(self) -> int:
        """On the whole pallet."""
        return sum(load.cartons for load in self.lots)

    @property
    def grams(self) -> int:
        """Net, on the whole pallet."""
        return sum(load.grams for load in self.lots)

    @property
    def gross_g(self) -> int | None:
        """Gross, as weighed or reckoned; None where nobody knows."""
        return gross_of(self.batch, self.pallet, self.cartons, self.grams)


@dataclass(frozen=True)
class ProductLoad:
    """So many cartons of a product, whichever lots they are of."""

    product: Product
    cartons: int
    grams: int


class Consignment:
    """One batch with its pallets, lots, origins, tests and papers. Weights in grams, net."""

    def __init__(self, batch: ExportBatch) -> None:
        self.batch = batch
        self._kept: dict[str, Any] = {}

    def once(self, name: str, work: Callable[[], Worked]) -> Worked:
        """What a paper works out of the batch, the first time it is asked for under this name."""
        if name not in self._kept:
            self._kept[name] = work()
        return cast("Worked", self._kept[name])

    @cached_property
    def pallets(self) -> list[PalletLoad]:
        """In the order in which they were built."""
        contents: dict[int, list[PalletContent]] = {}
        named = (
            "run__certificate__scheme",
            "run__certificate__issued_by",
            "run__lot__product__variety__species",
            "run__lot__owner",
            "run__lot__place",
        )
        for content in PalletContent.objects.filter(pallet__batch=self.batch).select_related(*named).order_by("pk"):
            contents.setdefault(content.pallet_id, []).append(content)
        pallets = enumerate(self.batch.pallets.order_by("pk"), start=1)
        return [
            PalletLoad(number, pallet, _by_lot(contents.get(pallet.pk, [])), self.batch) for number, pallet in pallets
        ]

    @cached_property
    def lots(self) -> list[LotLoad]:
        """Each lot and certificate once, over all pallets."""
        return _summed(load for pallet in self.pallets for load in pallet.lots)

    @cached_property
    def lot_keys(self) -> list[int]:
        """Each lot once."""
        return list(dict.fromkeys(load.lot.pk for load in self.lots))

    @cached_property
    def products(self) -> list[ProductLoad]:
        """Each product once, by species, variety and size of its carton."""
        products = {load.lot.product_id: load.lot.product for load in self.lots}
        cartons, grams = Counter[int](), Counter[int]()
        for load in self.lots:
            cartons[load.lot.product_id] += load.cartons
            grams[load.lot.product_id] += load.grams
        ordered = sorted(products.values(), key=lambda one: (one.variety.species_id, one.variety_id, one.gtin))
        return [ProductLoad(product, cartons[product.pk], grams[product.pk]) for product in ordered]

    @property
    def cartons(self) -> int:
        """In the whole batch."""
        return sum(pallet.cartons for pallet in self.pallets)

    @property
    def grams(self) -> int:
        """Net, of the whole batch."""
        return sum(pallet.grams for pallet in self.pallets)

    @cached_property
    def gross_g(self) -> int | None:
        """Gross, of the whole batch; None while one pallet is neither weighed nor reckoned."""
        known = [gross for pallet in self.pallets if (gross := pallet.gross_g) is not None]
        return sum(known) if known and len(known) == len(self.pallets) else None

    @cached_property
    def families(self) -> dict[int, set[int]]:
        """By key of a lot, the keys of itself and of all it was made of."""
        return families(self.lot_keys)

    @cached_property
    def origins(self) -> dict[int, list[LotOrigin]]:
        """By key of a lot, the pickings that went into it."""
        picked = LotOrigin.objects.filter(lot__in=self._everything).select_related(
            "village__township__county", "county", "lot"
        )
        of_lot = {origin.lot_id: origin for origin in picked}
        return {
            lot: sorted((of_lot[key] for key in family if key in of_lot), key=lambda one: (one.picked_on, one.pk))
            for lot, family in self.families.items()
        }

    @cached_property
    def packed_on(self) -> dict[int, date]:
        """By key of a lot, the local day on which it was packed."""
        return {making.lot_id: making.local_time.date() for making in Making.objects.filter(lot__in=self.lot_keys)}

    @cached_property
    def sites(self) -> dict[int, list[str]]:
        """By key of a lot, the customs registrations under which its plots stood on the days of picking."""
        places = {origin.plot_id for origins in self.origins.values() for origin in origins}
        periods: dict[int, list[RegisteredPlot]] = {}
        for period in RegisteredPlot.objects.filter(plot__place__in=places).select_related("plot", "registration"):
            periods.setdefault(period.plot.place_id, []).append(period)
        return {
            lot: sorted(
                {
                    period.registration.number
                    for origin in origins
                    for period in periods.get(origin.plot_id, [])
                    if period.valid_from <= origin.picked_on <= (period.valid_to or date.max)
                }
            )
            for lot, origins in self.origins.items()
        }

    @cached_property
    def reports(self) -> dict[int, list[ResidueTest]]:
        """By key of a lot, the laboratory's reports that together cover it; none where part of it is not covered."""
        tests = (
            ResidueTest.objects.filter(sample__lot__in=self._everything)
            .select_related("sample__lot", "sample__taken_for")
            .prefetch_related("results")
        )
        newest = {test.sample.lot_id: test for test in tests.order_by("reported_at", "pk")}
        parents: dict[int, list[int]] = {}
        for child, parent in LotInput.objects.filter(child__in=self._everything).values_list("child", "parent"):
            parents.setdefault(child, []).append(parent)
        return covering_all(self.lot_keys, parents, newest)

    def limits(self, species_code: str) -> Limits:
        """The limits that hold for a species of Annex I to Regulation (EC) No 396/2005 when the batch arrives."""
        if species_code not in self._limits:
            self._limits[species_code] = limits_for(
                species_code, destination=self.batch.destination, on=self.batch.arrives_on
            )
        return self._limits[species_code]

    @cached_property
    def documents(self) -> dict[str, Document]:
        """By kind, the paper by others that counts: of several the newest."""
        return {one.kind: one for one in self.batch.documents.in_force().filter(made_from="").order_by("pk")}

    @cached_property
    def trade_numbers(self) -> TradeNumbers | None:
        """What customs and the tax office know the importer by, once it was entered."""
        return self.batch.importer.trade_numbers.first()

    @cached_property
    def price_list(self) -> PriceList | None:
        """Currency and terms, once the exporter has entered them."""
        return PriceList.objects.filter(batch=self.batch).first()

    @cached_property
    def prices(self) -> dict[int, Price]:
        """By key of a product."""
        return {price.product_id: price for price in Price.objects.filter(price_list__batch=self.batch)}

    @cached_property
    def _everything(self) -> set[int]:
        return {key for family in self.families.values() for key in family}

    @cached_property
    def _limits(self) -> dict[str, Limits]:
        return {}


def _by_lot(contents: Iterable[PalletContent]) -> tuple[LotLoad, ...]:
    return tuple(_summed(LotLoad(one.run.lot, one.cartons, one.weight_g, one.run.certificate) for one in contents))


def _summed(loads: Iterable[LotLoad]) -> list[LotLoad]:
    found: dict[tuple[int, int | None], LotLoad] = {}
    for load in loads:
        key = load.lot.pk, load.certificate.pk if load.certificate else None
        before = found.get(key)
        cartons, grams = (before.cartons, before.grams) if before else (0, 0)
        found[key] = LotLoad(load.lot, load.cartons + cartons, load.grams + grams, load.certificate)
    return list(found.values())
