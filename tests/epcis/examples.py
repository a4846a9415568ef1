"""One event of every kind that we emit, as the acts build them.

`manage.py shell -c "from tests.epcis.examples import write_golden; write_golden()"` writes the golden files anew.
"""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, aggregation_event, object_event, transformation_event
from traceability.epcis.event_hash import event_hash, prehash
from traceability.epcis.models import Event
from traceability.gs1.digital_link import lot_uri, party_uri, place_uri, sscc_uri
from traceability.gs1.keys import gln13, gtin14, sscc18
from traceability.parties.acts.register import register_organisation
from traceability.parties.models import Organisation

GOLDEN = Path(__file__).parent / "golden"
BEIJING = timezone(timedelta(hours=8))
ROTTERDAM = timezone(timedelta(hours=2))

LOOSE = gtin14("69712345", 1, indicator=9)
CARTON = gtin14("69712345", 2)
COOPERATIVE, EXPORTER, IMPORTER = (gln13("69712345", number) for number in (1, 5, 6))
PALLET = sscc_uri(sscc18("69712345", 1))
PLOT, PACKING_HOUSE, PORT = place_uri(COOPERATIVE, "0002"), place_uri(COOPERATIVE, "0001"), place_uri(EXPORTER, "0001")
HARVESTED, RECEIVED, BLENDED, PACKED = (
    lot_uri(LOOSE, "H1A"),
    lot_uri(LOOSE, "TY260624A"),
    lot_uri(LOOSE, "TY260624B"),
    lot_uri(CARTON, "TY260625P"),
)


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def examples() -> dict[str, dict[str, Any]]:
    """By the name of the act."""
    return {
        "harvest": object_event(
            action="ADD",
            biz_step="creating_class_instance",
            disposition="active",
            at=beijing("2026-06-24 06:40:12.345"),
            quantities=[Quantity(HARVESTED, grams=412_500)],
            read_point=PLOT,
            biz_location=PLOT,
            sources=[("owning_party", party_uri(COOPERATIVE))],
            ilmd={"tyt:variety": "guifei", "tyt:species": "mango", "tyt:pickedOn": "2026-06-24"},
            extensions={"tyt:grower": "G7K4", "tyt:village": "451003101201", "tyt:crates": 22, "tyt:note": None},
        ),
        "receive": object_event(
            action="OBSERVE",
            biz_step="receiving",
            disposition="in_progress",
            at=beijing("2026-06-24 11:05"),
            quantities=[Quantity(HARVESTED, grams=410_000)],
            read_point=PACKING_HOUSE,
            biz_location=PACKING_HOUSE,
            extensions={"tyt:facts": [{"tyt:inArea": "baise-mango", "tyt:daysSinceSpray": 29}, {"tyt:inArea": "x"}]},
        ),
        "blend": transformation_event(
            inputs=[Quantity(RECEIVED, grams=410_000), Quantity(HARVESTED, grams=12_000)],
            outputs=[Quantity(BLENDED, grams=421_250)],
            biz_step="creating_class_instance",
            disposition="active",
            at=beijing("2026-06-24 15:30"),
            read_point=PACKING_HOUSE,
            biz_location=PACKING_HOUSE,
            ilmd={"tyt:variety": "guifei"},
            extensions={"tyt:lossKg": 0.75, "tyt:claims": ["origin", "baise-mango"]},
        ),
        "inspect": object_event(
            action="OBSERVE",
            biz_step="inspecting",
            disposition="conformant",
            at=beijing("2026-06-25 09:00"),
            quantities=[Quantity(BLENDED, grams=421_250)],
            read_point=PACKING_HOUSE,
            certification_info=[f"https://id.gs1.org/253/{EXPORTER}GI2026000123", "https://cert.example/b"],
            extensions={"tyt:brix": [14.5, 15, 14.0], "tyt:fruits": 30, "tyt:result": {"tyt:rule": "007", "tyt:ok": 1}},
        ),
        "residue_result": object_event(
            action="OBSERVE",
            biz_step="inspecting",
            disposition="non_conformant",
            at=beijing("2026-06-25 17:00"),
            quantities=[Quantity(BLENDED, grams=421_250)],
            biz_transactions=[
                ("testres", f"https://id.gs1.org/253/{EXPORTER}R99"),
                ("testprd", "urn:uuid:9d3a6d76-0000-4000-8000-000000000000"),
            ],
            extensions={"tyt:substance": "chlorpyrifos", "tyt:mgPerKg": 0.012},
        ),
        "pack": transformation_event(
            inputs=[Quantity(BLENDED, grams=420_000)],
            outputs=[Quantity(PACKED, count=84)],
            biz_step="creating_class_instance",
            disposition="active",
            at=beijing("2026-06-25 18:00"),
            read_point=PACKING_HOUSE,
        ),
        "issue_labels": object_event(
            action="ADD",
            biz_step="commissioning",
            disposition="active",
            at=beijing("2026-06-25 18:10"),
            quantities=[Quantity(PACKED, count=84)],
            extensions={"tyt:firstCounter": 1, "tyt:lastCounter": 84},
        ),
        "palletise": aggregation_event(
            action="ADD",
            parent=PALLET,
            children=[f"https://id.gs1.org/01/{CARTON}/21/{serial}" for serial in ("S3", "S1", "S2")],
            child_quantities=[Quantity(PACKED, count=81)],
            biz_step="packing",
            disposition="in_progress",
            at=beijing("2026-06-26 08:00"),
            biz_location=PACKING_HOUSE,
        ),
        "ship": object_event(
            action="OBSERVE",
            biz_step="shipping",
            disposition="in_transit",
            at=beijing("2026-06-28 21:15"),
            epcs=[PALLET],
            read_point=PORT,
            biz_transactions=[("bol", f"https://id.gs1.org/253/{EXPORTER}BL1")],
            sources=[("possessing_party", party_uri(EXPORTER)), ("owning_party", party_uri(EXPORTER))],
            destinations=[("owning_party", party_uri(IMPORTER)), ("location", place_uri(IMPORTER))],
            extensions={"tyt:vessel": "Rhine Maersk", "tyt:port": "Rotterdam 鹿特丹"},
        ),
        "arrive": object_event(
            action="OBSERVE",
            biz_step="receiving",
            disposition="in_progress",
            at=datetime(2026, 7, 27, 7, 30, tzinfo=ROTTERDAM),
            epcs=[PALLET],
            read_point=place_uri(IMPORTER),
        ),
        "cool": object_event(
            action="OBSERVE",
            biz_step="storing",
            disposition="in_progress",
            at=beijing("2026-06-25 20:00"),
            quantities=[Quantity(PACKED, count=84)],
            read_point=PACKING_HOUSE,
            sensor_elements=[
                {
                    "sensorMetadata": {"time": "2026-06-25T19:59:59.999+08:00"},
                    "sensorReport": [
                        {"type": "Temperature", "value": 13.0, "uom": "CEL"},
                        {"type": "RelativeHumidity", "value": 90, "uom": "P1"},
                    ],
                }
            ],
        ),
        "waste": object_event(
            action="DELETE",
            biz_step="destroying",
            disposition="destroyed",
            at=beijing("2026-06-26 10:00"),
            quantities=[Quantity(BLENDED, grams=1250)],
        ),
    }


def youan() -> Organisation:
    """The cooperative that answers for the examples."""
    return Organisation.objects.filter(gln=COOPERATIVE).first() or register_organisation(
        kind=Organisation.Kind.COOPERATIVE,
        name="右岸芒果专业合作社",
        name_latin="You’an Mango Cooperative",
        gln=COOPERATIVE,
        gs1_prefix="69712345",
    )


def recorded_harvest() -> Event:
    """The harvest of the examples, recorded."""
    return record(event=examples()["harvest"], act="harvest", recorded_by=youan(), by=None)


def write_golden() -> None:
    """Write every example, its pre-hash string and its hash beside one another."""
    GOLDEN.mkdir(exist_ok=True)
    for name, event in examples().items():
        (GOLDEN / f"{name}.jsonld").write_text(json.dumps(event, ensure_ascii=False, indent=2) + "\n")
        (GOLDEN / f"{name}.prehash").write_text(prehash(event) + "\n")
        (GOLDEN / f"{name}.hash").write_text(event_hash(event) + "\n")
