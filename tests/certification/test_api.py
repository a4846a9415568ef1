"""Each act as one request, refused as problem documents."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.acts.draw import draw
from traceability.certification.models import Certificate
from traceability.lots.models import Lot
from traceability.parties.models import User

pytestmark = pytest.mark.django_db
API = "/api/v1"


def as_(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def name(lot: Lot) -> str:
    return f"{lot.product.gtin}/{lot.code}"


def certificate_for(way: Way, lot: Lot) -> dict[str, Any]:
    return {
        "lot": name(lot),
        "scheme": way.scheme.code,
        "certified_g": 300_000,
        "number": "BM-2026-9",
        "valid_to": "2026-12-31",
        "packer": way.cast.youan.organisation.gln,
        "at": "2026-07-03T11:02:00+08:00",
    }


def test_a_lot_goes_from_the_scale_to_a_certificate_by_requests(way: Way, wei: User, meng: User) -> None:
    way.authorise()
    lot = way.lot()
    asked = {
        "lot": name(lot),
        "taken_for": way.cast.control_body.organisation.gln,
        "purpose": "inspection",
        "fruits": 2,
        "at": "2026-06-28T19:05:00+08:00",
    }
    sample = as_(wei).post(f"{API}/samples/", asked)
    assert sample.status_code == 201
    read = {
        "sample": sample.json()["sample"],
        "scheme": way.scheme.code,
        "device": "Atago PAL-1",
        "ripeness": "ripe",
        "readings": [{"fruit_weight_g": 298, "brix": "20.5"}, {"fruit_weight_g": 305, "brix": "21.0"}],
        "at": "2026-07-02T09:35:00+08:00",
    }
    inspection = as_(meng).post(f"{API}/inspections/", read)
    assert (inspection.status_code, inspection.json()["passed"]) == (201, True)
    issued = as_(meng).post(f"{API}/certificates/", certificate_for(way, lot))
    assert (issued.status_code, issued.json()["left_g"]) == (201, 300_000)
    listed = as_(wei).get(f"{API}/certificates/").json()["results"]
    assert [each["number"] for each in listed] == ["BM-2026-9"]


def test_an_orange_is_refused_in_one_sentence_with_rule_and_source(way: Way, meng: User) -> None:
    way.authorise()
    orange = way.lot("2026-11-12", variety="newhall-navel")
    way.sample(orange)
    answer = as_(meng).post(f"{API}/certificates/", certificate_for(way, orange))
    problem = answer.json()
    assert answer.status_code == 409
    assert problem["type"].endswith("/name-not-earned")
    assert problem["detail"].startswith("This is orange; the name 百色芒果 is for mango only.")
    assert problem["rule"]
    assert problem["source"]
    assert not Certificate.objects.exists()


def test_a_report_is_judged_for_the_destination_and_day_that_is_asked_for(way: Way, wei: User, qin: User) -> None:
    lot = way.lot()
    sample = way.sample(lot, "residues")
    reported = as_(qin).post(
        f"{API}/residue-tests/",
        {
            "sample": sample.event.digest,
            "report_number": "NF26-1",
            "method": "LC-MS/MS",
            "substances_tested": 366,
            "results": [
                {"substance": "carbendazim", "loq_mg_kg": "0.005", "found_mg_kg": "0.014"},
                *({"substance": s, "loq_mg_kg": "0.005"} for s in ("benomyl", "thiophanate-methyl", "mancozeb")),
            ],
            "at": "2026-07-01T15:05:00+08:00",
        },
    )
    assert reported.status_code == 201

    def state(query: str) -> str:
        claims = as_(wei).get(f"{API}/lots/{name(lot)}/claims/?{query}").json()
        return next(claim["state"] for claim in claims if claim["code"].startswith("residues:"))

    assert state("destination=NL&on=2026-07-31") == "warn"
    assert state("destination=FR&on=2026-07-31") == "no"
    assert state("destination=NL&on=2026-01-06") == "ok"
    assert state("destination=JP&on=2026-07-31") == "dunno"


@pytest.mark.parametrize("on", ["2026-02-30", "yesterday", "20260731x"])
def test_a_day_that_is_none_is_400(way: Way, wei: User, on: str) -> None:
    answer = as_(wei).get(f"{API}/lots/{name(way.lot())}/claims/?on={on}")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (400, "day-is-wrong")


def test_a_certificate_is_revoked_by_its_control_body(way: Way, wei: User, meng: User) -> None:
    way.certify(way.earned())
    address, why = f"{API}/certificates/BM-2026-0417/revocation/", {"reason": "x", "at": "2026-07-04T09:00:00+08:00"}
    assert as_(wei).post(address, why).status_code == 403
    assert as_(meng).post(address, why).json()["revoked"] is True
    assert as_(meng).post(address, why).status_code == 409


def test_a_stranger_sees_and_does_nothing(way: Way, huang: User) -> None:
    lot = way.earned()
    way.certify(lot)
    stranger = as_(huang)
    for address in ("samples", "inspections", "residue-tests", "certificates"):
        assert stranger.get(f"{API}/{address}/").json()["results"] == []
    assert stranger.get(f"{API}/certificates/BM-2026-0417/").status_code == 404
    assert stranger.get(f"{API}/lots/{name(lot)}/claims/").status_code == 404
    refused = stranger.post(f"{API}/certificates/", certificate_for(way, lot))
    assert refused.status_code in (400, 422)
    assert "There is no lot" in refused.content.decode()


def test_nobody_asks_without_signing_in(client: Any, way: Way) -> None:
    for address in ("samples", "inspections", "residue-tests", "certificates"):
        assert client.get(f"{API}/{address}/").status_code in (401, 403)


def test_the_ledger_of_signs_is_read_by_those_who_see_the_certificate(way: Way, meng: User, wei: User) -> None:
    certificate = way.certify(way.earned())
    draw(certificate=certificate, labels=80, grams=200_000, by=wei, at=at("2026-07-08", "16:30"))
    address = f"{API}/certificates/{certificate.number}/signs/"
    [entry] = as_(meng).get(address).json()["results"]
    assert (entry["labels"], entry["weight_g"], entry["credit_code"]) == (80, 200_000, "93451021MA5K7C2T49")
    assert as_(way.cast.other_cooperative.person).get(address).status_code == 404
