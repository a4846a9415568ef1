"""One POST to one pinned server: certificate checked for its name, no redirect, no proxy, a bounded answer, in time."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException

from urllib3.connection import HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError
from urllib3.exceptions import SSLError as TlsError

from exports.webhooks.addresses import Target, pinned
from exports.webhooks.models import Attempt
from exports.webhooks.refusals import AddressIsNotSecure, AddressIsPrivate, AddressLeadsNowhere, PortIsClosed

Problem = Attempt.Problem
CONNECT_SECONDS, DEADLINE_SECONDS = 4.0, 10.0
"""To wait for a byte; for everything together, drop by drop or not. Less than a job's lease."""
MOST_ADDRESSES = 4
MOST_BYTES = 2_000
"""What is read of an answer."""
# A socket that the deadline shuts under http.client may end in an AttributeError or ValueError as well.
_FAULTS = (HTTPError, HTTPException, OSError, ValueError, AttributeError)


@dataclass(frozen=True)
class Answer:
    """What came back: a status with how its body begins, or the problem that kept it from coming."""

    status: int | None = None
    body: str = ""
    problem: str = ""

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a JSON body; never raises for what a server does."""
    try:
        return _exchange(pinned(url), body, headers)
    except AddressLeadsNowhere:
        return Answer(problem=Problem.NAME)
    except (AddressIsPrivate, AddressIsNotSecure, PortIsClosed):
        return Answer(problem=Problem.ADDRESS)


def _exchange(target: Target, body: bytes, headers: Mapping[str, str]) -> Answer:
    """With the first of the judged addresses that opens: not every network reaches every one of them."""
    watch = _Watch()
    try:
        with watch.running():
            connection = _open(target, watch)
            connection.request("POST", target.path, body=body, headers=_all(target, headers), preload_content=False)
            response = connection.getresponse()
            return _answer(response.status, response.read(MOST_BYTES, decode_content=False) or b"")
    except _FAULTS as problem:
        return Answer(problem=Problem.TIME if watch.is_late else _problem_of(problem))
    finally:
        watch.close()


def _open(target: Target, watch: _Watch) -> HTTPSConnection:
    last: Exception | None = None
    for address in target.addresses[:MOST_ADDRESSES]:
        connection = HTTPSConnection(
            address,
            target.port,
            timeout=CONNECT_SECONDS,
            server_hostname=target.host,
            ssl_context=ssl.create_default_context(),
        )
        watch.over(connection)
        try:
            connection.connect()
        except (NewConnectionError, ConnectTimeoutError, ConnectionError) as problem:
            last = problem
        else:
            return connection
    raise last or OSError


def _problem_of(fault: Exception) -> Problem:
    match fault:
        case NewConnectionError() | ConnectionError():
            return Problem.CONNECT
        case ConnectTimeoutError() | ReadTimeoutError() | TimeoutError():
            return Problem.TIME
        case TlsError() | ssl.SSLError():
            return Problem.TLS
    return Problem.ANSWER


def _all(target: Target, headers: Mapping[str, str]) -> dict[str, str]:
    port = "" if target.port == 443 else f":{target.port}"
    host = f"[{target.host}]" if ":" in target.host else target.host
    return {
        "Host": f"{host}{port}",
        "Content-Type": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": "Tianyang-Trace-Webhooks/1",
        **headers,
    }


def _answer(status: int, said: bytes) -> Answer:
    words = "".join(c if c.isprintable() else " " for c in said.decode(errors="replace"))[:500].strip()
    if 300 <= status < 400:
        return Answer(status, words, Problem.REDIRECT)
    return Answer(status, words, "" if 200 <= status < 300 else Problem.STATUS)


class _Watch:
    """After DEADLINE_SECONDS the connection is shut, whatever it waits for: a socket's own timeout begins anew with
    each byte that comes."""

    def __init__(self) -> None:
        self.is_late = False
        self._connection: HTTPSConnection | None = None

    def over(self, connection: HTTPSConnection) -> None:
        """From now on it is this connection."""
        self.close()
        self._connection = connection

    @contextmanager
    def running(self) -> Iterator[None]:
        """For as long as this block takes."""
        timer = threading.Timer(DEADLINE_SECONDS, self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def close(self) -> None:
        """Leave nothing open."""
        if self._connection is not None:
            self._connection.close()

    def _shut(self) -> None:
        self.is_late = True
        held = self._connection.sock if self._connection else None
        if held is not None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)
