"""What becomes of six lots: the fates that real life has, made by the acts and named for whoever wants to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from orchards.acts.register_plot import register_plot
from orchards.models import Plot
from traceability.certification.acts.certify import certify
from traceability.certification.acts.inspect import FruitReading, inspect
from traceability.certification.acts.report_residues import SubstanceResult, report_residues
from traceability.certification.acts.take_sample import take_sample
from traceability.certification.models import Sample
from traceability.demo.bath import bathe
from traceability.demo.season import BEIJING, SPRAYS, Season, at
from traceability.labels.acts.activate import activate
from traceability.labels.acts.download import download
from traceability.labels.acts.start_run import start_run
from traceability.labels.layouts import layout_of
from traceability.labels.models import LabelRun
from traceability.lots.acts.pack import pack
from traceability.lots.acts.register_product import register_product
from traceability.lots.handling.acts.treat import treat
from traceability.lots.handling.models import HandlingKind
from traceability.lots.handling.recording import Told
from traceability.lots.models import Lot, Variety

CARTON_G = 5_000
NOT_FOUND = (("benomyl", "0.005", None), ("thiophanate-methyl", "0.005", None), ("mancozeb", "0.01", None))
CLEAN = (
    ("azoxystrobin", "0.005", "0.031"),
    ("difenoconazole", "0.005", "0.008"),
    ("carbendazim", "0.005", None),
    *NOT_FOUND,
)
WITH_CARBENDAZIM = (("azoxystrobin", "0.005", "0.022"), ("carbendazim", "0.005", "0.014"), *NOT_FOUND)
"""mg/kg: legal in the Netherlands; France allows none that can be measured."""


@dataclass(frozen=True)
class Fate:
    """A packed lot with its labels, by the name of what happened to it."""

    name: str
    lot: Lot
    run: LabelRun


class Fates:
    """Follows chosen plots of the season from the tree to the label."""

    def __init__(self, season: Season) -> None:
        self.season, self.firms = season, season.firms

    def plots_of(self, variety: str, count: int) -> list[Plot]:
        """`count` plots of a variety in as many townships as there are."""
        found = [plot for plot, _ in self.season.plots if plot.variety_id == variety]
        found.sort(key=lambda plot: (plot.number, plot.pk))
        by_town: dict[str, Plot] = {}
        for plot in found:
            by_town.setdefault(plot.grower.village.township_id, plot)
        first = list(by_town.values())
        return (first + [plot for plot in found if plot not in first])[:count]

    def harvest(self, plots: Sequence[Plot], day: date, kilograms: int) -> list[Lot]:
        """The same weight from each plot on one day."""
        return [self.season.harvest(plot, day, kilograms * 1000) for plot in plots]

    def test_residues(self, lot: Lot, day: date, found: Sequence[tuple[str, str, str | None]], report: str) -> None:
        """Sample a lot for the laboratory, and its report three days later."""
        sample = self._sample(lot, day, Sample.Purpose.RESIDUES, 10)
        results = [SubstanceResult(name, Decimal(loq), Decimal(value) if value else None) for name, loq, value in found]
        report_residues(
            sample=sample,
            report_number=report,
            method="GB 23200.121-2021, LC-MS/MS",
            substances_tested=366,
            results=results,
            by=self.firms.laboratory.person,
            at=at(day + timedelta(3), "15:05"),
        )

    def inspect(self, lot: Lot, day: date, *, grams: int, brix: str) -> None:
        """Sample eighteen fruit, let them ripen four days, and read each."""
        sample = self._sample(lot, day, Sample.Purpose.INSPECTION, 18)
        dice = self.season.dice
        readings = [
            FruitReading(
                fruit_weight_g=int(grams * dice.uniform(0.92, 1.08)),
                brix=Decimal(brix) + Decimal(dice.randrange(-9, 10)) / 10,
            )
            for _ in range(18)
        ]
        inspect(
            sample=sample,
            scheme=self.firms.scheme,
            device="Atago PAL-1",
            readings=readings,
            by=self.firms.control_body.person,
            at=at(day + timedelta(4), "09:35"),
        )

    def issue(self, lot: Lot, day: date, number: str) -> None:
        """The name for the whole lot, for a season."""
        certify(
            lot=lot,
            scheme=self.firms.scheme,
            certified_g=lot.weight_g // 1_000_000 * 1_000_000 or lot.weight_g,
            number=number,
            valid_to=date(day.year, 12, 31),
            packer=self.firms.cooperative.organisation,
            by=self.firms.control_body.person,
            at=at(day, "11:02"),
        )

    def pack(
        self,
        lot: Lot,
        day: date,
        *,
        labels: int,
        layout: str,
        quality_class: str = "I",
        **told: Any,
    ) -> tuple[Lot, LabelRun]:
        """As many whole cartons as the lot gives, and a run of labels for some of them."""
        wei = self.firms.cooperative.person
        product = register_product(
            owner=self.firms.cooperative.organisation,
            variety=lot.product.variety,
            unit_weight_g=CARTON_G,
            quality_class=quality_class,
            by=wei,
        )
        lot.refresh_from_db()
        cartons = lot.remaining_g * 99 // 100 // CARTON_G
        packed = pack(
            lot=lot,
            product=product,
            cartons=cartons,
            loss_g=lot.remaining_g - cartons * CARTON_G,
            by=wei,
            at=at(day, "15:48"),
        )
        run = start_run(
            lot=packed,
            count=min(labels, cartons),
            layout=layout,
            with_name=layout_of(layout).has_name,
            by=wei,
            at=at(day, "16:30"),
            **told,
        )
        download(run=run, output="pdf", first=1, last=run.count, by=wei, at=at(day, "16:32"))
        activate(run=run, first=1, last=run.count, by=wei, at=at(day, "17:40"))
        return packed, run

    def _sample(self, lot: Lot, day: date, purpose: str, fruits: int) -> Sample:
        whose = self.firms.laboratory if purpose == Sample.Purpose.RESIDUES else self.firms.control_body
        return take_sample(
            lot=lot,
            taken_for=whose.organisation,
            purpose=purpose,
            fruits=fruits,
            by=self.firms.cooperative.person,
            at=at(day, "19:05"),
        )

    # The fates ------------------------------------------------------------------------------------------------------

    @transaction.atomic
    def shipped(self) -> Fate:
        """Under the name, through to Rotterdam."""
        lot = self.certified(
            "tainong-1", date(2026, 7, 1), 900, grams=298, brix="20.6", found=CLEAN, number="0417", bathed=True
        )
        importer = self.firms.importer.organisation
        goes: dict[str, Any] = {"layout": "carton-150-gi", "destination": "NL", "size": "B", "importer": importer}
        return Fate("shipped", *self.pack(lot, date(2026, 7, 8), labels=400, **goes))

    @transaction.atomic
    def held(self) -> Fate:
        """Under the name, but carbendazim can be measured, which France does not allow."""
        lot = self.certified(
            "guifei", date(2026, 7, 4), 600, grams=362, brix="16.1", found=WITH_CARBENDAZIM, number="0429", bathed=True
        )
        goes: dict[str, Any] = {"layout": "carton-100-gi", "destination": "FR", "size": "C"}
        return Fate("held", *self.pack(lot, date(2026, 7, 11), labels=200, **goes))

    @transaction.atomic
    def lost_claim(self) -> Fate:
        """One of four sources was picked before the opening day: the blend has lost the name for ever."""
        plots = self.plots_of("tainong-1", 4)
        early = self.harvest(plots[:1], date(2026, 6, 19), 240)
        rest = self.harvest(plots[1:], date(2026, 6, 27), 460)
        lot = self.season.blend([*early, *rest], at(date(2026, 6, 27), "18:55"))
        self.test_residues(lot, date(2026, 6, 27), CLEAN, "NF26-2240")
        return Fate("lost_claim", *self.pack(lot, date(2026, 7, 1), labels=60, layout="carton-100-a4"))

    @transaction.atomic
    def before_opening(self) -> Fate:
        """Guifei of 16 June: good fruit, and nothing that may be called by the name yet."""
        [lot] = self.harvest(self.plots_of("guifei", 1), date(2026, 6, 16), 380)
        return Fate("before_opening", *self.pack(lot, date(2026, 6, 17), labels=40, layout="carton-150-a4"))

    @transaction.atomic
    def outside_area(self) -> Fate:
        """A plot that a household rents beyond the county line, outside the area of the name."""
        grower = self.season.growers[0]
        plot = register_plot(
            grower=grower,
            number="9",
            variety=Variety.objects.get(code="tainong-1"),
            area_mu=Decimal("6.4"),
            trees=240,
            latitude=23.166,
            longitude=107.55,
            village=grower.village,
            by=self.firms.cooperative.person,
        )
        [lot] = self.harvest([plot], date(2026, 7, 3), 520)
        return Fate("outside_area", *self.pack(lot, date(2026, 7, 4), labels=40, layout="carton-100-a4-4"))

    @transaction.atomic
    def inside_interval(self) -> Lot:
        """Picked nine days after a spray that asks for fourteen: recorded all the same, and set aside."""
        plot = self.plots_of("tainong-1", 6)[-1]
        product, number, substances, dose, target, _, interval = SPRAYS[0]
        self.season.treat(plot, date(2026, 6, 24), product, number, substances, dose, target, interval)
        [lot] = self.harvest([plot], date(2026, 7, 3), 310)
        return lot

    @transaction.atomic
    def orange(self) -> Fate:
        """Newhall navels of November: an orange never carries a mango's name."""
        lot = self.season.blend(
            self.harvest(self.plots_of("newhall-navel", 3), date(2026, 11, 12), 500), at(date(2026, 11, 12), "18:50")
        )
        self._protect(lot, at(date(2026, 11, 12), "19:00"))
        self.test_residues(lot, date(2026, 11, 12), (("imazalil", "0.01", "0.9"), *CLEAN[:1]), "NF26-5117")
        goes: dict[str, Any] = {"layout": "carton-150", "destination": "DE", "size": "3"}
        return Fate("orange", *self.pack(lot, date(2026, 11, 17), labels=80, **goes))

    def _protect(self, lot: Lot, began: datetime) -> None:
        """A fungicide and a wax, which the carton of an orange has to name."""
        for kind, told in (("fungicide", Told("imazalil", "500 mg/l")), ("wax", Told("E 904", "1 g/kg"))):
            treat(
                lot=lot,
                kind=HandlingKind.objects.get(code=kind),
                told=told,
                by=self.firms.cooperative.person,
                began=began,
                ended=began + timedelta(minutes=20),
            )

    def ordinary(self) -> int:
        """Every fifth blend of the season that earned the name is inspected, certified and packed; returns how many."""
        done = 0
        opened = [lot for lot in self.season.blends if lot.making.made_at.date() >= date(2026, 7, 2)]
        mangoes = [lot for lot in opened if lot.product.variety_id in {"tainong-1", "guifei"}]
        for number, lot in enumerate(self.season.narrator.each(mangoes[::3], "certificates")):
            day = lot.making.made_at.astimezone(BEIJING).date()
            tainong = lot.product.variety_id == "tainong-1"
            with transaction.atomic():
                self.test_residues(lot, day, CLEAN, f"NF26-{3400 + number}")
                self.inspect(lot, day, grams=300 if tainong else 365, brix="20.4" if tainong else "16.0")
                self.issue(lot, day + timedelta(5), f"BM-2026-{500 + number:04d}")
                self.pack(lot, day + timedelta(6), labels=24, layout="carton-100-gi")
            done += 1
        return done

    def certified(
        self,
        variety: str,
        day: date,
        kilograms: int,
        *,
        grams: int,
        brix: str,
        found: Sequence[tuple[str, str, str | None]],
        number: str,
        bathed: bool = False,
    ) -> Lot:
        """Four plots blended, bathed against flies where it goes to the Union, tested, inspected and certified."""
        lot = self.season.blend(self.harvest(self.plots_of(variety, 4), day, kilograms), at(day, "16:50"))
        if bathed:
            bathe(lot, began=at(day, "17:10"), by=self.firms.cooperative.person)
        self.test_residues(lot, day, found, f"NF26-3{number[1:]}")
        self.inspect(lot, day, grams=grams, brix=brix)
        self.issue(lot, day + timedelta(5), f"BM-2026-{number}")
        return lot
