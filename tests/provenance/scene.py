"""A blended lot that went all the way to Rotterdam: 620 kg from Napo, 380 kg from Pohong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from exports.acts.arrive import arrive
from exports.acts.ship import ship
from exports.models import ExportBatch
from tests.exports.scene import Scene
from traceability.labels.queries import serial_of_carton
from traceability.lots.acts.blend import blend
from traceability.lots.models import Lot


@dataclass
class Blend(Scene):
    """The exports' scene with two growers' fruit in it. `parts_kg` is what Lan and Guoqiang picked."""

    parts_kg: tuple[int, int] = (620, 380)
    sampled_after: int = 1

    @cached_property
    def sources(self) -> list[Lot]:
        """What came over the scale, on two days."""
        lan, guoqiang = self.cast.plot(self.cast.lan), self.cast.plot(self.cast.guoqiang, number="7")
        return [
            self.cast.lot(plot, self.after(day).date().isoformat(), kilograms * 1000)
            for day, (plot, kilograms) in enumerate(zip((lan, guoqiang), self.parts_kg, strict=True))
        ]

    @cached_property
    def bulk(self) -> Lot:
        wei = self.cast.youan
        lot = blend(
            inputs=[(source, source.weight_g) for source in self.sources],
            place=wei.place,
            by=wei.person,
            at=self.after(1, "18:10"),
        )
        self.test_residues(lot)
        return lot

    @cached_property
    def arrived(self) -> ExportBatch:
        """Shipped and landed."""
        ship(batch=self.loaded, by=self.cast.exporter.person, at=self.leaving)
        arrive(batch=self.ready, by=self.cast.importer.person, at=self.landing)
        return self.ready

    def serial(self, counter: int = 5) -> str:
        """The serial of a carton; the fifth stands on the second pallet."""
        return serial_of_carton(self.run, counter)

    @property
    def key(self) -> tuple[str, str]:
        """GTIN and lot code, as they stand on the carton."""
        return self.lot.product.gtin, self.lot.code

    def page(self, serial: str = "") -> str:
        """The path of the page of the lot, or of one of its cartons."""
        gtin, code = self.key
        return f"/trace/{gtin}/{code}/" + (f"{serial}/" if serial else "")

    def link(self, serial: str = "") -> str:
        """The Digital Link path of the lot, or of one of its cartons."""
        gtin, code = self.key
        return f"/01/{gtin}/10/{code}" + (f"/21/{serial}" if serial else "")
