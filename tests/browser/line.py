"""A line between a phone and the server, on a port of the loopback."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Line:
    """Takes what phones connect and has `_serve` pass it on to the server of `address`, each on its own thread."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.server = (parts.hostname or "localhost", parts.port or 80)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.listening.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                phone, _ = self.listening.accept()
                threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        """One connection, until either end has said all."""
        raise NotImplementedError


def pass_on(source: socket.socket, target: socket.socket) -> None:
    """What one end says, until it has said all or the line is cut."""
    with suppress(OSError):
        while part := source.recv(65_536):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)
