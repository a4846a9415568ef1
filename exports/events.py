"""The public face of what happens to a batch, as EPCIS documents. Invoice and bill of lading are secrets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from exports.models import Document, ExportBatch, Pallet
from traceability.epcis.builders import Document as EventDocument
from traceability.epcis.builders import Quantity, aggregation_event, object_event
from traceability.lots.models import Lot
from traceability.parties.models import Place


def palletised(*, pallet_uri: str, cartons: Counter[str], place: Place, at: datetime) -> EventDocument:
    """Cartons were put on a pallet; `cartons` counts them by the URI of their lot."""
    return aggregation_event(
        action="ADD",
        parent=pallet_uri,
        child_quantities=[Quantity(uri, count=count) for uri, count in sorted(cartons.items())],
        at=at,
        biz_step="packing",
        disposition="in_progress",
        read_point=place.uri,
        biz_location=place.uri,
    )


def taken_off(*, pallet_uri: str, cartons: Counter[str], place: Place, at: datetime) -> EventDocument:
    """Cartons came off a pallet and are single again; `cartons` counts them by the URI of their lot."""
    return aggregation_event(
        action="DELETE",
        parent=pallet_uri,
        child_quantities=[Quantity(uri, count=count) for uri, count in sorted(cartons.items())],
        at=at,
        biz_step="unpacking",
        disposition="in_progress",
        read_point=place.uri,
        biz_location=place.uri,
    )


def loaded(*, batch: ExportBatch, pallets: Sequence[Pallet], lots: Iterable[Lot], at: datetime) -> EventDocument:
    """The pallets are in the container. Its seals stay out: whoever knows them before it is opened can copy them."""
    return _handled("loading", batch, pallets, lots, at)


def unloaded(*, batch: ExportBatch, pallets: Sequence[Pallet], lots: Iterable[Lot], at: datetime) -> EventDocument:
    """The pallets were taken out of the container again."""
    return _handled("unloading", batch, pallets, lots, at)


def _handled(
    step: str, batch: ExportBatch, pallets: Sequence[Pallet], lots: Iterable[Lot], at: datetime
) -> EventDocument:
    return object_event(
        action="OBSERVE",
        epcs=[pallet.uri for pallet in pallets],
        at=at,
        biz_step=step,
        disposition="in_progress",
        read_point=batch.from_port.uri,
        extensions={
            "tyt:lots": sorted(lot.uri for lot in lots),
            "tyt:loading": {"tyt:batch": batch.code, "tyt:container": batch.container, "tyt:pallets": len(pallets)},
        },
    )


def shipped(*, batch: ExportBatch, pallets: Sequence[Pallet], lots: Iterable[Lot], at: datetime) -> EventDocument:
    """The pallets left the port for the importer."""
    return object_event(
        action="OBSERVE",
        epcs=[pallet.uri for pallet in pallets],
        at=at,
        biz_step="shipping",
        disposition="in_transit",
        read_point=batch.from_port.uri,
        biz_transactions=[("desadv", _transaction(batch, batch.code)), *_certificates(batch)],
        sources=[("owning_party", batch.exporter.uri), ("location", batch.from_port.uri)],
        destinations=[("owning_party", batch.importer.uri), ("location", batch.to_port.uri)],
        extensions={
            "tyt:lots": sorted(lot.uri for lot in lots),
            "tyt:voyage": {
                "tyt:batch": batch.code,
                "tyt:vessel": batch.vessel,
                "tyt:fromPort": batch.from_port.uri,
                "tyt:toPort": batch.to_port.uri,
                "tyt:leavesOn": batch.leaves_on.isoformat(),
                "tyt:arrivesOn": batch.arrives_on.isoformat(),
                "tyt:destination": batch.destination,
            },
            "tyt:papers": _papers(batch),
        },
    )


def landed(
    *,
    batch: ExportBatch,
    pallets: Sequence[Pallet],
    lots: Iterable[Lot],
    step: str,
    outcome: str,
    at: datetime,
    cartons: Mapping[str, int] | None = None,
) -> EventDocument:
    """The pallets came to the port of arrival: `step` is arriving or receiving, `outcome` what was decided.

    `cartons` are those sent and those counted, where somebody counted.
    """
    extensions: dict[str, Any] = {
        "tyt:lots": sorted(lot.uri for lot in lots),
        "tyt:consignment": {"tyt:batch": batch.code, "tyt:outcome": outcome, "tyt:pallets": len(pallets)},
        "tyt:papers": _papers(batch),
    }
    if cartons:
        extensions["tyt:cartons"] = {f"tyt:{name}": count for name, count in cartons.items()}
    return object_event(
        action="OBSERVE",
        epcs=[pallet.uri for pallet in pallets],
        at=at,
        biz_step=step,
        disposition="non_conformant" if outcome == "refused" else "in_progress",
        read_point=batch.to_port.uri,
        biz_location=batch.to_port.uri,
        extensions=extensions,
    )


def _certificates(batch: ExportBatch) -> list[tuple[str, str]]:
    phyto = batch.documents.in_force().filter(kind=Document.Kind.PHYTO).order_by("pk").last()
    return [("cert", _transaction(batch, phyto.number))] if phyto else []


def _papers(batch: ExportBatch) -> list[dict[str, str]] | None:
    """What the papers that count are, by kind and hash: sealed without a word of what they say."""
    kept = batch.documents.in_force().exclude(sha256="").order_by("pk").values_list("kind", "sha256")
    return [{"tyt:kind": kind, "tyt:sha256": sha256} for kind, sha256 in kept] or None


def _transaction(batch: ExportBatch, number: str) -> str:
    """A business transaction as CBV 2.0 section 8.5 names it, under the GLN of who entered it."""
    return f"urn:epcglobal:cbv:bt:{batch.exporter.gln}:{quote(number, safe='')}"
