"""What stands on the labels of a batch, against what its destination asks of a carton."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

from exports.models import ExportBatch
from exports.readiness.facts import Certificate, Handling, LabelRun, Promise
from exports.readiness.gather.cartons import Cartons
from exports.readiness.gather.kinship import Kinship
from exports.readiness.gather.orchard import Orchard
from traceability.jobs.models import Job
from traceability.labels.layouts import layout_of
from traceability.labels.particulars import Particulars
from traceability.labels.required import MUST, Asked, asked_of
from traceability.labels.sizes import sizes_of
from traceability.labels.words import LANGUAGES, language_for
from traceability.parties.models import Organisation

_SPOKEN = {code.split("-")[0] for code, _name in settings.LANGUAGES}
"""Languages in which the page behind a code answers."""


def runs_of(
    batch: ExportBatch,
    cartons: Cartons,
    kin: Kinship,
    orchard: Orchard,
    promises: Mapping[int, Promise],
    treated: Mapping[int, Sequence[Handling]],
    certificates: Mapping[tuple[int, str], str],
) -> tuple[LabelRun, ...]:
    """Every run of which cartons stand on pallets. No query: labels are judged by what stands on them."""
    nowhere = {picking.key for picking in orchard.pickings if not picking.county}
    picked = {picking.key for picking in orchard.pickings}
    desk = _Desk(batch)
    return tuple(
        _run(
            row,
            cartons,
            desk,
            is_located=bool(kin.kin[row["run__lot"]] & picked) and not kin.kin[row["run__lot"]] & nowhere,
            promise=promises.get(row["run__lot"]),
            treated=treated.get(row["run__lot"], ()),
            certificates=certificates,
        )
        for row in cartons.runs
    )


class _Desk:
    """What the destination asks, worked out once for labels that say the same."""

    def __init__(self, batch: ExportBatch) -> None:
        self.batch = batch
        self.asked = cache(self._asked)
        self.sizes = cache(self._sizes)
        self.language = cache(language_for)

    def _asked(self, **said: Any) -> list[Asked]:
        label = _particulars(destination=self.batch.destination, **said)
        return [one for one in asked_of(label, on=self.batch.arrives_on) if one.duty == MUST]

    @staticmethod
    def _sizes(species: str, on: date) -> frozenset[str]:
        return frozenset(size.code for size in sizes_of(species, on))


def _run(
    row: dict[str, Any],
    cartons: Cartons,
    desk: _Desk,
    *,
    is_located: bool,
    promise: Promise | None,
    treated: Sequence[Handling],
    certificates: Mapping[tuple[int, str], str],
) -> LabelRun:
    lot = cartons.lots[row["run__lot"]]
    started_on = row["run__started_at__date"]
    printed = desk.language(row["run__destination"], started_on) or LANGUAGES[0]
    wanted = desk.language(desk.batch.destination, desk.batch.arrives_on)
    asked = desk.asked(
        layout=row["run__layout"],
        species=lot.species,
        variety=lot.variety_name,
        unit_g=lot.unit_g,
        quality_class=lot.quality_class,
        packer=lot.packer,
        size=row["run__size"],
        importer=row["run__importer__name_latin"] or "",
        understood=printed == wanted,
        located=is_located,
    )
    lacks = [one for one in asked if not one.there]
    scheme = row["run__certificate__scheme"]
    return LabelRun(
        key=row["run"],
        lot=lot.key,
        is_printed=row["run__job__state"] == Job.State.DONE,
        void_on_pallet=cartons.voids.get(row["run"], ""),
        prints_name=layout_of(row["run__layout"]).has_name,
        certificate=Certificate(
            scheme=scheme,
            name=row["run__certificate__scheme__name_en"],
            species=row["run__certificate__scheme__species"],
            standing=certificates.get((lot.key, scheme), ""),
        )
        if scheme
        else None,
        destination=row["run__destination"],
        size=row["run__size"],
        size_is_known=not row["run__size"] or row["run__size"] in desk.sizes(lot.species, lot.packed_on),
        page_speaks=wanted in _SPOKEN,
        started_on=started_on,
        leads_here=row["run__origin"].casefold() == settings.PUBLIC_ORIGIN.casefold(),
        has_promise=promise is not None and promise.issued_on <= started_on,
        cartons=cartons.cartons_of_run[row["run"]],
        asked=len(asked),
        lacks=tuple(one.code for one in lacks),
        lacks_rule=lacks[0].rule if lacks else "",
        lacks_source=lacks[0].source if lacks else "",
        unnamed_agents=tuple(
            dict.fromkeys(one.substance for one in treated if one.substance and one.began_on > started_on)
        ),
    )


def _particulars(
    *,
    layout: str,
    species: str,
    variety: str,
    unit_g: int,
    quality_class: str,
    packer: Organisation,
    size: str,
    importer: str,
    destination: str,
    understood: bool,
    located: bool,
) -> Particulars:
    """What a label of a run says, without what is each lot's own: labels that say the same are asked once."""
    return Particulars(
        layout=layout_of(layout),
        species=species,
        variety_zh="",
        variety_en=variety,
        fruit_zh="",
        fruit_en="",
        net_weight=f"{unit_g} g" if unit_g else "",
        quality_class=quality_class,
        origin_zh="—" if located else "",
        lot="—",
        gtin="",
        packed_on="—",
        packer_zh=packer.name,
        packer_latin=packer.name_latin,
        address_zh=packer.address,
        address_latin=packer.address_latin,
        promise=(),
        destination=destination,
        language_is_known=understood,
        size=size,
        importer=importer,
    )
