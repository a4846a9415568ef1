"""One house in one process, as the one command serves it: web server and worker thread over a database that stands.

    python -m tests.benchmarks.exports_station PORT

Says `up` once it answers; ends when it is terminated.
"""

from __future__ import annotations

import os
import sys


def main(port: int) -> None:
    """Serve until terminated."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    from traceability.demo.serving import serve_until_stopped
    from traceability.jobs.embedded import start_worker_thread

    serve_until_stopped(application, port, start_worker_thread, ready=lambda: print("up", flush=True))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
