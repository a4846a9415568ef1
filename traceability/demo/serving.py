"""Web server and worker in the one process of the demonstration."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIServer

from django.core.servers.basehttp import WSGIRequestHandler

from traceability.jobs.courtesy import served_first

SWITCH_SECONDS = 0.001
"""How long a thread that works lets one that serves wait, where it does not pause by itself (Python: 5 ms)."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


class _Handler(WSGIRequestHandler):
    """Tells the path as it was sent, %2F and all, and is quiet.

    An answer leaves in one piece: sent as head and body, the body would wait 40 ms for the head to be acknowledged.
    """

    wbufsize = 65_536
    disable_nagle_algorithm = True

    def get_environ(self) -> dict[str, Any]:
        return super().get_environ() | {"REQUEST_URI": self.path}

    def handle_one_request(self) -> None:
        """An answer without a body (304, or to HEAD) leaves at once too: nothing is written behind its head."""
        super().handle_one_request()
        self.wfile.flush()

    def log_message(self, *args: object) -> None:
        """The terminal belongs to the list of addresses."""


def serve_until_stopped(
    application: Any, port: int, start_worker: Callable[[], Callable[[], None]], ready: Callable[[], None]
) -> None:
    """Serve on loopback, with a worker beside, until Ctrl-C or SIGTERM; then end both cleanly. `ready` runs once up."""
    server = _Server(("127.0.0.1", port), _Handler)
    server.set_app(served_first(application))
    sys.setswitchinterval(SWITCH_SECONDS)
    stop_worker = start_worker()
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    thread = threading.Thread(target=server.serve_forever, name="web", daemon=True)
    thread.start()
    try:
        ready()
        while not stopping.wait(0.5):
            pass
    finally:
        server.shutdown()
        server.server_close()
        stop_worker()
