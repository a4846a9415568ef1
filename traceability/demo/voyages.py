"""Two export batches: one reaches Rotterdam, one is held back before it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from exports.acts.arrive import arrive
from exports.acts.attach_document import attach_document
from exports.acts.build_pallet import build_pallet
from exports.acts.declare_ready import declare_ready
from exports.acts.judge import judge
from exports.acts.load import load
from exports.acts.make_documents import make_document
from exports.acts.offer import offer
from exports.acts.open_batch import open_batch
from exports.acts.price import price, products_of
from exports.acts.receive import receive
from exports.acts.ship import ship
from exports.acts.state import state
from exports.documents.consignment import Consignment
from exports.documents.made import MAKERS
from exports.models import Document, ExportBatch, ReadinessReport
from traceability.demo.fates import Fate
from traceability.demo.firms import PACKING_HOUSE, Firm, Firms
from traceability.demo.season import REGISTRATION, at
from traceability.parties.models import User

DECLARATION = (
    "Regulation (EU) 2019/2072, Annex VII, point 61 (d): the fruits have been subjected to an effective treatment "
    "(hot water, core 46.1 °C, 10 min) to ensure freedom from Tephritidae."
)
PALLET_CARTONS = 80
PRICE = Decimal("2.35")
SAID: Mapping[str, Mapping[str, Any]] = {
    "quality": {"measured": {"fruits": "120", "defects_percent": "1.7", "decay_percent": "0"}},
    "laboratory": {"measured": {"number": "DEMO-L0000"}},
    "stickers": {"measured": {"material": "none"}},
    "wood-packaging": {"measured": {"mark": "CN-45-DEMO HT"}, "remark": "Every pallet looked at"},
    "ched-d-list": {"remark": "Annexes I and II as of 18 February 2026 read: mangoes from China are not listed"},
    "rasff": {"remark": "Nothing on fruit from Guangxi"},
    "spraying-books": {"remark": "Every household was asked: what is not in the books was not sprayed"},
    "treatments": {"remark": "Hot water alone, no wax and no fungicide; each bath is recorded"},
}
"""What Zhao answers for by name, on the day before loading; the numbers are invented."""


@transaction.atomic
def to_rotterdam(firms: Firms, fate: Fate) -> ExportBatch:
    """Leaves Qinzhou on 12 July, is in Rotterdam on 10 August and received the day after."""
    batch = _load(firms, fate, "EU260712R", firms.importer, "NL", date(2026, 7, 12), date(2026, 8, 10), pallets=4)
    declare_ready(batch=batch, by=firms.exporter.person, at=at(date(2026, 7, 11), "15:00"))
    load(batch=batch, by=firms.exporter.person, at=at(date(2026, 7, 11), "17:30"))
    ship(batch=batch, by=firms.exporter.person, at=at(date(2026, 7, 12), "21:10"))
    attach_document(
        batch=batch,
        kind=Document.Kind.CHED_PP,
        number="CHEDPP.NL.2026.DEMO",
        issuer=firms.importer.organisation.name_latin,
        issued_on=date(2026, 8, 5),
        by=firms.importer.person,
    )
    arrive(batch=batch, by=firms.importer.person, at=at(date(2026, 8, 10), "14:25"))
    receive(batch=batch, by=firms.importer.person, at=at(date(2026, 8, 11), "15:40"), remarks="")
    return batch


@transaction.atomic
def held_for_le_havre(firms: Firms, fate: Fate) -> ReadinessReport:
    """Everything is in order but one result: France allows no carbendazim that can be measured."""
    batch = _load(
        firms, fate, "EU260720H", firms.french_importer, "FR", date(2026, 7, 20), date(2026, 8, 19), pallets=2
    )
    return judge(batch=batch, by=firms.exporter.person, at=at(date(2026, 7, 17), "10:20"))


def _load(
    firms: Firms, fate: Fate, code: str, buyer: Firm, destination: str, leaves_on: date, arrives_on: date, pallets: int
) -> ExportBatch:
    zhao = firms.exporter.person
    offer(lot=fate.lot, exporter=firms.exporter.organisation, by=firms.cooperative.person)
    batch = open_batch(
        code=code,
        exporter=firms.exporter.organisation,
        importer=buyer.organisation,
        destination=destination,
        from_port=firms.exporter.place,
        to_port=buyer.place,
        vessel="MV Beibu Swallow",
        container="MSCU6639870",
        seal="CN4471208",
        incoterm=ExportBatch.Incoterm.CIF,
        leaves_on=leaves_on,
        arrives_on=arrives_on,
        by=zhao,
        at=at(leaves_on.replace(day=leaves_on.day - 6), "09:30"),
        buyer_order=f"PO-{leaves_on:%m%d}",
        carton_tare_g=350,
        pallet_tare_g=24_000,
    )
    for number in range(pallets):
        first = number * PALLET_CARTONS + 1
        build_pallet(
            batch=batch,
            contents=[(fate.run, first, first + PALLET_CARTONS - 1)],
            by=zhao,
            at=at(leaves_on.replace(day=leaves_on.day - 2), f"{10 + number}:15"),
        )
    papers = leaves_on.replace(day=leaves_on.day - 3)
    for kind, paper, issuer in (
        (Document.Kind.PHYTO, f"CN-GX-{leaves_on:%m%d}-0071", "Nanning Customs"),
        (Document.Kind.BILL_OF_LADING, f"QZH{leaves_on:%m%d}118", "Beibu Gulf Lines"),
    ):
        attach_document(
            batch=batch,
            kind=kind,
            number=paper,
            issuer=issuer,
            issued_on=papers,
            additional_declaration=DECLARATION if kind == Document.Kind.PHYTO else "",
            facts=_as_customs_wrote(fate, pallets) if kind == Document.Kind.PHYTO else {},
            by=zhao,
        )
    for topic, said in SAID.items():
        state(batch=batch, topic=topic, holds=True, by=zhao, at=at(leaves_on - timedelta(2), "16:30"), **said)
    _make_papers(batch, zhao, papers)
    return batch


def _make_papers(batch: ExportBatch, by: User, on: date) -> None:
    """Those that the exporter writes, from what is recorded."""
    price(
        batch=batch,
        currency="EUR",
        per_kg=dict.fromkeys(products_of(batch), PRICE),
        payment_terms="30 days after arrival",
        by=by,
    )
    consignment = Consignment(batch)
    for maker in MAKERS:
        make_document(consignment=consignment, maker=maker, by=by, on=on)


def _as_customs_wrote(fate: Fate, pallets: int) -> dict[str, Any]:
    """The phytosanitary certificate names the goods, the orchards and the packing house as they are."""
    cartons, product = pallets * PALLET_CARTONS, fate.lot.product
    return {
        "channel": "paper",
        "botanical_names": [product.variety.species.botanical_name],
        "packages": cartons,
        "net_weight_g": cartons * (product.unit_weight_g or 0),
        "site_codes": [REGISTRATION],
        "packing_house_codes": [PACKING_HOUSE],
    }
