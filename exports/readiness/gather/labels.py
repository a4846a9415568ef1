"""What stands on the labels of a batch, against what its destination asks of a carton."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

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


class _Text(NamedTuple):
    """What a label of a run says, without what is each lot's own: labels that say the same are asked once."""

    layout: str
    species: str
    variety: str
    unit_g: int
    quality_class: str
    packer: Organisation
    size: str
    importer: str
    is_understood: bool
    is_located: bool


class _Desk:
    """What the destination asks, worked out once for labels that say the same."""

    def __init__(self, batch: ExportBatch) -> None:
        self.batch = batch
        self.origin = settings.PUBLIC_ORIGIN.casefold()
        self.asked = cache(self._asked)
        self.sizes = cache(self._sizes)
        self.language = cache(language_for)

    def _asked(self, text: _Text) -> list[Asked]:
        label = _particulars(text, self.batch.destination)
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
    text = _Text(
        layout=row["run__layout"],
        species=lot.species,
        variety=lot.variety_name,
        unit_g=lot.unit_g,
        quality_class=lot.quality_class,
        packer=lot.packer,
        size=row["run__size"],
        importer=row["run__importer__name_latin"] or "",
        is_understood=printed == wanted,
        is_located=is_located,
    )
    asked = desk.asked(text)
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
        leads_here=row["run__origin"].casefold() == desk.origin,
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


def _particulars(text: _Text, destination: str) -> Particulars:
    return Particulars(
        layout=layout_of(text.layout),
        species=text.species,
        variety_zh="",
        variety_en=text.variety,
        fruit_zh="",
        fruit_en="",
        net_weight=f"{text.unit_g} g" if text.unit_g else "",
        quality_class=text.quality_class,
        origin_zh="—" if text.is_located else "",
        lot="—",
        gtin="",
        packed_on="—",
        packer_zh=text.packer.name,
        packer_latin=text.packer.name_latin,
        address_zh=text.packer.address,
        address_latin=text.packer.address_latin,
        promise=(),
        destination=destination,
        language_is_known=text.is_understood,
        size=text.size,
        importer=text.importer,
    )
