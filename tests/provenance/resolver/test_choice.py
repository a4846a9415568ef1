"""Which of several links answers: by number, context, Accept-Language and Accept, or none of them and 300.

GS1-Conformant Resolver 1.2, section 2.6.3; RFC 4647, section 3.4; RFC 9110, section 12.5.
"""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from tests.provenance.resolver.schemas import VOC, levels_in
from tests.provenance.scene import Blend
from traceability.provenance.choice import Wish, choose
from traceability.provenance.links import JSON, Link


def page(name: str, *languages: str, media: str = "text/html", context: str = "") -> Link:
    return Link("pip", f"https://a.example/{name}", name, media, languages, (context,) if context else ())


EN, DE, PL, ZH, PDF = (
    page("en", "en"),
    page("de", "de"),
    page("pl", "pl"),
    page("zh", "zh"),
    page("pdf", "en", media="application/pdf"),
)
ANY, DATA = page("any"), page("data", media=JSON)


def chosen(links: list[Link], **headers: str) -> list[str]:
    request = RequestFactory().get("/", headers={name.replace("_", "-"): said for name, said in headers.items()})
    return [link.title for link in choose(links, Wish.of(request))]


@pytest.mark.parametrize(
    ("wished", "named"),
    [
        ("de", ["de"]),
        ("de-AT", ["de"]),
        ("DE-at", ["de"]),
        ("zh-CN", ["zh"]),
        ("zh-Hant-TW", ["zh"]),
        ("pl;q=0.4,en;q=0.8", ["en"]),
        ("ja,de;q=0.1", ["de"]),
        ("en;q=0,de;q=0.2", ["de"]),
        ("fr,*;q=0.1", ["de", "en", "pl", "zh"]),
        ("en;q=0,*;q=0.1", ["de", "pl", "zh"]),
        ("ja", ["any"]),
        ("", ["any", "de", "en", "pl", "zh"]),
        ("not a header; at all,,;q=", ["any", "de", "en", "pl", "zh"]),
    ],
)
def test_a_language_is_looked_up_by_its_weight(wished: str, named: list[str]) -> None:
    assert sorted(chosen([EN, DE, PL, ZH, ANY], Accept_Language=wished)) == named


@pytest.mark.parametrize(
    ("wished", "named"),
    [
        ("application/pdf", ["pdf"]),
        ("text/html", ["en"]),
        ("text/*;q=0.5, application/pdf;q=0.6", ["pdf"]),
        ("text/html;q=0.5, */*;q=0.6", ["pdf"]),
        ("*/*", ["en", "pdf"]),
        ("image/png", ["en", "pdf"]),
        ("text/html;q=nan, ,;;,application", ["en"]),
    ],
)
def test_a_medium_is_chosen_by_the_weight_of_the_most_exact_range(wished: str, named: list[str]) -> None:
    assert chosen([EN, PDF], Accept=wished) == named


def test_a_browser_reads_a_page_and_a_program_its_data() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for language in ("en", "ja", ""):
        assert chosen([EN, DATA], Accept=browser, Accept_Language=language) == ["en"]
    assert chosen([EN, DATA], Accept="application/json", Accept_Language="en") == ["data"]


def test_a_header_of_any_length_is_read_at_once_or_not_at_all() -> None:
    assert chosen([EN, PDF], Accept="text/html," * 5000) == ["en", "pdf"]
    assert chosen([EN, DE], Accept_Language="de," * 5000) in (["de"], ["en", "de"])


@pytest.mark.parametrize(
    "kind", ["pip", "gs1:pip", f"{VOC}pip", "https://gs1.org/voc/pip", "http://ref.gs1.org/voc/pip"]
)
def test_a_kind_of_link_may_be_asked_for(client: Client, scene: Blend, kind: str) -> None:
    answer = client.get(scene.link(), {"linkType": kind})
    assert answer.status_code == 307
    assert answer["Location"].startswith(scene.page())


def test_a_kind_that_is_found_only_further_up_is_found_there(client: Client, scene: Blend) -> None:
    answer = client.get(f"{scene.link(scene.serial())}?linkType=gs1:epcis")
    assert answer["Location"].startswith("/api/v1/events/?identifier=https%3A%2F%2Fid.gs1.org%2F01%2F")
    assert answer["Location"].count("?") == 1


@pytest.mark.parametrize(
    ("asked", "page"),
    [("context=gi", "/trace/document/"), ("context=laboratory", "laboratory/"), ("context=conformity", "conformity/")],
)
def test_a_context_tells_one_certificate_from_another(client: Client, scene: Blend, asked: str, page: str) -> None:
    scene.run  # noqa: B018 (labels bring the promise with them)
    answer = client.get(f"{scene.link()}?linkType=gs1:certificationInfo&{asked}")
    assert answer.status_code == 307
    assert page in answer["Location"]


def test_a_number_on_a_paper_tells_its_certificate_from_others(client: Client, scene: Blend) -> None:
    scene.run  # noqa: B018 (labels bring the promise with them)
    number = scene.certificate.number
    answer = client.get(f"{scene.link()}?linkType=gs1:certificationInfo&number={number}")
    assert answer["Location"].startswith("/trace/document/")


def test_what_nothing_decides_is_answered_with_the_choice(client: Client, scene: Blend) -> None:
    """300 with a linkset of nothing but the candidates; for a person, a page."""
    scene.run  # noqa: B018 (labels bring the promise with them)
    path = f"{scene.link()}?linkType=gs1:certificationInfo"
    answer = client.get(path, headers={"Accept-Language": "de"})
    assert (answer.status_code, answer["Content-Type"]) == (300, "application/linkset+json")
    (level,) = levels_in(answer)
    assert set(level) == {"anchor", "itemDescription", f"{VOC}certificationInfo"}
    assert len(level[f"{VOC}certificationInfo"]) == 3
    assert 'rel="linkset"' in answer["Link"]
    shown = client.get(path, headers={"Accept": "text/html"})
    assert (shown.status_code, shown["Content-Type"]) == (300, "text/html; charset=utf-8")
    assert shown.content.decode().count("gs1:certificationInfo") == 3
