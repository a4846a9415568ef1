"""Linksets and the description file keep to their schemas, whatever is asked: Resolver 1.2, sections 2.10 and 3."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, at
from tests.provenance.resolver.schemas import DESCRIPTION, LINKSET, ORIGIN, VOC, levels_in
from tests.provenance.scene import Blend
from traceability.gs1.keys import gdti
from traceability.parties.models import User
from traceability.provenance.registry.acts.register_link import register_link

CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"


@pytest.mark.parametrize(
    ("asked", "accept", "media"),
    [
        ("?linkType=linkset", "*/*", "application/linkset+json"),
        ("?linkType=linkset", "application/json", "application/json"),
        ("?linkType=all", "application/linkset+json", "application/linkset+json"),
        ("?linkType=gs1:linkset", "", "application/linkset+json"),
        ("", "application/linkset+json", "application/linkset+json"),
        ("", "application/json, text/html;q=0.9", "application/json"),
    ],
)
def test_the_linkset_is_asked_for_by_type_or_by_medium(
    client: Client, scene: Blend, asked: str, accept: str, media: str
) -> None:
    answer = client.get(f"{scene.link()}{asked}", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer["Content-Type"]) == (200, media)
    assert answer["Link"] == f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
    assert len(levels_in(answer)) == 2


def test_a_page_is_preferred_to_the_linkset_where_the_header_says_so(client: Client, scene: Blend) -> None:
    for accept in ("text/html,application/json;q=0.9", "text/html, */*", "*/*", "", "image/png"):
        assert client.get(scene.link(), headers={"Accept": accept}).status_code == 307


def test_linked_data_comes_with_its_context(client: Client, scene: Blend) -> None:
    answer = client.get(scene.link(), headers={"Accept": "application/ld+json"})
    document = json.loads(answer.content)
    assert (answer["Content-Type"], document.pop("@context")) == ("application/ld+json", CONTEXT)
    LINKSET.validate(document)


def test_a_person_is_shown_the_links_on_a_page_that_carries_them_as_data(client: Client, scene: Blend) -> None:
    answer = client.get(f"{scene.link()}?linkType=linkset", headers={"Accept": "text/html"})
    page = answer.content.decode()
    assert answer.status_code == 200
    _, _, rest = page.partition('<script type="application/ld+json">')
    document = json.loads(rest.partition("</script>")[0])
    assert document.pop("@context") == CONTEXT
    LINKSET.validate(document)
    for level in document["linkset"]:
        assert all(link["href"] in page for links in level.values() if isinstance(links, list) for link in links)


@pytest.mark.parametrize("title", ["</script><img src=x>", "<!--<script>", "a & b", "“芒果” \u202e"])
def test_no_title_breaks_out_of_its_place(client: Client, scene: Blend, wei: User, title: str) -> None:
    register_link(
        identifier=scene.link(),
        kind="pip",
        href="https://youan.example.com/?a=1&b='",
        title=title,
        by=wei,
        at=at("2026-07-20"),
    )
    page = client.get(f"{scene.link()}?linkType=linkset", headers={"Accept": "text/html"}).content.decode()
    assert "<img" not in page
    assert page.count("</script>") == 1
    document = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert [pip["title"] for pip in document["linkset"][0][f"{VOC}pip"]][-1] == title
    levels_in(client.get(f"{scene.link()}?linkType=linkset"))


def test_titles_are_in_the_reader_s_language(client: Client, scene: Blend) -> None:
    titles = set()
    for language in ("en", "zh-CN"):
        told = levels_in(client.get(f"{scene.link()}?linkType=linkset", headers={"Accept-Language": language}))
        titles.add(told[0][f"{VOC}defaultLink"][0]["title"])
    assert len(titles) == 2


def test_the_resolver_describes_itself(client: Client) -> None:
    description = client.get("/.well-known/gs1resolver").json()
    DESCRIPTION.validate(description)
    assert description["supportedPrimaryKeys"] == ["01", "00", "414", "417", "253", "8003"]
    assert description["resolverRoot"] == ORIGIN
    assert description["supportedContextValuesEnumerated"] == ["gi", "conformity", "laboratory"]


def test_the_description_is_read_from_any_site_and_written_from_none(client: Client) -> None:
    """2.2 holds for it too: a browser asks with OPTIONS before it sends a header of its own."""
    for answer in (client.get, client.head, client.options):
        told = answer("/.well-known/gs1resolver")
        assert (told.status_code, told["Access-Control-Allow-Origin"]) == (200, "*")
    assert client.post("/.well-known/gs1resolver").status_code == 405


@pytest.fixture
def codes(arrived: Blend, cast: Cast) -> list[str]:
    """A code of each key, in every combination of its qualifiers."""
    gtin, lot = arrived.key
    carton, house = arrived.serial(), cast.youan.place
    assert house
    fruit = [
        f"/01/{gtin}{variant}{batch}{serial}"
        for variant in ("", "/22/V1")
        for batch in ("", f"/10/{lot}", "/10/NONE", f"/10/{arrived.bulk.code}")
        for serial in ("", f"/21/{carton}", "/21/NONE")
    ]
    return [
        *fruit,
        f"/01/{gtin}/235/T1",
        f"/01/{arrived.bulk.product.gtin}/10/{arrived.bulk.code}",
        f"/00/{arrived.ready.pallets.earliest('pk').sscc}",
        f"/414/{house.gln}/254/{house.extension}",
        f"/414/{house.gln}/254/NONE",
        f"/417/{cast.youan.organisation.gln}",
        f"/253/{gdti(cast.control_body.organisation.gln, arrived.certificate.number)}",
    ]


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_linkset_of_every_level_is_valid_in_every_language(
    client: Client, codes: list[str], data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(codes))
    language = data.draw(st.sampled_from(["", "en", "zh-Hans-CN", "de-AT", "fr", "nl", "es-419", "it", "ja"]))
    kind = data.draw(st.sampled_from(["linkset", "all", "certificationInfo", "traceability", "pip", "defaultLink"]))
    answer = client.get(f"{code}?linkType={kind}", headers={"Accept-Language": language})
    assert answer.status_code in ({200} if kind in ("linkset", "all") else {300, 307, 404})
    if answer.status_code in {200, 300}:
        levels_in(answer)
