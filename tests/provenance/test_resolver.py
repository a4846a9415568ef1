"""A scanned code leads to its page, machines get the linkset, and nothing whatever breaks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.provenance.scene import Blend
from traceability.provenance.raw_path import raw_path

DATA = Path(__file__).parent / "data"
VOC = "https://ref.gs1.org/voc/"
ORIGIN = "http://localhost:8000"


def validator(name: str) -> Any:
    return jsonschema_rs.validator_for(json.loads((DATA / name).read_text()))


def test_a_scan_is_sent_to_the_page_of_the_carton(client: Client, scene: Blend) -> None:
    answer = client.get(scene.link(scene.serial()))
    assert (answer.status_code, answer["Location"]) == (307, scene.page(scene.serial()))


def test_each_level_is_sent_to_its_own_page(client: Client, arrived: Blend, cast: Cast) -> None:
    gtin, lot = arrived.key
    pallet = arrived.ready.pallets.earliest("pk")
    house = cast.youan.place
    assert house
    pages = {
        f"/01/{gtin}": f"/trace/{gtin}/",
        f"/01/{gtin}/10/{lot}": f"/trace/{gtin}/{lot}/",
        f"/01/{gtin}/10/{lot}/": f"/trace/{gtin}/{lot}/",
        f"/00/{pallet.sscc}": f"/trace/pallet/{pallet.sscc}/",
        f"/414/{house.gln}/254/{house.extension}": f"/trace/place/{house.gln}/{house.extension}/",
        f"/417/{cast.youan.organisation.gln}": f"/trace/party/{cast.youan.organisation.gln}/",
    }
    for link, page in pages.items():
        answer = client.get(link)
        assert (link, answer.status_code, answer["Location"]) == (link, 307, page)
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/01/09506000134353", "check digit"),
        ("/01/9506000134352", "too short"),
        ("/01/09506000134352/21/A/10/B", "may be followed only by"),
        ("/01/09506000134352/10/%E6%A1%82", "beyond ASCII"),
        ("/01/09506000134352?10=A", "belongs in the path"),
        ("/01/09506000134352/3103/000500", "may be followed only by"),
        ("/00/106141412345678909", "check digit"),
        ("/414/", "no primary key"),
        ("/01", "no primary key"),
    ],
)
def test_what_is_no_digital_link_is_refused_with_its_reason(client: Client, db: None, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/01/09506000134352", "/01/09506000134352/10/NONE", "/00/106141412345678908", "/414/9506000134352/254/9"],
)
def test_a_good_code_of_which_nothing_is_known_is_not_found(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_a_lot_of_another_product_is_not_found(client: Client, scene: Blend) -> None:
    assert client.get(f"/01/{scene.bulk.product.gtin}/10/{scene.lot.code}").status_code == 404


def test_the_query_is_handed_on_as_it_came(client: Client, scene: Blend) -> None:
    answer = client.get(f"{scene.link()}?15=261231&utm=a%2Fb;x&lang=de")
    assert answer["Location"] == f"{scene.page()}?15=261231&utm=a%2Fb;x&lang=de"


def test_head_and_options_answer_without_a_body(client: Client, scene: Blend) -> None:
    head = client.head(scene.link())
    assert (head.status_code, head.content) == (307, b"")
    options = client.options(scene.link())
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert 'rel="linkset"' in options["Link"]
    assert client.post(scene.link()).status_code == 405


def test_every_answer_says_what_it_hung_on_and_may_be_read_from_anywhere(client: Client, scene: Blend) -> None:
    for path in (scene.link(), "/01/09506000134352", "/01/1", f"{scene.link()}?linkType=linkset"):
        answer = client.get(path)
        assert {"Accept", "Accept-Language"} <= {name.strip() for name in answer["Vary"].split(",")}
        assert "Cookie" not in answer["Vary"]
        assert not answer.cookies
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_redirect_names_its_linkset(client: Client, scene: Blend) -> None:
    assert client.get(scene.link())["Link"] == (
        f'<{ORIGIN}{scene.link()}?linkType=linkset>; rel="linkset"; type="application/linkset+json"'
    )


@pytest.mark.parametrize("asked", ["?linkType=linkset", "?linkType=all", ""])
def test_the_linkset_holds_all_levels_and_is_valid(client: Client, scene: Blend, asked: str) -> None:
    accept = "text/html" if asked else "application/linkset+json"
    answer = client.get(f"{scene.link(scene.serial())}{asked}", headers={"Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/linkset+json")
    linkset = answer.json()
    validator("gs1-linkset-schema.json").validate(linkset)
    gtin, _lot = scene.key
    assert [context["anchor"] for context in linkset["linkset"]] == [
        f"{ORIGIN}{scene.link(scene.serial())}",
        f"{ORIGIN}{scene.link()}",
        f"{ORIGIN}/01/{gtin}",
    ]
    for context in linkset["linkset"]:
        (default,) = context[f"{VOC}defaultLink"]
        assert set(default) == {"href", "title"}
        assert all(pip["hreflang"] == ["en", "zh", "de", "fr", "nl", "es", "it"] for pip in context[f"{VOC}pip"])
    assert {f"{VOC}pip", f"{VOC}traceability", f"{VOC}epcis"} <= set(linkset["linkset"][1])


def test_every_linked_address_answers(client: Client, scene: Blend) -> None:
    linkset = client.get(f"{scene.link(scene.serial())}?linkType=linkset").json()
    targets = {t["href"] for c in linkset["linkset"] for links in c.values() if isinstance(links, list) for t in links}
    assert len(targets) >= 6
    for target in targets:
        assert client.get(target.removeprefix(ORIGIN)).status_code == 200


@pytest.mark.parametrize("kind", ["pip", "gs1:pip", f"{VOC}pip"])
def test_a_kind_of_link_may_be_asked_for(client: Client, scene: Blend, kind: str) -> None:
    answer = client.get(f"{scene.link()}?linkType={quote(kind, safe='')}")
    assert answer.status_code == 307
    assert answer["Location"].startswith(scene.page())


def test_a_kind_that_is_found_only_further_up_is_found_there(client: Client, scene: Blend) -> None:
    answer = client.get(f"{scene.link(scene.serial())}?linkType=gs1:epcis")
    assert answer["Location"].startswith("/api/v1/events/?identifier=https%3A%2F%2Fid.gs1.org%2F01%2F")
    assert answer["Location"].count("?") == 1


def test_a_kind_that_nobody_keeps_is_not_found(client: Client, scene: Blend) -> None:
    assert client.get(f"{scene.link()}?linkType=gs1:recipeInfo").status_code == 404


def test_the_resolver_describes_itself(client: Client) -> None:
    description = client.get("/.well-known/gs1resolver").json()
    validator("gs1-resolver-description-schema.json").validate(description)
    assert description["supportedPrimaryKeys"] == ["01", "00", "414", "417"]
    assert description["resolverRoot"] == ORIGIN


def test_a_scan_is_resolved_with_one_query(client: Client, scene: Blend, django_assert_num_queries: Any) -> None:
    link = scene.link(scene.serial())
    with django_assert_num_queries(1):
        client.get(link)


def test_an_escaped_slash_stays_inside_its_value_where_the_server_says_what_was_sent() -> None:
    request = RequestFactory().get("/01/09506000134352/10/A%2FB", RAW_URI="/01/09506000134352/10/A%2FB?x=1")
    assert raw_path(request) == "/01/09506000134352/10/A%2FB"


def test_a_broken_escape_is_refused_where_the_server_says_what_was_sent(client: Client, db: None) -> None:
    answer = client.get("/01/09506000134352/10/A%2", RAW_URI="/01/09506000134352/10/A%2")
    assert answer.status_code == 400
    assert "two hexadecimal digits" in answer.content.decode()


def test_a_raw_path_that_is_not_the_request_s_is_not_believed() -> None:
    request = RequestFactory().get("/01/09506000134352", RAW_URI="/01/09506000134369")
    assert raw_path(request) == "/01/09506000134352"


ANYTHING = st.binary(max_size=40).map(lambda raw: quote(raw, safe="/"))
KEYS = st.sampled_from(["00", "01", "414", "417", "01/09506000134352/10", "01/09506000134352/10/A/21"])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=KEYS,
    rest=ANYTHING,
    query=ANYTHING,
    accept=st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=30),
)
def test_no_path_and_no_header_breaks_the_resolver(
    client: Client, db: None, key: str, rest: str, query: str, accept: str
) -> None:
    answer = client.get(f"/{key}/{rest}?{query}", headers={"Accept": accept, "Accept-Language": accept})
    assert answer.status_code in {400, 404}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rest=ANYTHING)
def test_no_serial_breaks_the_way_to_its_page(client: Client, scene: Blend, rest: str) -> None:
    answer = client.get(f"{scene.link()}/21/{rest}", follow=True)
    assert answer.status_code in {200, 400, 404}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rest=ANYTHING, query=ANYTHING)
def test_no_address_below_trace_breaks_a_page(client: Client, db: None, rest: str, query: str) -> None:
    assert client.get(f"/trace/09506000134352/{rest}/?{query}").status_code in {301, 400, 404}
    assert client.get(f"/trace/?code={query}").status_code in {400, 404}
