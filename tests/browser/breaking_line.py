"""A line between a phone and the server that breaks: bytes go through as they are, until the cut is asked for."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

from tests.browser.line import Line, pass_on


class BreakingLine(Line):
    """Passes TCP on to the server of `address`; `line.address` is the same address by way of the line."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = urlunsplit(urlsplit(address)._replace(netloc=f"localhost:{self.port}"))
        self.broken = threading.Event()
        self.at, self.after = b"", 0

    def breaks(self, request: bytes, *, after: int) -> None:
        """Cut the first request that begins like this one, both ways, after so many of its bytes."""
        self.at, self.after = request, after

    def _serve(self, phone: socket.socket) -> None:
        with suppress(OSError), phone, socket.create_connection(self.server) as server:
            threading.Thread(target=pass_on, args=(server, phone), daemon=True).start()
            while part := phone.recv(65_536):
                if self.at and not self.broken.is_set() and part.startswith(self.at):
                    server.sendall(part[: self.after])
                    self.broken.set()
                    return
                server.sendall(part)
