"""A raw TCP connection to a printer: bytes go out, and now and then it is asked how it is."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from types import TracebackType

from traceability.jobs.running import Cancelled
from traceability.labels.models import Printer
from traceability.labels.printers.addresses import must_be_a_printers
from traceability.labels.printers.refusals import PrinterHungUp, PrinterNotReached

SECONDS_TO_CONNECT = 4.0
SECONDS_TO_TAKE = 30.0
"""How long a printer may take nothing: it prints out of its memory meanwhile, or has stopped."""
BREATH_SECONDS = 1.0
SLICE = 4096
SECONDS_TO_ANSWER = 2.0
LONGEST_ANSWER = 4096


class Wire:
    """with Wire(printer) as wire: wire.send(...). Raises AddressIsNotAPrinters or PrinterNotReached on the way in."""

    def __init__(self, printer: Printer) -> None:
        self.printer = printer

    def __enter__(self) -> Wire:
        printer = self.printer
        must_be_a_printers(printer.host, printer.port)
        try:
            self._socket = socket.create_connection((printer.host, printer.port), timeout=SECONDS_TO_CONNECT)
        except OSError as problem:
            raise PrinterNotReached(name=printer.name, host=printer.host, port=printer.port) from problem
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def send(self, pieces: Iterable[bytes], waiting: Callable[[], None] = lambda: None) -> None:
        """Hand pieces over, calling `waiting` at every step; what that raises is raised after the piece.

        A piece is never cut: half a label would lie in the printer, and what is sent next would be taken for its rest.
        Raises PrinterHungUp when the printer closes the line or takes nothing for too long.
        """
        self._socket.settimeout(BREATH_SECONDS)
        try:
            for piece in pieces:
                self._hand_over(memoryview(piece), waiting)
        except OSError as problem:
            raise PrinterHungUp(name=self.printer.name) from problem

    def _hand_over(self, rest: memoryview, waiting: Callable[[], None]) -> None:
        patience, stopped = time.monotonic() + SECONDS_TO_TAKE, None
        while rest:
            try:
                rest = rest[self._socket.send(rest[:SLICE]) :]
                patience = time.monotonic() + SECONDS_TO_TAKE
            except TimeoutError:
                if time.monotonic() > patience:
                    raise
            try:
                if stopped is None:
                    waiting()
            except Cancelled as cancelled:
                stopped = cancelled
        if stopped:
            raise stopped

    def ask(self, question: bytes, is_whole: Callable[[bytes], bool]) -> bytes:
        """The answer to a question, or nothing when it is not whole in time. Raises PrinterHungUp."""
        answer = b""
        self._socket.settimeout(SECONDS_TO_ANSWER)
        try:
            self._socket.sendall(question)
            while not is_whole(answer) and len(answer) < LONGEST_ANSWER:
                more = self._socket.recv(512)
                if not more:
                    raise PrinterHungUp(name=self.printer.name)
                answer += more
        except TimeoutError:
            return b""
        except OSError as problem:
            raise PrinterHungUp(name=self.printer.name) from problem
        return answer
