"""A printer on the network, as a real TCP server in a thread: it prints, answers, and goes wrong when told to."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

ZPL_END, TSPL_END = b"^PQ1^XZ\r\n", b"PRINT 1,1\r\n"


@dataclass
class FakePrinter:
    """Prints `paper` labels and then has none; answers unless `silent`; hangs up after `hangs_up_after` labels."""

    language: str
    paper: int = 10**6
    silent: bool = False
    hangs_up_after: int = 10**6
    port: int = 0
    printed: list[bytes] = field(default_factory=list)
    connections: int = 0
    _memory: bytes = b""

    def take(self, more: bytes) -> list[bytes]:
        """Take bytes in; the answers to what was asked among them."""
        self._memory += more
        answers = []
        for question, answer in ((b"~HQES", self._hqes), (b"~HS", self._hs), (b"\x1b!?", self._tspl_state)):
            while self._memory.endswith(question):
                self._memory = self._memory.removesuffix(question)
                self._print()
                answers.append(answer())
        self._print()
        return [] if self.silent else answers

    def _print(self) -> None:
        end = ZPL_END if self.language == "zpl" else TSPL_END
        while self.paper > 0 and end in self._memory:
            label, _, self._memory = self._memory.partition(end)
            self.printed.append(label + end)
            self.paper -= 1

    def _hqes(self) -> bytes:
        flags = b"1 00000000 00000001" if not self.paper else b"0 00000000 00000000"
        return (
            b"\x02\r\n  PRINTER STATUS\r\n   ERRORS:         "
            + flags
            + b"\r\n   WARNINGS:       0 00000000 00000000\r\n\x03"
        )

    def _hs(self) -> bytes:
        waiting = self._memory.count(ZPL_END)
        return (
            b"\x02030,0,0,0812,%03d,0,0,0,000,0,0,0\x03\r\n"
            b"\x02001,0,0,0,1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n" % waiting
        )

    def _tspl_state(self) -> bytes:
        return b"\x04" if not self.paper else b"\x00"

    def switch_off_and_on(self, *, paper: int) -> None:
        """With new paper, and nothing of what it held."""
        self.paper, self._memory = paper, b""

    def wait_for(self, labels: int) -> None:
        """Until so many labels are printed: who sends to a printer that answers nothing does not know when."""
        deadline = time.monotonic() + 60
        while len(self.printed) < labels and time.monotonic() < deadline:
            time.sleep(0.01)

    @property
    def unfinished(self) -> bool:
        """True when it holds a part of a label, and would take what comes next for the rest of it."""
        return bool(self._memory)

    @property
    def texts(self) -> list[bytes]:
        """The printed labels without the picture that they share."""
        return [re.sub(rb"^.*(\^XA|CLS\r\n)", rb"\1", label, flags=re.S) for label in self.printed]


@contextmanager
def on_the_network(printer: FakePrinter) -> Iterator[FakePrinter]:
    """The printer at a port of this machine, one connection at a time as real ones have it."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    printer.port = server.getsockname()[1]
    stopping = threading.Event()

    def serve() -> None:
        while not stopping.is_set():
            try:
                line, _ = server.accept()
            except TimeoutError:
                continue
            printer.connections += 1
            with line:
                line.settimeout(0.1)
                _talk(line)

    def _talk(line: socket.socket) -> None:
        while not stopping.is_set():
            try:
                more = line.recv(65536)
                if not more:
                    return
                for answer in printer.take(more):
                    line.sendall(answer)
            except TimeoutError:
                continue
            except OSError:
                return
            if len(printer.printed) >= printer.hangs_up_after:
                printer.hangs_up_after = 10**6
                return

    thread = threading.Thread(target=serve, name="fake printer", daemon=True)
    thread.start()
    try:
        yield printer
    finally:
        stopping.set()
        thread.join(timeout=10)
        server.close()
