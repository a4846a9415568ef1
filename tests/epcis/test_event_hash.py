"""The CBV event hash against golden files, the reference implementation, and strings that others published."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.epcis.examples import GOLDEN, examples
from tests.epcis.schema import as_document
from traceability.epcis.event_hash import event_hash, prehash

FILES = sorted(GOLDEN.glob("*.jsonld"))


def by_the_reference(event: dict[str, Any]) -> str:
    """The pre-hash string of GS1 Germany's reference implementation. Its contexts are bundled: nothing is fetched."""
    from epcis_event_hash_generator import hash_generator, json_to_py

    json_to_py._namespaces.clear()
    events = json_to_py.event_list_from_epcis_document_json(copy.deepcopy(as_document(event)))
    (text,) = hash_generator.derive_prehashes_from_events(events)
    return text


def without_parties(event: dict[str, Any]) -> dict[str, Any]:
    """The reference (1.9.3) sorts source and destination lists among the extensions instead of putting them where
    CBV 2.0 section 8.9.2 has them; what they say is compared with OpenEPCIS below."""
    return {name: value for name, value in event.items() if name not in ("sourceList", "destinationList")}


def test_there_is_a_golden_file_for_every_act() -> None:
    assert {file.stem for file in FILES} == examples().keys()


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_golden_files(file: Path) -> None:
    event = json.loads(file.read_text())
    assert event == json.loads(json.dumps(examples()[file.stem]))
    assert prehash(event) == file.with_suffix(".prehash").read_text().strip()
    assert event_hash(event) == file.with_suffix(".hash").read_text().strip()


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_reference_implementation_agrees(file: Path) -> None:
    event = without_parties(json.loads(file.read_text()))
    assert prehash(event) == by_the_reference(event)


CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"gs1": "https://gs1.org/voc/"}]
PUBLISHED = {
    "departing": (
        {
            "@context": CONTEXT,
            "type": "ObjectEvent",
            "eventTime": "2019-10-21T11:00:30.000+01:00",
            "eventTimeZoneOffset": "+01:00",
            "epcList": ["https://id.gs1.org/00/052000010111111146" + "3"],
            "action": "OBSERVE",
            "bizStep": "departing",
            "readPoint": {"id": "https://id.gs1.org/414/5200001999012"},
            "bizTransactionList": [
                {"type": "inv", "bizTransaction": "urn:epcglobal:cbv:bt:5200001000008:RE1099"},
                {"type": "desadv", "bizTransaction": "urn:epcglobal:cbv:bt:5200001000008:4711"},
            ],
            "sourceList": [{"type": "possessing_party", "source": "https://id.gs1.org/417/5200001000008"}],
            "destinationList": [
                {"type": "possessing_party", "destination": "https://id.gs1.org/417/4000001987658"},
                {"type": "location", "destination": "https://id.gs1.org/414/4012345000122"},
            ],
        },
        "eventType=ObjectEventeventTime=2019-10-21T10:00:30.000ZeventTimeZoneOffset=+01:00"
        "epcListepc=https://id.gs1.org/00/0520000101111111463action=OBSERVE"
        "bizStep=https://ref.gs1.org/cbv/BizStep-departingreadPointid=https://id.gs1.org/414/5200001999012"
        "bizTransactionListtype=https://ref.gs1.org/cbv/BTT-desadv"
        "bizTransaction=urn:epcglobal:cbv:bt:5200001000008:4711type=https://ref.gs1.org/cbv/BTT-inv"
        "bizTransaction=urn:epcglobal:cbv:bt:5200001000008:RE1099"
        "sourceListtype=https://ref.gs1.org/cbv/SDT-possessing_partysource=https://id.gs1.org/417/5200001000008"
        "destinationListtype=https://ref.gs1.org/cbv/SDT-locationdestination=https://id.gs1.org/414/4012345000122"
        "type=https://ref.gs1.org/cbv/SDT-possessing_partydestination=https://id.gs1.org/417/4000001987658",
    ),
    "unpacking": (
        {
            "@context": CONTEXT,
            "type": "AggregationEvent",
            "eventTime": "2019-10-21T17:30:56.591+02:00",
            "eventTimeZoneOffset": "+02:00",
            "parentID": "https://id.gs1.org/00/0401234401111111331",
            "childQuantityList": [
                {"epcClass": "https://id.gs1.org/01/04054739999025/10/P2", "quantity": 12, "uom": "KGM"},
                {"epcClass": "https://id.gs1.org/01/04054739123451/10/lot2", "quantity": 17.0},
            ],
            "action": "ADD",
            "bizStep": "packing",
            "readPoint": {"id": "https://id.gs1.org/414/4012345000252"},
        },
        "eventType=AggregationEventeventTime=2019-10-21T15:30:56.591ZeventTimeZoneOffset=+02:00"
        "parentID=https://id.gs1.org/00/0401234401111111331"
        "childQuantityListquantityElementepcClass=https://id.gs1.org/01/04054739123451/10/lot2quantity=17"
        "quantityElementepcClass=https://id.gs1.org/01/04054739999025/10/P2quantity=12uom=KGM"
        "action=ADDbizStep=https://ref.gs1.org/cbv/BizStep-packingreadPointid=https://id.gs1.org/414/4012345000252",
    ),
    "transforming": (
        {
            "@context": CONTEXT,
            "type": "TransformationEvent",
            "eventTime": "2019-10-21T12:58:56.591Z",
            "eventTimeZoneOffset": "+02:00",
            "inputEPCList": [
                "https://id.gs1.org/01/04012345111224/21/25",
                "https://id.gs1.org/01/04000001654321/21/99886655",
            ],
            "outputQuantityList": [{"epcClass": "https://id.gs1.org/01/04054739999025/10/P20131121", "quantity": 9520}],
            "transformationID": "https://id.gs1.org/253/40123455555541234",
            "bizStep": "http://epcis.example.com/user/vocab/bizstep/commissioning",
            "readPoint": {"id": "https://id.gs1.org/414/4012345000016"},
        },
        "eventType=TransformationEventeventTime=2019-10-21T12:58:56.591ZeventTimeZoneOffset=+02:00"
        "inputEPCListepc=https://id.gs1.org/01/04000001654321/21/99886655"
        "epc=https://id.gs1.org/01/04012345111224/21/25"
        "outputQuantityListquantityElementepcClass=https://id.gs1.org/01/04054739999025/10/P20131121quantity=9520"
        "transformationID=https://id.gs1.org/253/40123455555541234"
        "bizStep=http://epcis.example.com/user/vocab/bizstep/commissioning"
        "readPointid=https://id.gs1.org/414/4012345000016",
    ),
}
"""Pre-hash strings as OpenEPCIS publishes them with its own implementation, for events written as Digital Links."""


@pytest.mark.parametrize(("event", "published"), PUBLISHED.values(), ids=PUBLISHED)
def test_published_strings(event: dict[str, Any], published: str) -> None:
    assert prehash(event) == published


def test_the_same_event_written_otherwise_has_the_same_hash() -> None:
    event = examples()["palletise"]
    other = dict(random.Random(1).sample(list(event.items()), len(event)))
    other["eventTime"] = "2026-06-26T00:00:00Z"
    other["childEPCs"] = list(reversed(event["childEPCs"]))
    other["bizStep"] = "https://ref.gs1.org/cbv/BizStep-packing"
    other["childQuantityList"] = [{**event["childQuantityList"][0], "quantity": 81.000}]
    other |= {"eventID": "urn:uuid:0", "recordTime": "2026-06-26T00:00:01Z", "errorDeclaration": {"reason": "x"}}
    assert other != event
    assert event_hash(other) == event_hash(event)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("eventTime", "2026-06-26T08:00:00.001+08:00"),
        ("eventTimeZoneOffset", "+09:00"),
        ("parentID", "https://id.gs1.org/00/106141412345678908"),
        ("action", "OBSERVE"),
        ("bizStep", "loading"),
        ("tyt:note", "dropped once"),
    ],
)
def test_another_event_has_another_hash(member: str, value: str) -> None:
    event = examples()["palletise"]
    assert event_hash({**event, member: value}) != event_hash(event)


@pytest.mark.parametrize(
    ("written", "hashed"),
    [
        ("2026-06-26T08:00:00+08:00", "2026-06-26T00:00:00.000Z"),
        ("2026-06-26T00:00:00.0004Z", "2026-06-26T00:00:00.000Z"),
        ("2026-06-26T00:00:00.0005Z", "2026-06-26T00:00:00.001Z"),
        ("2026-06-26T00:00:00.0025Z", "2026-06-26T00:00:00.003Z"),
        ("2026-06-25T23:59:59.9995Z", "2026-06-26T00:00:00.000Z"),
    ],
)
def test_times_are_hashed_in_utc_to_the_millisecond_half_up(written: str, hashed: str) -> None:
    assert f"eventTime={hashed}event" in prehash({**examples()["palletise"], "eventTime": written})


@pytest.mark.parametrize(
    ("written", "hashed"),
    [
        ("https://id.gs1.org/01/09506000134352/22/2A/10/L1/21/S1", "https://id.gs1.org/01/09506000134352/21/S1"),
        ("https://id.gs1.org/01/09506000134352/22/2A/10/L1", "https://id.gs1.org/01/09506000134352/10/L1"),
        ("https://trace.example/01/09506000134352?13=260615", "https://id.gs1.org/01/09506000134352"),
        ("https://trace.example/about", "https://trace.example/about"),
        ("00123", "123"),
        ("1.500", "1.5"),
        ("-0.0", "0"),
        ("123456789012345678", "123456789012345678"),
        ("  TY1 ", "TY1"),
        ("tyt:guifei", "https://ns.tianyang-trace.org/voc/guifei"),
    ],
)
def test_values_are_hashed_in_one_spelling(written: str, hashed: str) -> None:
    event = {**examples()["waste"], "tyt:value": written}
    assert prehash(event).endswith(f"{{https://ns.tianyang-trace.org/voc/}}value={hashed}")
