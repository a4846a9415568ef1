"""The story for programs."""

from __future__ import annotations

from django.test import Client

from tests.provenance.scene import Blend


def test_a_program_reads_the_story_of_a_carton(client: Client, arrived: Blend) -> None:
    gtin, lot = arrived.key
    answer = client.get(f"/api/v1/trace/{gtin}/{lot}/{arrived.serial()}/")
    assert answer.status_code == 200
    story = answer.json()
    assert story["carton"] == {"serial": arrived.serial(), "state": "issued", "doubted": False, "copied": ""}
    assert [(share["township"], share["grams"], share["percent"]) for share in story["origin"]["shares"]] == [
        ("451003101", 37_200, 62),
        ("451003102", 22_800, 38),
    ]
    assert story["claim"]["state"] == "carried"
    assert story["claim"]["certificates"][0]["number"] == "BM-2026-0417"
    assert story["residues"]["state"] == "within"
    assert story["residues"]["found"][0]["mg_kg"] == "0.031"
    assert (story["voyages"][0]["left_on"], story["voyages"][0]["arrived_on"]) == ("2026-07-12", "2026-08-10")
    assert story["recalled"] is False
    assert all(event["event_id"].startswith("ni:///sha-256;") for event in story["events"])


def test_a_program_reads_the_story_of_a_lot(client: Client, scene: Blend) -> None:
    gtin, lot = scene.key
    story = client.get(f"/api/v1/trace/{gtin}/{lot}/").json()
    assert (story["lot"], story["carton"], story["voyages"]) == (lot, None, [])


def test_an_unknown_serial_is_not_found_and_says_of_which_lot(client: Client, scene: Blend) -> None:
    gtin, lot = scene.key
    scene.run  # noqa: B018
    answer = client.get(f"/api/v1/trace/{gtin}/{lot}/7K4M2QXP9DHV/")
    assert (answer.status_code, answer.json()["carton"]["state"]) == (404, "unknown")


def test_an_unknown_lot_is_a_problem(client: Client, db: None) -> None:
    answer = client.get("/api/v1/trace/09506000134352/NONE/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"].endswith("/problems/lot-not-known")


def test_the_story_is_documented(client: Client, db: None) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    assert "/api/v1/trace/{gtin}/{lot}/" in schema["paths"]
    assert "Story" in schema["components"]["schemas"]
