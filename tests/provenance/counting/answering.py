"""A process that answers scans, one every five milliseconds, and says so; until somebody kills it."""

from __future__ import annotations

import itertools
import os
import sys
import time

import django


def main() -> None:
    """Print the number of each scan, as soon as it is noted, with the time of the machine's clock since its start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")
    django.setup()
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import RequestFactory

    from traceability.provenance.scans import note_scan

    settings.SCAN_QUEUE = sys.argv[1]
    request = RequestFactory().get("/", headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari"})
    for number in itertools.count():
        note_scan(request, HttpResponse(), f"https://id.gs1.org/01/09506000134352/10/A/21/{number}")
        print(number, time.monotonic(), flush=True)  # noqa: T201
        time.sleep(0.005)


if __name__ == "__main__":
    main()
