"""The pre-advice: what comes, when, pallet by pallet, for the importer's system; with its events as EPCIS 2.0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from django.conf import settings
from django.utils.translation import gettext as _

from exports.documents import words
from exports.documents.consignment import Consignment
from exports.documents.made.maker import CSV, JSON_LD, Maker, Rows, lacks_cartons
from exports.documents.sheet import Column, Facts, Sheet, Table
from exports.models import Document
from exports.sscc import spell
from traceability.epcis.builders import EPCIS_CONTEXT, TYT
from traceability.epcis.queries import events_about
from traceability.ledger.canonical import canonical_json
from traceability.web.numbers import localised
from traceability.web.tables.writing import csv_file


def _sheet(consignment: Consignment) -> Sheet:
    batch = consignment.batch
    return Sheet(
        title=_("Pre-advice"),
        number="",
        parties=words.parties(consignment),
        blocks=[
            Facts(
                [
                    *words.voyage(consignment),
                    (_("Pallets"), localised(len(consignment.pallets))),
                    (_("Cartons"), localised(consignment.cartons)),
                    (_("Net weight"), _("%(weight)s kg") % {"weight": words.kg(consignment.grams)}),
                    (_("Gross weight"), _gross(consignment)),
                ]
            ),
            Table(
                [
                    Column(_("Goods"), 44),
                    Column(_("Cartons"), 12, number=True),
                    Column(_("Net, kg"), 14, number=True),
                ],
                [
                    (
                        _(", ").join([words.fruit(load.product), words.carton(load.product)]),
                        localised(load.cartons),
                        words.kg(load.grams),
                    )
                    for load in consignment.products
                ],
                heading=_("What comes"),
            ),
            Table(
                [
                    Column(_("No."), 7, number=True),
                    Column("SSCC", 22),
                    Column(_("Address of its page"), 44),
                    Column(_("Cartons"), 10, number=True),
                    Column(_("Net, kg"), 13, number=True),
                ],
                [
                    (
                        str(pallet.number),
                        spell(pallet.pallet.sscc),
                        f"{settings.PUBLIC_ORIGIN}/00/{pallet.pallet.sscc}",
                        localised(pallet.cartons),
                        words.kg(pallet.grams),
                    )
                    for pallet in consignment.pallets
                ],
                heading=_("Pallets"),
            ),
        ],
        foot=str(batch.exporter),
    )


def _gross(consignment: Consignment) -> str:
    if consignment.gross_g is None:
        return ""
    return _("%(weight)s kg") % {"weight": words.kg(consignment.gross_g)}


def _rows(consignment: Consignment) -> Rows:
    yield (
        "batch",
        "exporter_gln",
        "importer_gln",
        "vessel",
        "container",
        "seal",
        "leaves_on",
        "arrives_on",
        "sscc",
        "gtin",
        "lot",
        "cartons",
        "net_kg",
    )
    batch = consignment.batch
    parties = batch.code, batch.exporter.gln, batch.importer.gln
    way = batch.vessel, batch.container, batch.seal, batch.leaves_on.isoformat(), batch.arrives_on.isoformat()
    for pallet in consignment.pallets:
        for load in pallet.lots:
            what = pallet.pallet.sscc, load.lot.product.gtin, load.lot.code
            yield *parties, *way, *what, load.cartons, words.plain_kg(load.grams)


def _document(consignment: Consignment) -> bytes:
    """The sealed events about the pallets as one EPCISDocument, created when the last of them was recorded."""
    events = list(events_about(*(pallet.pallet.uri for pallet in consignment.pallets)))
    latest = max(event.record_time for event in events).astimezone(UTC)
    return canonical_json(
        {
            "@context": [EPCIS_CONTEXT, {"tyt": TYT}],
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": latest.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "epcisBody": {
                "eventList": [
                    {name: value for name, value in event.document.items() if name != "@context"} for event in events
                ]
            },
        }
    )


def _data(consignment: Consignment) -> Mapping[str, bytes]:
    return {CSV: csv_file(_rows(consignment)), JSON_LD: _document(consignment)}


MAKER = Maker(Document.Kind.PRE_ADVICE, lacks_cartons, _sheet, _data)
