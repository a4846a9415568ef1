"""A hundred thousand strange requests to a real server:  python -m tests.benchmarks.fuzz [--json]

Whatever bytes stand in path, query and headers, the answer is a page of ours and comes at once: never 5xx, never a
closed door. The requests follow from a seed, so that what was found is found again; FUZZ_REQUESTS asks for fewer, and
what went wrong is told on standard error.
"""

from __future__ import annotations

import os
import random
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import quote

from tests.benchmarks.harness import Row, main
from tests.benchmarks.load import serving

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "100000"))
SEED, CALLERS = 7, 4
PATIENCE = 10
SLOWEST_S = 2
"""Of a page that may have to wait behind another process of the same machine; a regular expression that runs away, or
a header that is sorted for ever, takes longer."""
FINE = frozenset({200, 204, 300, 301, 302, 304, 307, 400, 403, 404, 405, 406, 414, 429, 431, 501, 505})
"""403 meets a POST without a form of ours; 431, 501 and 505 are the server's own words on what is no HTTP of its."""
_ALPHABETS = (
    bytes(range(256)),
    b"0123456789",
    b"/%?&;=#.:@\\\"'<> ",
    b"0123456789ABCDEFGHJKMNPQRSTVWXYZ",
    "%00 %2F %2f %C0%AF %ED%A0%80 %E6%A1%82 %0d%0a ../ 桂 \u202e \ud7ff".encode(),
)
_HEADERS = (
    *("Accept", "Accept-Language", "User-Agent", "Cookie", "Referer", "Host", "X-Forwarded-For", "Range"),
    *("If-None-Match", "If-Modified-Since", "Accept-Encoding", "Sec-Purpose", "Content-Type", "X-Odd"),
)
_WORDS = (
    *("text/html", "application/json", "application/linkset+json", "*/*", "de", "zh-Hans-CN", "q=", "q=nan", ";", ","),
    *("0.5", "gzip", "Mozilla/5.0 (Linux; Android 14)", "x" * 300, "en,de;q=0.1," * 60, "text/html;q=0.1," * 60),
)


@dataclass
class Fuzzer:
    """Requests that begin as good ones and are spoilt in a few places."""

    good: list[str]
    dice: random.Random

    def request(self) -> bytes:
        """One request, ready for the wire."""
        dice = self.dice
        path = dice.choice(self.good).encode()
        for _ in range(dice.choice((0, 1, 1, 2, 4))):
            path = self._spoilt(path)
        if dice.random() < 0.4:
            path += b"?" + self._query()
        method = dice.choices((b"GET", b"HEAD", b"OPTIONS", b"POST", b"TRACE"), (90, 4, 3, 2, 1))[0]
        # A space would end the address, a line the request: as a browser does, but for some that do not.
        line = path if dice.random() < 0.02 else quote(path, safe="/%?&;=:@!$'()*+,#~").encode()
        return b"%s %s HTTP/1.1\r\n%s\r\n" % (method, line or b"/", b"".join(self._headers()))

    def _spoilt(self, path: bytes) -> bytes:
        dice = self.dice
        at = dice.randrange(len(path) + 1)
        end = min(len(path), at + dice.choice((0, 0, 1, 3, 20)))
        return path[:at] + self._bytes() + path[end:]

    def _bytes(self) -> bytes:
        dice = self.dice
        alphabet = dice.choice(_ALPHABETS)
        length = dice.choices((0, 1, 3, 12, 200, 5000), (2, 6, 6, 4, 1, 0.2))[0]
        return bytes(dice.choices(alphabet, k=length))

    def _query(self) -> bytes:
        dice = self.dice
        names = (b"linkType", b"context", b"number", b"lang", b"code", b"15", b"3102", b"10", b"utm", b"")
        values = (b"linkset", b"all", b"gs1:pip", b"certificationInfo", b"de", b"261231", b"")
        parts = [
            dice.choice(names) + b"=" + (dice.choice(values) if dice.random() < 0.6 else self._bytes())
            for _ in range(dice.choice((1, 1, 2, 5, 40)))
        ]
        return dice.choice((b"&", b"&", b";")).join(parts)

    def _headers(self) -> Iterator[bytes]:
        dice, given = self.dice, set()
        for _ in range(dice.choice((0, 1, 2, 5))):
            name = dice.choice(_HEADERS)
            given.add(name)
            said = "".join(dice.choices(_WORDS, k=dice.choice((1, 2, 6)))).encode()
            if dice.random() < 0.3:
                said = self._bytes().replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")[:4000]
            yield name.encode() + b": " + said + b"\r\n"
        if "Host" not in given:
            yield b"Host: localhost\r\n"


@dataclass
class Answers:
    """What came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0
    slowest_request: bytes = b""
    wrong: list[tuple[int, bytes]] = field(default_factory=list)

    def note(self, status: int, seconds: float, request: bytes) -> None:
        self.statuses[status] += 1
        if seconds > self.slowest:
            self.slowest, self.slowest_request = seconds, request
        if status not in FINE:
            self.wrong.append((status, request))


class Caller:
    """One connection, opened again where the server closed it: it may, once it has answered."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, request: bytes) -> int:
        """The status of the answer; 0 when there was none."""
        for _ in range(2):
            kept = self.socket is not None
            connection = self.socket or socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            self.socket = None
            try:
                connection.sendall(request)
                status, stays = _read(connection, has_body=not request.startswith(b"HEAD"))
            except OSError:
                status, stays = 0, False
            if stays:
                self.socket = connection
            else:
                connection.close()
            if status or not kept:
                return status
        return 0


def _read(connection: socket.socket, *, has_body: bool) -> tuple[int, bool]:
    """Status, and whether the connection stays open."""
    got = b""
    while b"\r\n\r\n" not in got:
        part = connection.recv(65_536)
        if not part:
            return 0, False
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    status, length = int(head[9:12]), next((line for line in lines if line.startswith(b"content-length:")), None)
    empty = not has_body or status in (204, 304)
    left = 0 if empty or length is None else int(length.partition(b":")[2]) - len(body)
    while left > 0:
        part = connection.recv(65_536)
        if not part:
            return 0, False
        left -= len(part)
    # An answer without a length ends in a way of its own: the next request begins on a new connection.
    return status, b"connection: close" not in lines and (empty or length is not None)


def addresses() -> list[str]:
    """Good ones: each key, each page that a scan leads to, each answer for programs."""
    from tests.cast import Cast
    from tests.stories import certified, labelled, shipped
    from traceability.certification.models import Certificate
    from traceability.labels.queries import serial_of_carton

    cast = Cast()
    run = labelled(cast, certified(cast), labels=20)
    shipped(cast, run)
    gtin, lot, serial = run.lot.product.gtin, run.lot.code, serial_of_carton(run, 1)
    house, gdti = cast.youan.organisation.gln, Certificate.objects.get().gdti
    return [
        f"/01/{gtin}",
        f"/01/{gtin}/10/{lot}",
        f"/01/{gtin}/10/{lot}/21/{serial}",
        f"/01/{gtin}/21/{serial}",
        "/00/106141412345678908",
        f"/414/{house}/254/0001",
        f"/417/{house}",
        f"/253/{gdti}",
        f"/trace/{gtin}/",
        f"/trace/{gtin}/{lot}/",
        f"/trace/{gtin}/{lot}/{serial}/",
        f"/trace/{gtin}/{lot}/events/",
        f"/trace/{gtin}/{lot}/laboratory/",
        f"/trace/{gtin}/{lot}/conformity/",
        f"/trace/document/{gdti}/",
        f"/trace/place/{house}/0001/",
        f"/trace/party/{house}/",
        f"/trace/?code={lot}",
        f"/api/v1/trace/{gtin}/{lot}/",
        f"/api/v1/trace/{gtin}/{lot}/recall/",
        f"/api/v1/trace/{gtin}/{lot}/{serial}/",
        "/.well-known/gs1resolver",
    ]


def _call(port: int, good: list[str], number: int, answers: Answers) -> None:
    """One caller's share of the requests, one after the other."""
    fuzzer, caller = Fuzzer(good, random.Random(SEED + number)), Caller(port)
    for _ in range(REQUESTS // CALLERS):
        request = fuzzer.request()
        asked_at = time.perf_counter()
        status = caller.ask(request)
        answers.note(status, time.perf_counter() - asked_at, request)


def fuzz() -> Iterator[Row]:
    """What strange requests are answered."""
    from tests.other_process import database_url

    good, answers = addresses(), Answers()
    with serving("traceability.wsgi:application", {"DATABASE_URL": database_url()}) as port:
        for path in good * 4:  # each process reads its program before it is measured
            Caller(port).ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        begun = time.perf_counter()
        callers = [Thread(target=_call, args=(port, good, number, answers)) for number in range(CALLERS)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
    taken = time.perf_counter() - begun
    for status, request in answers.wrong[:20]:
        sys.stderr.write(f"{status or 'no answer'}: {request[:2000]!r}\n")
    sys.stderr.write(f"slowest: {answers.slowest_request[:500]!r}\n{dict(sorted(answers.statuses.items()))}\n")
    yield Row("strange requests", sum(answers.statuses.values()), "requests")
    yield Row(f"a second, by {CALLERS} callers", REQUESTS / taken, "requests")
    yield Row("answered with our fault (5xx), or otherwise than they should be", len(answers.wrong), "answers", goal=0)
    yield Row("the slowest answer", answers.slowest * 1000, "ms", goal=SLOWEST_S * 1000)
    for status, count in sorted(answers.statuses.items()):
        yield Row(f"answered {status or 'not at all'}", count, "answers")


if __name__ == "__main__":
    main("fuzz", fuzz)
