"""Each key and each of its levels leads to its page: GS1-Conformant Resolver 1.2, sections 2.5.8 and 2.5.9."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.cast import Cast
from tests.provenance.resolver.schemas import ORIGIN, VOC, levels_in
from tests.provenance.scene import Blend
from traceability.gs1.digital_link import asset_qr_text
from traceability.gs1.keys import gdti, grai
from traceability.labels.acts.void_span import void_span
from traceability.lots.holding.acts.recall import recall
from traceability.parties.models import User


def test_a_scan_is_sent_to_the_page_of_the_carton(client: Client, scene: Blend) -> None:
    answer = client.get(scene.link(scene.serial()))
    assert (answer.status_code, answer["Location"]) == (307, scene.page(scene.serial()))


def test_each_level_is_sent_to_its_own_page(client: Client, arrived: Blend, cast: Cast) -> None:
    gtin, lot = arrived.key
    serial = arrived.serial()
    pallet = arrived.ready.pallets.earliest("pk")
    house, party = cast.youan.place, cast.youan.organisation.gln
    certificate = gdti(cast.control_body.organisation.gln, arrived.certificate.number)
    assert house
    pages = {
        f"/01/{gtin}": f"/trace/{gtin}/",
        f"/01/{gtin}/22/V1": f"/trace/{gtin}/",
        f"/01/{gtin}/235/T1": f"/trace/{gtin}/",
        f"/01/{gtin}/10/{lot}": f"/trace/{gtin}/{lot}/",
        f"/01/{gtin}/10/{lot}/": f"/trace/{gtin}/{lot}/",
        f"/01/{gtin}/22/V1/10/{lot}": f"/trace/{gtin}/{lot}/",
        f"/01/{gtin}/21/{serial}": f"/trace/{gtin}/{lot}/{serial}/",
        f"/01/{gtin}/22/V1/10/{lot}/21/{serial}": f"/trace/{gtin}/{lot}/{serial}/",
        f"/00/{pallet.sscc}": f"/trace/pallet/{pallet.sscc}/",
        f"/414/{house.gln}/254/{house.extension}": f"/trace/place/{house.gln}/{house.extension}/",
        f"/414/{house.gln}": f"/trace/party/{house.gln}/",
        f"/414/{house.gln}/7040/1ABC": f"/trace/party/{house.gln}/",
        f"/417/{party}": f"/trace/party/{party}/",
        f"/253/{certificate}": f"/trace/document/{certificate}/",
    }
    for link, page in pages.items():
        answer = client.get(link)
        assert (link, answer.status_code, answer.get("Location")) == (link, 307, page)
        assert client.get(page).status_code == 200


def test_the_tree_is_walked_upwards_inside_one_request(client: Client, scene: Blend, cast: Cast) -> None:
    """2.5.9: of any code below a key that is known there is a default link; its page says what is not known."""
    gtin, _lot = scene.key
    up = {
        f"/01/{gtin}/10/NONE": (f"/trace/{gtin}/NONE/", 404),
        f"/01/{gtin}/10/NONE/21/NONE": (f"/trace/{gtin}/NONE/NONE/", 404),
        f"{scene.link()}/21/NONE": (f"{scene.page()}NONE/", 404),
        f"/01/{gtin}/21/NONE": ("/trace/?code=NONE", 404),
        f"/414/{cast.youan.organisation.gln}/254/NONE": (f"/trace/party/{cast.youan.organisation.gln}/", 200),
    }
    for link, (page, status) in up.items():
        answer = client.get(link)
        assert (link, answer.status_code, answer.get("Location")) == (link, 307, page)
        assert (page, client.get(page).status_code) == (page, status)


def test_an_unknown_serial_has_no_level_of_its_own(client: Client, scene: Blend) -> None:
    gtin, lot = scene.key
    told = levels_in(client.get(f"{scene.link('NONE')}?linkType=linkset"))
    assert [level["anchor"] for level in told] == [f"{ORIGIN}/01/{gtin}/10/{lot}", f"{ORIGIN}/01/{gtin}"]


@pytest.mark.parametrize(
    "path",
    [
        "/01/09506000134352",
        "/01/09506000134352/10/NONE",
        "/01/09506000134352/21/NONE",
        "/00/106141412345678908",
        "/414/9506000134352/254/9",
        "/417/9506000134352",
        "/253/9506000134352GI1",
        "/8003/09506000134352A1",
        "/8004/9506000A",
    ],
)
def test_a_good_code_of_which_nothing_is_known_is_not_found(client: Client, db: None, path: str) -> None:
    """2.4.1, and 2.1 for keys that are not served."""
    for answer in (client.get(path), client.get(f"{path}?linkType=linkset")):
        assert answer.status_code == 404
        assert answer["Content-Type"].startswith("text/html")


def test_a_slash_at_the_end_changes_nothing(client: Client, arrived: Blend, cast: Cast) -> None:
    """2.4: tolerated, by memory and by the resolver alike; it is no part of a value."""
    gtin = arrived.key[0]
    for path in (arrived.link(arrived.serial()), arrived.link(), f"/01/{gtin}", f"/417/{cast.youan.organisation.gln}"):
        with_one = client.get(f"{path}/")
        assert (path, with_one.status_code, with_one["Location"]) == (path, 307, client.get(path)["Location"])
        assert with_one["Link"] == client.get(path)["Link"]


def test_a_variant_or_a_third_party_s_serial_is_walked_up_from(client: Client, scene: Blend) -> None:
    """2.5.9 with the qualifiers 22 and 235, which we never print."""
    gtin, lot = scene.key
    variant = client.get(f"/01/{gtin}/22/2A/10/{lot}")
    assert (variant.status_code, variant["Location"]) == (307, scene.page())
    anchors = [level["anchor"] for level in levels_in(client.get(f"/01/{gtin}/22/2A/10/{lot}?linkType=linkset"))]
    assert f"{ORIGIN}{scene.link()}" in anchors
    assert f"{ORIGIN}/01/{gtin}" in anchors
    other = client.get(f"/01/{gtin}/235/TPX1")
    assert (other.status_code, other["Location"]) == (307, f"/trace/{gtin}/")


def test_what_was_printed_resolves_whatever_became_of_its_lot(client: Client, arrived: Blend, wei: User) -> None:
    """2.2: an identifier never stops resolving; what is to be said of it stands on its page."""
    printed = [arrived.link(arrived.serial(number)) for number in (5, arrived.run.count)]
    before = [client.get(code)["Location"] for code in printed]
    void_span(
        run=arrived.run, first=arrived.run.count, last=arrived.run.count, reason="torn", by=wei, at=arrived.landing
    )
    recall(lots=[arrived.lot], started_from="", reason="Glass", by=wei, at=arrived.landing)
    with time_machine.travel(arrived.landing + timedelta(days=3650), tick=False):
        answers = [client.get(code) for code in printed]
        assert [(answer.status_code, answer["Location"]) for answer in answers] == [(307, page) for page in before]
        assert [client.get(page).status_code for page in before] == [200, 200]


def test_a_crate_says_whose_it_is(client: Client, cast: Cast) -> None:
    """What is printed on its card for years, as the card is printed."""
    owner = cast.youan.organisation
    code = asset_qr_text(ORIGIN, grai(owner.gs1_prefix, 1, "0012")).removeprefix(ORIGIN.upper())
    assert client.get(code)["Location"] == f"/trace/party/{owner.gln}/"
    [crate] = levels_in(client.get(f"{code}?linkType=linkset"))
    assert crate["itemDescription"] == "Crate 0012"
    assert client.get(code.replace(owner.gs1_prefix, "9" * len(owner.gs1_prefix))).status_code in (400, 404)


def test_a_lot_of_another_product_is_not_found(client: Client, scene: Blend) -> None:
    assert client.get(f"/01/{scene.bulk.product.gtin}/10/{scene.lot.code}", follow=True).status_code == 404


def test_the_linkset_is_the_union_of_all_levels(client: Client, scene: Blend) -> None:
    """2.5.9: a link on GTIN and serial carries no lot, the code on the carton finds all three."""
    gtin, _lot = scene.key
    serial = scene.serial()
    told = levels_in(client.get(f"{scene.link(serial)}?linkType=linkset"))
    assert [level["anchor"] for level in told] == [
        f"{ORIGIN}/01/{gtin}/21/{serial}",
        f"{ORIGIN}{scene.link()}",
        f"{ORIGIN}/01/{gtin}",
    ]
    assert f"{VOC}verificationService" in told[0]
    assert {f"{VOC}{kind}" for kind in ("pip", "traceability", "epcis", "certificationInfo", "recallStatus")} <= set(
        told[1]
    )
    assert told[1][f"{VOC}pip"][0]["hreflang"] == ["en", "zh", "de", "fr", "nl", "es", "it"]


def test_a_lot_names_its_certificate_its_promise_and_its_laboratory(client: Client, scene: Blend) -> None:
    scene.run  # noqa: B018 (labels bring the promise with them)
    lot = levels_in(client.get(f"{scene.link()}?linkType=linkset"))[0]
    papers = {link["context"][0]: link["title"] for link in lot[f"{VOC}certificationInfo"]}
    assert papers == {
        "gi": f"Certificate {scene.certificate.number}",
        "conformity": "Conformity certificate",
        "laboratory": "What a laboratory found",
    }


def test_every_linked_address_answers(client: Client, arrived: Blend, cast: Cast) -> None:
    certificate = gdti(cast.control_body.organisation.gln, arrived.certificate.number)
    codes = [arrived.link(arrived.serial()), f"/00/{arrived.ready.pallets.earliest('pk').sscc}", f"/253/{certificate}"]
    targets = {
        target["href"]
        for code in codes
        for level in levels_in(client.get(f"{code}?linkType=linkset"))
        for links in level.values()
        if isinstance(links, list)
        for target in links
    }
    assert len(targets) >= 12
    for target in targets:
        assert client.get(target.removeprefix(ORIGIN)).status_code == 200


@pytest.mark.parametrize("known", ["carton", "lot", "product"])
def test_a_scan_is_resolved_with_one_query(
    client: Client, scene: Blend, known: str, django_assert_max_num_queries: Any
) -> None:
    codes = {"carton": scene.link(scene.serial()), "lot": scene.link(), "product": f"/01/{scene.key[0]}"}
    with django_assert_max_num_queries(2 if known == "product" else 1):
        assert client.get(codes[known]).status_code == 307


def test_the_events_of_a_certificate_are_found_by_its_number(client: Client, scene: Blend, cast: Cast) -> None:
    certificate = gdti(cast.control_body.organisation.gln, scene.certificate.number)
    answer = client.get(f"/253/{certificate}?linkType=epcis")
    (event,) = client.get(answer["Location"]).json()["results"]
    assert event["event_id"] == scene.certificate.event.event_id


def test_the_tag_of_a_pallet_leads_where_its_print_does(client: Client, arrived: Blend) -> None:
    """2.3: EPC binary strings; SSCC-96 of the Tag Data Standard, with a company prefix of eight digits."""
    sscc = arrived.ready.pallets.earliest("pk").sscc
    prefix, reference = int(sscc[1:9]), int(sscc[0] + sscc[9:17])
    tag = f"/eh{(0x31 << 88 | 4 << 82 | prefix << 55 | reference << 24):024x}"
    answer = client.get(f"{tag}?from=reader")
    assert (answer.status_code, answer["Location"]) == (307, f"/trace/pallet/{sscc}/?from=reader")
    same, linkset = f'<{ORIGIN}/00/{sscc}>; rel="owl:sameAs"', f"<{ORIGIN}/00/{sscc}?linkType=linkset>"
    for told in (answer, client.head(tag), client.options(tag)):
        assert told["Link"].startswith(linkset)
        assert told["Link"].endswith(same)
    told = client.get(f"{tag}?linkType=linkset")
    assert [level["anchor"] for level in levels_in(told)] == [f"{ORIGIN}/00/{sscc}"]
    assert same in told["Link"]
