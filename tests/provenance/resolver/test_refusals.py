"""What is no Digital Link is answered 400 with its reason, in the reader's language: Resolver 1.2, section 2.4.1."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.provenance.scene import Blend

REFUSED = [
    ("/01/09506000134353", "check digit"),
    ("/01/9506000134352", "too short"),
    ("/01/09506000134352/21/A/10/B", "may be followed only by"),
    ("/01/09506000134352/10/A/22/B", "may be followed only by"),
    ("/01/09506000134352/10/A/235/B", "may be followed only by"),
    ("/01/09506000134352/10/%E6%A1%82", "beyond ASCII"),
    ("/01/09506000134352?10=A", "belongs in the path"),
    ("/01/09506000134352?15=261231&15=261231", "twice"),
    ("/01/09506000134352;15=261231", "too long"),
    ("/01/09506000134352/3103/000500", "may be followed only by"),
    ("/00/106141412345678909", "check digit"),
    ("/00/106141412345678908/10/A", "Nothing may follow"),
    ("/414/9506000134353", "check digit"),
    ("/414/9506000134352/10/A", "may be followed only by"),
    ("/417/9506000134352/254/A", "may be followed only by"),
    ("/253/9506000134353GI1", "check digit"),
    ("/253/9506000134352GI1/10/A", "Nothing may follow"),
    ("/99/A", "no primary key"),
    ("/414/", "no primary key"),
    ("/01", "no primary key"),
    ("/gtin/09506000134352", "/01/ instead of /gtin/"),
    ("/SSCC/106141412345678908", "/00/ instead of /sscc/"),
    ("/eh3476451FD40000000000162E", "radio tag"),
    ("/eh30", "radio tag"),
    ("/exAaZz09-_", "radio tag"),
    ("/01/09506000134352/10/" + "A" * 5000, "more than 4296 characters"),
    ("/01/09506000134352?utm=" + "A" * 5000, "more than 4296 characters"),
]


@pytest.mark.parametrize(("path", "words"), REFUSED, ids=[path[:40] for path, _ in REFUSED])
def test_what_is_no_digital_link_is_refused_with_its_reason(client: Client, db: None, path: str, words: str) -> None:
    for answer in (client.get(path), client.options(path)):
        assert answer.status_code == 400
        assert words in answer.content.decode()
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_program_gets_the_reason_as_a_problem_document(client: Client, db: None) -> None:
    answer = client.get("/01/09506000134353", headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["type"].endswith("/problems/not-a-digital-link")
    assert "GTIN (01) has a wrong check digit." in answer.json()["detail"]


def test_a_kind_that_nobody_keeps_is_not_found(client: Client, scene: Blend) -> None:
    """2.6.2"""
    for kind in ("gs1:recipeInfo", "nonsense", "%00", "<script>", "A" * 300):
        answer = client.get(f"{scene.link()}?linkType={kind}")
        assert answer.status_code in {400, 404}
        assert "<script>" not in answer.content.decode()


def test_nothing_is_ever_written_there(client: Client, scene: Blend) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(scene.link())
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
