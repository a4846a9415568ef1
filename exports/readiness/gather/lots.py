"""The lots of a batch, with the keys of all that was read about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exports.readiness.facts import Lot, Promise
from exports.readiness.gather.cartons import PackedLot
from exports.readiness.gather.handlings import Handled
from exports.readiness.gather.kinship import Kinship
from exports.readiness.gather.orchard import Orchard
from exports.readiness.gather.residues import Residues


def lots_of(
    lots: Sequence[PackedLot],
    kin: Kinship,
    orchard: Orchard,
    handled: Handled,
    promises: Mapping[int, Promise],
    residues: Residues,
) -> tuple[Lot, ...]:
    """Each lot with its pickings, reports, treatments and certificates."""
    picked = {picking.key for picking in orchard.pickings}
    sources = kin.family - kin.parents.keys() - picked
    return tuple(
        Lot(
            key=lot.key,
            code=lot.code,
            species=lot.species,
            variety=lot.variety,
            packer=lot.packer.name_latin,
            uscc=lot.packer.uscc,
            packing_house=lot.place.name_latin or lot.place.name,
            packing_house_number=lot.place.customs_number,
            units=lot.units,
            unit_g=lot.unit_g,
            cartons=lot.cartons,
            on_pallets=lot.on_pallets,
            pickings=tuple(sorted(kin.kin[lot.key] & picked)),
            reports=residues.covering.get(lot.key, ()),
            handlings=tuple(sorted(one.key for one in handled.of_lot.get(lot.key, ()))),
            promise=promises.get(lot.key),
            wholly=handled.wholly.get(lot.key, {}),
            sourceless=tuple(sorted(kin.kin[lot.key] & sources)),
        )
        for lot in lots
    )
