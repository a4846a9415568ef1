"""A line between a phone and the server that breaks: bytes go through as they are, until the cut is asked for."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit, urlunsplit


class BreakingLine:
    """Passes TCP on to the server of `address`; `line.address` is the same address by way of the line."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.server = (parts.hostname or "localhost", parts.port or 80)
        self.listening = socket.create_server(("127.0.0.1", 0))
        port = self.listening.getsockname()[1]
        self.address = urlunsplit(parts._replace(netloc=f"localhost:{port}"))
        self.broken = threading.Event()
        self.at, self.after = b"", 0

    def __enter__(self) -> BreakingLine:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.listening.close()

    def breaks(self, request: bytes, *, after: int) -> None:
        """Cut the first request that begins like this one, both ways, after so many of its bytes."""
        self.at, self.after = request, after

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                phone, _ = self.listening.accept()
                server = socket.create_connection(self.server)
                threading.Thread(target=self._up, args=(phone, server), daemon=True).start()
                threading.Thread(target=self._down, args=(server, phone), daemon=True).start()

    def _up(self, phone: socket.socket, server: socket.socket) -> None:
        with suppress(OSError), phone, server:
            while part := phone.recv(65_536):
                if self.at and not self.broken.is_set() and part.startswith(self.at):
                    server.sendall(part[: self.after])
                    self.broken.set()
                    return
                server.sendall(part)

    def _down(self, server: socket.socket, phone: socket.socket) -> None:
        with suppress(OSError):
            while part := server.recv(65_536):
                phone.sendall(part)
            phone.shutdown(socket.SHUT_WR)
