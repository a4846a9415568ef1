"""The web server of the demonstration, as browsers use it: many answers on one connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

from traceability.demo.serving import _Handler, _Server


def seen_before(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    """Everybody has the page already, unless nobody says so."""
    known = "HTTP_IF_NONE_MATCH" in environ
    start_response("304 Not Modified" if known else "200 OK", [] if known else [("Content-Length", "4")])
    return [] if known else [b"page"]


@pytest.fixture
def browser() -> Iterator[HTTPConnection]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.set_app(seen_before)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    yield connection
    connection.close()
    server.shutdown()
    server.server_close()


def test_an_answer_without_a_body_comes_at_once_and_the_connection_stays(browser: HTTPConnection) -> None:
    """Otherwise a page that is loaded anew hangs until its browser gives up."""
    told = []
    for method, headers in (
        ("GET", {"If-None-Match": "x"}),
        ("HEAD", {}),
        ("GET", {"If-None-Match": "x"}),
        ("GET", {}),
    ):
        browser.request(method, "/", headers=headers)
        answer = browser.getresponse()
        told.append((answer.status, answer.read()))
    assert told == [(304, b""), (200, b""), (304, b""), (200, b"page")]
