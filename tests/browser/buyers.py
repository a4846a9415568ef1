"""Every state of the page that a scan leads to, each behind the path of its code, told once for a test."""

from __future__ import annotations

from tests.cast import Cast
from tests.exports.scene import Scene
from tests.provenance.scene import Blend
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.acts.void_span import void_span
from traceability.labels.models import LabelRun
from traceability.labels.queries import serial_of_carton
from traceability.lots.acts.pack import pack

NEVER_ISSUED = "7K4M2QXP9DHV"


class Buyers:
    """What is printed on the cartons and pallets that buyers meet. `codes` has the path of each by its state:

    fresh: packed and labelled, not shipped, of one orchard; blend: landed in Rotterdam, of two towns; recalled, void
    and unknown: cartons of such blends; orange: without a name; lot and pallet: codes without a serial.
    """

    def __init__(self, cast: Cast) -> None:
        blend = Blend(cast)
        blend.arrived  # noqa: B018 (made when first looked at)
        fresh = Scene(cast, picked="2026-07-02", numbers="2")
        orange = Scene(
            cast, species="orange", variety="newhall-navel", picked="2026-11-12", with_name=False, numbers="3"
        )
        void_span(run=blend.run, first=10, last=10, reason="Torn", by=cast.youan.person, at=blend.after(7))
        lot = f"/01/{blend.lot.product.gtin}/10/{blend.lot.code}"
        self.codes = {
            "fresh": code_of(fresh.run, 1),
            "blend": code_of(blend.run, 5),
            "recalled": self._recalled(blend),
            "unknown": f"{lot}/21/{NEVER_ISSUED}",
            "void": code_of(blend.run, 10),
            "orange": code_of(orange.run, 1),
            "lot": lot,
            "pallet": f"/00/{blend.loaded.pallets.order_by('pk')[0].sscc}",
        }

    @staticmethod
    def _recalled(blend: Blend) -> str:
        """Another lot of the same fruit, called back: a lot's recall shows on each of its cartons."""
        wei = blend.cast.youan.person
        again = Blend(blend.cast)
        again.bulk = blend.bulk
        again.lot = pack(lot=blend.bulk, product=blend.lot.product, cartons=12, by=wei, at=blend.after(6, "17:48"))
        run = again.run
        called = object_event(
            action="OBSERVE",
            at=blend.after(30),
            biz_step="other",
            disposition="recalled",
            quantities=[Quantity(again.lot.uri, grams=again.lot.weight_g)],
        )
        record(event=called, act="recall", recorded_by=blend.cast.youan.organisation, by=None)
        return code_of(run, 1)


def code_of(run: LabelRun, counter: int) -> str:
    """The path that stands in the QR code of a carton."""
    product = run.lot.product
    return f"/01/{product.gtin}/10/{run.lot.code}/21/{serial_of_carton(run, counter)}"
