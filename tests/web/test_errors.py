"""A page that stands in for a failure: a sentence, what to do, a way back. It needs no database."""

import pytest
from django.test import Client

from traceability.web.failures import Failure, Refused, all_failures

pytestmark = pytest.mark.urls("tests.web.urls")


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/nowhere/", 404, "There is nothing at this address."),
        ("/refuse/", 409, "Basket 7 is full. Take another."),
        ("/later/", 503, "try again in a minute"),
        ("/fault/", 500, "Something went wrong here, not with you."),
        ("/plain/?q=%00", 400, "This address holds a character that cannot be written."),
    ],
)
def test_page_says_it_without_a_database(visitor, address, status, sentence):
    """No django_db mark: any query would fail this test."""
    response = visitor.get(address)
    assert response.status_code == status
    text = response.content.decode()
    assert sentence in text
    assert f"Error {status}" in text
    assert "mango" not in text
    assert "sessionid" not in response.cookies
    assert response["Cache-Control"] == "no-store"


def test_refusal_shows_rule_source_and_the_way_back(visitor):
    page = visitor.get("/refuse/", HTTP_REFERER="http://testserver/desk/lots/?page=2", HTTP_HOST="testserver")
    assert "G1 · City notice of 2026" in page.content.decode()
    assert 'href="/desk/lots/?page=2"' in page.content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["http://evil.example/", "http://testserver//evil.example/", "javascript:alert(1)"]
)
def test_way_back_leads_nowhere_else(visitor, elsewhere):
    page = visitor.get("/refuse/", HTTP_REFERER=elsewhere, HTTP_HOST="testserver").content.decode()
    assert 'href="//' not in page
    assert 'evil.example/"' not in page.replace('href="/evil.example/"', "")
    assert "javascript" not in page


def test_later_says_when(visitor):
    assert visitor.get("/later/")["Retry-After"] == "30"


@pytest.mark.django_db
def test_form_without_its_token_is_told_so():
    response = Client(enforce_csrf_checks=True).post("/plain/")
    assert response.status_code == 403
    assert "open too long" in response.content.decode()


def test_page_speaks_the_language_of_the_reader(visitor):
    page = visitor.get("/nowhere/?lang=zh-hans").content.decode()
    assert '<html lang="zh-Hans">' in page
    assert 'id="zh"' not in page


def test_every_failure_has_a_slug_a_status_and_words():
    slugs = {}
    for failure in all_failures():
        assert failure.slug == failure.slug.lower()
        assert " " not in failure.slug
        assert 400 <= failure.status < 600
        assert str(failure.title)
        assert str(failure.sentence)
        # Rooms may refuse the same in their own words; a program must still be able to treat it alike.
        same = slugs.setdefault(failure.slug, failure)
        assert (same.status, same.retry) == (failure.status, failure.retry), f"{failure} and {same} share one code"


def test_slug_is_the_name_in_kebab_case():
    class GTINIsTaken(Refused):
        sentence = "%(gtin)s is taken."

    assert GTINIsTaken.slug == "gtin-is-taken"
    assert str(GTINIsTaken(gtin="9")) == "9 is taken."
    with pytest.raises(KeyError):
        GTINIsTaken()
    assert Failure().facts == {}


def test_every_problem_type_has_a_page_at_its_address(visitor):
    assert visitor.get("/problems/").content.count(b"<dt") == len(list(all_failures()))
    for kind in all_failures():
        page = visitor.get(f"/problems/{kind.slug}")
        assert page.status_code == 200
        assert kind.slug in page.content.decode()
    assert visitor.get("/problems/no-such-thing").status_code == 404
