"""The way from a picking to a certificate, step by step through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.cast import Cast, at
from traceability.certification.acts.authorise import authorise
from traceability.certification.acts.certify import certify
from traceability.certification.acts.inspect import FruitReading, inspect
from traceability.certification.acts.report_residues import SubstanceResult, report_residues
from traceability.certification.acts.take_sample import take_sample
from traceability.certification.models import Certificate, GIScheme, Inspection, ResidueTest, Sample
from traceability.lots.acts.blend import blend
from traceability.lots.models import Lot

SCHEME = "CN-GIP-baise-mango"
GOOD = FruitReading(fruit_weight_g=298, brix=Decimal("20.5"))
"""A ripe Tainong No. 1 as the scheme wants it."""


@dataclass
class Way:
    cast: Cast
    right: bool = False

    @property
    def scheme(self) -> GIScheme:
        return GIScheme.objects.get(code=SCHEME)

    def lot(
        self, day: str = "2026-06-26", *, variety: str = "tainong-1", number: str = "4", inside: bool = True
    ) -> Lot:
        """400 kg of one plot of Lan's, in Napo, weighed in on the day it was picked."""
        plot = self.cast.lan.plots.filter(number=number).first()
        plot = plot or self.cast.plot(self.cast.lan, number, variety, inside=inside)
        return self.cast.lot(plot, day)

    def blend(self, *lots: Lot) -> Lot:
        """All of these lots over one belt, nothing lost."""
        return blend(
            inputs=[(lot, lot.remaining_g) for lot in lots],
            place=self.cast.youan.place,
            by=self.cast.youan.person,
            at=at("2026-06-28", "18:00"),
        )

    def authorise(self, first: str = "2026-01-01", last: str = "2028-12-31") -> None:
        """You'an may print the sign between two days."""
        authorise(
            organisation=self.cast.youan.organisation,
            scheme=self.scheme,
            number="BM-U-2026-017",
            valid_from=date.fromisoformat(first),
            valid_to=date.fromisoformat(last),
            by=self.cast.control_body.person,
        )
        self.right = True

    def sample(self, lot: Lot, purpose: str = Sample.Purpose.INSPECTION, fruits: int = 18) -> Sample:
        """Eighteen fruit, or as many, for the control body or for the laboratory."""
        firm = self.cast.control_body if purpose == Sample.Purpose.INSPECTION else self.cast.laboratory
        return take_sample(
            lot=lot,
            taken_for=firm.organisation,
            purpose=purpose,
            fruits=fruits,
            by=self.cast.youan.person,
            at=at("2026-06-28", "19:05"),
        )

    def inspect(
        self, lot: Lot, *readings: FruitReading, day: str = "2026-07-02", clock: str = "09:35", **more: Any
    ) -> Inspection:
        """Meng reads these fruit; without any, ten good ones."""
        readings = readings or (GOOD,) * 10
        return inspect(
            sample=self.sample(lot, fruits=len(readings)),
            scheme=self.scheme,
            device="Atago PAL-1",
            readings=readings,
            by=self.cast.control_body.person,
            at=at(day, clock),
            **more,
        )

    def test_residues(self, lot: Lot, loq: str = "0.005", **found: str | None) -> ResidueTest:
        """Qin's report; `None` is below what she can measure, and _ stands for - in a name."""
        return report_residues(
            sample=self.sample(lot, Sample.Purpose.RESIDUES),
            report_number="NF26-3381",
            method="GB 23200.121-2021",
            substances_tested=366,
            results=[
                SubstanceResult(name.replace("_", "-"), Decimal(loq), Decimal(value) if value else None)
                for name, value in found.items()
            ],
            by=self.cast.laboratory.person,
            at=at("2026-07-01", "15:05"),
        )

    def certify(
        self, lot: Lot, grams: int | None = None, number: str = "BM-2026-0417", moment: datetime | None = None
    ) -> Certificate:
        """Meng certifies the lot, or so much of it, for the season."""
        moment = moment or at("2026-07-03", "11:02")
        return certify(
            lot=lot,
            scheme=self.scheme,
            certified_g=lot.weight_g if grams is None else grams,
            number=number,
            valid_to=moment.date() + timedelta(90),
            packer=self.cast.youan.organisation,
            by=self.cast.control_body.person,
            at=moment,
        )

    def earned(self, day: str = "2026-06-26") -> Lot:
        """A lot that has everything but the certificate."""
        if not self.right:
            self.authorise()
        lot = self.lot(day)
        self.inspect(lot)
        return lot
