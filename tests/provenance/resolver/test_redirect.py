"""The redirect: what it hands on, what it says of itself. GS1-Conformant Resolver 1.2, 2.2, 2.9, 2.12 and 2.13."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from tests.provenance.resolver.schemas import ORIGIN
from tests.provenance.scene import Blend
from traceability.provenance.raw_path import asked, raw_path, with_query


@pytest.mark.parametrize(
    "query",
    ["15=261231&utm=a%2Fb;x&lang=de", "15=261231;3102=000500", "flag", "a=%E6%A1%82", "x=1&x=2&&", "u=" + "A" * 3000],
)
def test_the_query_is_handed_on_as_it_came(client: Client, scene: Blend, query: str) -> None:
    """2.12: whole and raw, whichever delimiter it uses."""
    answer = client.get(f"{scene.link()}?{query}")
    assert (answer.status_code, answer["Location"]) == (307, f"{scene.page()}?{query}")


def test_bytes_that_nobody_escaped_are_escaped_one_by_one(client: Client, scene: Blend) -> None:
    """2.12: as a server hands them on, each as one character (PEP 3333)."""
    raw = "a=桂&b=é".encode().decode("latin-1")
    answer = client.get(scene.link(), QUERY_STRING=raw)
    assert (answer.status_code, answer["Location"]) == (307, f"{scene.page()}?a=%E6%A1%82&b=%C3%A9")


def test_a_query_goes_behind_the_one_that_a_target_has_and_before_its_fragment() -> None:
    assert with_query("/events/?identifier=x", "15=261231") == "/events/?identifier=x&15=261231"
    assert with_query("https://a.example/b#c", "d=e") == "https://a.example/b?d=e#c"
    assert with_query("https://a.example/b#c", "") == "https://a.example/b#c"


def test_a_query_is_read_by_either_delimiter() -> None:
    assert asked("15=261231;linkType=gs1%3Apip", "linkType") == "gs1:pip"
    assert asked("linkType=pip&linkType=epcis", "linkType") == "pip"
    assert asked("xlinkType=pip", "linkType") == ""


def test_head_and_options_answer_without_a_body(client: Client, scene: Blend) -> None:
    head = client.head(scene.link())
    assert (head.status_code, head.content) == (307, b"")
    options = client.options(scene.link())
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert options["Link"] == head["Link"]
    assert 'rel="linkset"' in options["Link"]


def test_every_answer_says_what_it_hung_on_and_may_be_read_from_anywhere(client: Client, scene: Blend) -> None:
    for path in (scene.link(), "/01/09506000134352", "/01/1", f"{scene.link()}?linkType=linkset"):
        answer = client.get(path)
        assert {"Accept", "Accept-Language"} <= {name.strip() for name in answer["Vary"].split(",")}
        assert "Cookie" not in answer["Vary"]
        assert not answer.cookies
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Access-Control-Expose-Headers"] == "Link, Location"


@pytest.mark.parametrize("kind", ["verificationService", "recallStatus", "traceability", "epcis"])
def test_a_program_on_another_site_may_read_what_it_is_sent_to(client: Client, scene: Blend, kind: str) -> None:
    """2.2: of no use were the redirect alone to be followed from there."""
    program = {"Origin": "https://importer.example", "Accept": "application/json"}
    answer = client.get(f"{scene.link(scene.serial())}?linkType={kind}", headers=program, follow=True)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert (answer["Access-Control-Allow-Origin"], answer["Cache-Control"]) == ("*", "no-cache")
    assert "Access-Control-Allow-Credentials" not in answer
    refused = client.get("/api/v1/trace/09506000134352/NONE/", headers=program)
    assert (refused.status_code, refused["Access-Control-Allow-Origin"]) == (404, "*")


def test_the_redirect_names_its_linkset(client: Client, scene: Blend) -> None:
    assert client.get(scene.link())["Link"] == (
        f'<{ORIGIN}{scene.link()}?linkType=linkset>; rel="linkset"; type="application/linkset+json"'
    )


def test_an_escaped_slash_stays_inside_its_value() -> None:
    """Whether the server says what was sent, or only what it made of it."""
    request = RequestFactory().get("/01/09506000134352/10/A%2FB", RAW_URI="/01/09506000134352/10/A%2FB?x=1")
    assert raw_path(request) == "/01/09506000134352/10/A%2FB"
    assert raw_path(RequestFactory().get("/01/09506000134352/10/A%2FB")) == "/01/09506000134352/10/A%2FB"


def test_an_escaped_slash_leads_to_its_own_lot(client: Client, scene: Blend) -> None:
    gtin, _lot = scene.key
    assert client.get(f"/01/{gtin}/10/A%2FB")["Location"] == f"/trace/{gtin}/A%252FB/"


def test_a_broken_escape_is_refused_where_the_server_says_what_was_sent(client: Client, db: None) -> None:
    answer = client.get("/01/09506000134352/10/A%2", RAW_URI="/01/09506000134352/10/A%2")
    assert answer.status_code == 400
    assert "two hexadecimal digits" in answer.content.decode()


def test_a_raw_path_that_is_not_the_request_s_is_not_believed() -> None:
    request = RequestFactory().get("/01/09506000134352", RAW_URI="/01/09506000134369")
    assert raw_path(request) == "/01/09506000134352"
