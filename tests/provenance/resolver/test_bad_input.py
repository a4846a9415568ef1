"""Any bytes in path, query and headers: 400 or 404 with a page, and never anything else."""

from __future__ import annotations

from urllib.parse import quote

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.provenance.scene import Blend

ANYTHING = st.binary(max_size=40).map(lambda raw: quote(raw, safe="/"))
HEADER = st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=60)
KEYS = st.sampled_from(
    ["00", "01", "414", "417", "253", "8003", "99", "gtin", "eh30", "01/09506000134352/10", "01/09506000134352/10/A/21"]
)
HYPOTHESIS = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=300, **HYPOTHESIS)
@given(key=KEYS, rest=ANYTHING, query=ANYTHING, accept=HEADER, language=HEADER)
def test_no_path_and_no_header_breaks_the_resolver(
    client: Client, db: None, key: str, rest: str, query: str, accept: str, language: str
) -> None:
    answer = client.get(f"/{key}/{rest}?{query}", headers={"Accept": accept, "Accept-Language": language})
    assert answer.status_code in {400, 404}
    assert answer.content


@settings(max_examples=100, **HYPOTHESIS)
@given(rest=ANYTHING)
def test_no_serial_breaks_the_way_to_its_page(client: Client, scene: Blend, rest: str) -> None:
    answer = client.get(f"{scene.link()}/21/{rest}", follow=True)
    assert answer.status_code in {200, 400, 404}


@settings(max_examples=150, **HYPOTHESIS)
@given(kind=ANYTHING, context=ANYTHING, accept=HEADER, language=HEADER)
def test_no_wish_breaks_a_good_code(
    client: Client, scene: Blend, kind: str, context: str, accept: str, language: str
) -> None:
    answer = client.get(
        f"{scene.link()}?linkType={kind}&context={context}&number={context}",
        headers={"Accept": accept, "Accept-Language": language},
    )
    assert answer.status_code in {200, 300, 307, 400, 404}


@settings(max_examples=150, **HYPOTHESIS)
@given(rest=ANYTHING, query=ANYTHING)
def test_no_address_below_trace_breaks_a_page(client: Client, db: None, rest: str, query: str) -> None:
    for path in ("/trace/09506000134352/", "/trace/document/", "/trace/document/9506000134352", "/trace/pallet/"):
        assert client.get(f"{path}{rest}/?{query}").status_code in {301, 400, 404}
    assert client.get(f"/trace/?code={query}").status_code in {400, 404}
