"""Many phones at once: what a server answers in a second, and how long the slowest wait, over connections kept open.

    with serving("tests.benchmarks.serving:application", env) as port:
        found = hammer(port, paths, headers, seconds=3)

The phones are processes of their own and speak HTTP/1.1 by hand: what a library for clients costs would be taken for
what the server costs.
"""

from __future__ import annotations

import itertools
import json
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.harness import ROOT

CLIENTS, CONNECTIONS = 1, 8
WORKERS = 2
PATIENCE = 60


@dataclass(frozen=True)
class Found:
    """What came back: answers by status, and how long each took, in seconds."""

    seconds: float
    statuses: dict[str, int]
    latencies: list[float]

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    @property
    def p99(self) -> float:
        """Seconds that all but one in a hundred waited at most."""
        ordered = sorted(self.latencies)
        return ordered[int(len(ordered) * 0.99)]


@contextmanager
def serving(application: str, env: dict[str, str], workers: int = WORKERS) -> Iterator[int]:
    """Granian as the image starts it, on a free port of the loopback; stopped afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", workers]
    server = subprocess.Popen(
        [str(part) for part in (*command, "--log-level", "error", application)], cwd=ROOT, env={**os.environ, **env}
    )
    try:
        _await(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"The server did not come up on port {port}; it ended with {server.poll()}.")


def hammer(port: int, paths: Sequence[str], headers: dict[str, str], seconds: float, clients: int = CLIENTS) -> Found:
    """GETs of `paths` in turn for so many seconds by so many processes, each over several connections."""
    given = json.dumps({"port": port, "paths": list(paths), "headers": headers, "seconds": seconds})
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.load"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(clients)
    ]
    for process in begun:
        assert process.stdin
        process.stdin.write(given.encode())
        process.stdin.close()
    told = [json.loads(process.stdout.read()) for process in begun if process.stdout]
    for process in begun:
        process.wait(timeout=PATIENCE)
    statuses: dict[str, int] = {}
    for one in told:
        for status, count in one["statuses"].items():
            statuses[status] = statuses.get(status, 0) + count
    latencies = [taken for one in told for taken in one["latencies"]]
    return Found(max(one["seconds"] for one in told), statuses, latencies)


class _Connection:
    """One phone: sends its next request as soon as it has read an answer whole."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.requests = requests
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got, self.awaited = b"", 0

    def ask(self) -> None:
        self.got, self.awaited, self.asked_at = b"", 0, time.perf_counter()
        self.socket.sendall(next(self.requests))

    def read(self) -> str | None:
        """The status, once the answer is whole."""
        part = self.socket.recv(65_536)
        if not part:
            raise ConnectionError("The server closed a connection in the middle of an answer.")
        self.got += part
        if not self.awaited:
            head, found, _rest = self.got.partition(b"\r\n\r\n")
            if not found:
                return None
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            self.awaited = len(head) + 4 + int(length.partition(b":")[2])
        return self.got[9:12].decode() if len(self.got) >= self.awaited else None


def _phones(port: int, paths: Sequence[str], headers: dict[str, str], seconds: float) -> Found:
    lines = "".join(f"{name}: {value}\r\n" for name, value in {"Host": "localhost", **headers}.items())
    ready = itertools.cycle([f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode() for path in paths])
    connections = [_Connection(port, ready) for _ in range(CONNECTIONS)]
    statuses: dict[str, int] = {}
    latencies: list[float] = []
    selector = selectors.DefaultSelector()
    begun = time.perf_counter()
    for connection in connections:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.ask()
    while time.perf_counter() < begun + seconds:
        for key, _events in selector.select(timeout=1):
            connection = key.data
            if status := connection.read():
                statuses[status] = statuses.get(status, 0) + 1
                latencies.append(time.perf_counter() - connection.asked_at)
                connection.ask()
    ended = time.perf_counter()
    for connection in connections:
        connection.socket.close()
    return Found(ended - begun, statuses, latencies)


if __name__ == "__main__":
    json.dump(vars(_phones(**json.load(sys.stdin))), sys.stdout)
