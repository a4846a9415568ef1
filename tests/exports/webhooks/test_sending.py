"""Nothing is sent where it could do harm, and no server can hold a worker."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from exports.webhooks import sending
from exports.webhooks.addresses import is_public, must_be_an_address, pinned
from exports.webhooks.refusals import AddressIsNotSecure, AddressIsPrivate, AddressLeadsNowhere, PortIsClosed
from exports.webhooks.sending import post
from tests.exports.webhooks.listener import Listener, listening

Found = list[tuple[Any, ...]]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254",
        "100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "fe80::1%eth0", "fc00::1",
        "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:0a00:0001::1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2001:0:7f00:1:0:0:f5ff:fffe", "::127.0.0.1",
    ],
)  # fmt: skip
def test_what_is_not_reached_over_the_open_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "145.131.1.1", "2a02:898::1"])
def test_what_is_reached_by_everybody_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://erp.example/hook", "https://", "https:///x", "ftp://erp.example/", "https://user:pw@erp.example/",
        "https://user@erp.example/", "https://erp.example/#part", "https://erp.example/a b", "https://erp.example:0x1bb/",
        "https://erp.exämple/", "https://[::1/", "https://erp.example/\r\nHost: x", "javascript:alert(1)", "", "erp",
        f"https://erp.example/{'x' * 500}",
    ],
)  # fmt: skip
def test_an_address_is_https_and_plain(url: str) -> None:
    with pytest.raises(AddressIsNotSecure):
        must_be_an_address(url)


def test_only_ports_of_web_servers_are_sent_to() -> None:
    with pytest.raises(PortIsClosed, match="443, 8443"):
        must_be_an_address("https://erp.example:6379/")


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f000001/", "https://localhost/"]
)
def test_this_machine_is_not_sent_to_however_it_is_written(url: str) -> None:
    with pytest.raises(AddressIsPrivate):
        pinned(url)


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Every name leads to these addresses; returns the names that were looked up."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> Found:
        asked.append(host)
        if not addresses:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr("exports.webhooks.addresses.socket.getaddrinfo", look_up)
    return asked


def test_a_name_with_one_private_address_among_public_ones_is_not_sent_to(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "8.8.8.8", "10.0.0.7")
    with pytest.raises(AddressIsPrivate):
        pinned("https://erp.example/")
    assert post("https://erp.example/", b"{}", {}).problem == "address"


def test_a_name_that_leads_nowhere_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch)
    with pytest.raises(AddressLeadsNowhere):
        pinned("https://erp.example/")
    assert post("https://erp.example/", b"{}", {}).problem == "name"


def test_a_name_is_looked_up_once_and_the_connection_goes_where_it_was_judged(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere at its next look-up gains nothing: there is no next look-up."""
    asked = names(monkeypatch, "127.0.0.1")

    answer = post(listener.url("/200?a=1"), b'{"a":1}', {"webhook-id": "1"})

    assert (answer.status, answer.problem, answer.body) == (200, "", "taken <b>in</b>")
    assert (asked[0], set(asked[1:])) == ("localhost", {"127.0.0.1"})
    heard = listener.heard[0]
    assert (heard.path, heard.body, heard.headers["Host"]) == ("/200?a=1", b'{"a":1}', f"localhost:{listener.port}")


def test_an_address_that_does_not_open_is_passed_over(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "127.0.0.2", "127.0.0.1")

    assert post(listener.url(), b"{}", {}).is_taken


@pytest.mark.parametrize(
    ("path", "status", "problem"),
    [
        ("/204", 204, ""),
        ("/500", 500, "status"),
        ("/404", 404, "status"),
        ("/moved", 302, "redirect"),
        ("/nonsense", None, "answer"),
    ],
)
def test_what_a_server_answers(listener: Listener, path: str, status: int | None, problem: str) -> None:
    answer = post(listener.url(path), b"{}", {})

    assert (answer.status, answer.problem) == (status, problem)
    assert len(listener.heard) == 1


def test_an_answer_without_end_is_read_a_little(listener: Listener) -> None:
    answer = post(listener.url("/endless"), b"{}", {})

    assert answer.is_taken
    assert len(answer.body) == 500


def test_a_server_that_drips_is_left_when_the_time_is_up(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "DEADLINE_SECONDS", 0.6)

    assert post(listener.url("/drip"), b"{}", {}).problem == "time"


def test_nobody_at_home(settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK = True
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]

    assert post(f"https://127.0.0.1:{port}/", b"{}", {}).problem == "connect"


def test_a_certificate_of_another_name_is_not_trusted(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOK_LOOPBACK = True
    with listening(tmp_path, "elsewhere.example") as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        answer = post(server.url(), b"{}", {})
    assert (answer.problem, server.heard) == ("tls", [])


def test_a_certificate_of_an_unknown_authority_is_not_trusted(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")

    assert post(listener.url(), b"{}", {}).problem == "tls"
    assert listener.heard == []


def test_behind_a_public_origin_the_door_for_tests_is_shut_and_no_command_runs(settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK = settings.HTTPS = True

    assert not is_public("127.0.0.1")
    assert "webhooks.E001" in {problem.id for problem in run_checks()}
    settings.WEBHOOK_LOOPBACK = False
    assert "webhooks.E001" not in {problem.id for problem in run_checks()}
