"""The lots of a batch, with the keys of all that was read about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exports.readiness.facts import Handling, Lot, Promise
from exports.readiness.gather.cartons import PackedLot
from exports.readiness.gather.kinship import Kinship
from exports.readiness.gather.orchard import Orchard
from exports.readiness.gather.residues import Residues
from traceability.certification.coverage import covering_all


def lots_of(
    lots: Sequence[PackedLot],
    kin: Kinship,
    orchard: Orchard,
    handlings: Sequence[Handling],
    promises: Mapping[int, Promise],
    residues: Residues,
) -> tuple[Lot, ...]:
    """Each lot with its pickings, reports, treatments and certificates."""
    codes = {picking.key: picking.code for picking in orchard.pickings}
    treated: dict[int, list[int]] = {}
    of_kind: dict[str, dict[int, int]] = {}
    for handling in handlings:
        treated.setdefault(handling.lot, []).append(handling.key)
        of_kind.setdefault(handling.kind, {})[handling.lot] = handling.key
    keys = [lot.key for lot in lots]
    wholly = {kind: covering_all(keys, kin.parents, found) for kind, found in of_kind.items()}
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
            pickings=tuple(sorted(kin.kin[lot.key] & codes.keys())),
            reports=residues.covering.get(lot.key, ()),
            handlings=tuple(sorted(key for each in kin.kin[lot.key] for key in treated.get(each, ()))),
            promise=promises.get(lot.key),
            wholly={kind: tuple(found[lot.key]) for kind, found in wholly.items() if found[lot.key]},
            inputs_without_promise=tuple(
                codes[key] for key in sorted(kin.kin[lot.key] & codes.keys()) if key not in promises
            ),
        )
        for lot in lots
    )
