"""The wrong person knows what to ask for: one's own address, with a lot, number or name of You'an's in the question.

A thing that stands in no path stands in a query or in a body. Every search is asked for You'an's things, and every act
that a program can ask for without a path is asked to do it to them.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import resolve

from orchards.models import Plot
from tests.cast import Cast, record_id
from tests.journeys.doors import Door, Season, doors
from tests.journeys.test_wrong_person import COLLEAGUES, OPEN, a_client, body_of, colleague, rows
from traceability.certification.models import Sample
from traceability.lots.models import Lot
from traceability.parties.models import User

pytestmark = pytest.mark.usefixtures("reference")

NOT_ABOUT_A_THING = {
    "token": "name and password",
    "products": "a variety and a weight of one's own",
    "growers": "a new grower of one's own",
    "field-consents": "the phone's own grower",
    "field-sync": "the phone's own book; tests/orchards/field/test_session.py asks it as a neighbour",
}


@pytest.fixture
def season(cast: Cast) -> Season:
    return Season(cast)


@pytest.fixture(params=["huang", *COLLEAGUES])
def stranger(request: pytest.FixtureRequest, reference: None) -> User:
    user: User = request.getfixturevalue("huang") if request.param == "huang" else colleague(request.param)
    return user


def doors_without_a_thing() -> list[Door]:
    return [door for door in doors() if door.name not in OPEN and not door.parameters]


def questions(season: Season, cast: Cast) -> list[str]:
    """What somebody may have read on a carton, a paper or a truck, and type into a search."""
    things = season.things[""]
    return [
        things["lot"],
        f"https://id.gs1.org/01/{things['gtin']}/10/{things['lot']}/21/{things['serial']}",
        things["number"],
        f"{season.things['desk/plots/']['extension']}",
        cast.lan.user.name,
    ]


def test_no_search_finds_anything_of_yuans(season: Season, cast: Cast, huang: User) -> None:
    client, faults = a_client(huang), []
    for door in doors_without_a_thing():
        if door.is_for_programs and "get" not in _methods(door.path(season.things)):
            continue
        for text in questions(season, cast):
            asked = dict.fromkeys(("q", "grower", "start", "variety", "place", "box"), text) | {"lot": [text, text]}
            answer = client.get(door.path(season.things), asked | {"show": "all", "by": "grower", "retired": "1"})
            told = [said for said in season.told(body_of(answer), text) if said not in text]
            if answer.status_code >= 500 or told or _leads_to(answer, season):
                faults.append(f"{answer.status_code} {door.route} {text!r} {answer.get('Location', '')} {told}")
    assert not faults, "\n".join(faults)


def _leads_to(answer: Any, season: Season) -> bool:
    """True when it sends on to a thing of You'an's: that it is there would be told already."""
    return any(code in answer.get("Location", "").partition("?")[0] for code in season.business)


def bodies(season: Season, cast: Cast) -> dict[str, dict[str, Any]]:
    """By door, what a program of You'an's, its inspector, its laboratory or its exporter could ask for."""
    things, owner = season.things[""], cast.youan.organisation
    bulk = Lot.objects.filter(making__act="blend").earliest("pk")
    loose = [f"https://id.gs1.org/01/{lot.product.gtin}/10/{lot.code}" for lot in (bulk, _aside())]
    place = cast.youan.place
    assert place
    gtin_and_code = f"{bulk.product.gtin}/{bulk.code}"
    event = {purpose: Sample.objects.get(purpose=purpose).event.digest for purpose in Sample.Purpose.values}
    reading = {"fruit_weight_g": 300, "brix": "20.5"}
    plot = Plot.objects.get(grower=cast.lan).place.uri
    ports = [f"{firm.place.gln}/{firm.place.extension}" for firm in (cast.exporter, cast.importer) if firm.place]
    day, moment = "2026-07-06", "2026-07-06T09:00:00+08:00"
    return {
        "lots-blend": {"inputs": [{"lot": uri, "weight_g": 1000} for uri in loose], "place": place.uri},
        "holds-recall": {"lots": [gtin_and_code], "started_from": "wire", "reason": "Wire"},
        "api-samples": {
            "lot": gtin_and_code,
            "taken_for": cast.control_body.organisation.gln,
            "purpose": "inspection",
            "fruits": 10,
            "at": moment,
        },
        "api-inspections": {
            "sample": event["inspection"],
            "scheme": "CN-GIP-baise-mango",
            "device": "Atago",
            "readings": [reading] * 3,
            "ripeness": "ripe",
            "at": moment,
        },
        "api-residue-tests": {
            "sample": event["residues"],
            "report_number": "X-1",
            "method": "GB 23200.121-2021",
            "substances_tested": 1,
            "results": [{"substance": "azoxystrobin", "loq_mg_kg": "0.005"}],
            "at": moment,
        },
        "api-certificates": {
            "lot": gtin_and_code,
            "scheme": "CN-GIP-baise-mango",
            "certified_g": 1000,
            "number": "X-1",
            "valid_to": "2026-12-31",
            "packer": owner.gln,
            "at": moment,
        },
        "label-run-list": {
            "gtin": things["gtin"],
            "lot": things["lot"],
            "layout": "carton-100",
            "count": 1,
            "with_name": False,
        },
        "label-run-scanned": {"first": things["serial"], "last": things["serial"]},
        "partner-link-list": {
            "identifier": f"/01/{things['gtin']}/10/{things['lot']}",
            "kind": "recipeInfo",
            "href": "https://wire.example.com/",
            "title": "Wire",
        },
        "printer-list": {"owner": owner.gln, "name": "Line 9", "language": "zpl", "host": "192.168.1.9"},
        "plots": {
            "grower": cast.lan.pseudonym,
            "number": "99",
            "variety": "tainong-1",
            "area_mu": "1",
            "trees": 1,
            "village": cast.lan.village_id,
            "latitude": 23.7,
            "longitude": 106.9,
        },
        "registrations": {"number": "X-1", "plots": [plot], "valid_from": day},
        "treatments": {
            "client_id": str(record_id("asked by a program")),
            "plot": plot,
            "product": "x",
            "registration_number": "PD20081234",
            "substances": ["azoxystrobin"],
            "dose": "1500x",
            "target": "x",
            "applied_on": day,
            "interval_days": 7,
            "at": moment,
        },
        "harvests": {
            "client_id": str(record_id("picked by a program")),
            "plot": plot,
            "weight_g": 1000,
            "crates": 1,
            "at": moment,
        },
        "export-offers": {
            "gtin": things["gtin"],
            "lot": things["lot"],
            "exporter": cast.exporter.organisation.gln,
        },
        "export-batches": {
            "code": "X1",
            "exporter": cast.exporter.organisation.gln,
            "importer": cast.importer.organisation.gln,
            "destination": "NL",
            "from_port": ports[0],
            "to_port": ports[1],
            "at": moment,
            "leaves_on": "2026-07-20",
            "arrives_on": "2026-08-20",
        },
    }


def _aside() -> Lot:
    return Lot.objects.filter(making__act="receive").latest("pk")


def test_every_act_that_needs_no_path_is_asked_for_here(season: Season, cast: Cast) -> None:
    asked = {
        door.name
        for door in doors_without_a_thing()
        if door.is_for_programs and "post" in _methods(door.path(season.things))
    }
    assert asked == {*bodies(season, cast), *NOT_ABOUT_A_THING}


def _methods(path: str) -> set[str]:
    view = resolve(path).func
    if actions := getattr(view, "actions", None):
        return set(actions)
    return {method for method in ("get", "post") if hasattr(getattr(view, "cls", None), method)}


def test_the_same_is_understood_from_whoever_may_ask_for_it(season: Season, cast: Cast) -> None:
    """Or the strangers below would be refused by a typing error in this test."""
    firms = (cast.youan, cast.control_body, cast.laboratory, cast.exporter)
    clients = [a_client(person) for person in (*(firm.person for firm in firms), cast.lan.user)]
    faults = []
    for name, body in bodies(season, cast).items():
        [door] = [door for door in doors_without_a_thing() if door.name == name]
        path = door.path(season.things)
        answers = [client.post(path, body, content_type="application/json") for client in clients]
        if not {201, 409} & {answer.status_code for answer in answers}:
            faults += [f"{answer.status_code} {door.route} {body_of(answer)[:300]}" for answer in answers[:4]]
    assert not faults, "\n".join(faults)


def test_no_act_is_done_to_what_is_yuans(season: Season, cast: Cast, stranger: User) -> None:
    client, before, faults = a_client(stranger), rows(), []
    for door in doors_without_a_thing():
        body = bodies(season, cast).get(door.name)
        if body is None:
            continue
        answer = client.post(door.path(season.things), body, content_type="application/json")
        told = season.told(body_of(answer), str(body))
        if not 400 <= answer.status_code < 500 or told:
            faults.append(f"{answer.status_code} {door.route} {told} {body_of(answer)[:300]}")
    assert not faults, "\n".join(faults)
    assert rows() == before
