"""A Host header that is not ours: 400 with a clear page, and one line in the log."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

BAD = ["evil.example", "localhost:port", "a" * 5000, "\u6842.example", "evil.example\\", "[::1", ""]


@pytest.mark.parametrize("host", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("path", ["/", "/trace/09506000134352/A/", "/01/09506000134352/10/A/21/234567890ABC", "/desk/"])
def test_it_is_one_quiet_line_and_a_page_in_the_readers_language(
    client: Client, caplog: pytest.LogCaptureFixture, host: str, path: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.get(path, headers={"Host": host, "Accept": "text/html", "Accept-Language": "zh-CN"})
    assert answer.status_code == 400
    assert 'lang="zh-Hans"' in answer.content.decode()
    assert "Content-Security-Policy" in answer
    (line,) = caplog.records
    assert (line.name, line.levelname, line.exc_info) == ("traceability.web.hosts", "WARNING", None)
    assert len(line.getMessage()) < 200


def test_programs_get_a_problem_document(client: Client) -> None:
    answer = client.get("/api/v1/", headers={"Host": "evil.example", "Accept": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
