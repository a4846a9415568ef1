"""A process that is asked for a page many times from one network, and says how often it let somebody in."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    """Arguments: what the keys begin with, the size of the bucket, how many ask. Waits for a line before it begins."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")
    django.setup()
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import RequestFactory

    from traceability.web.crowds.middleware import CrowdMiddleware
    from traceability.web.salts import DAY_S, salt_of

    settings.CROWD_KEYS, settings.NETWORK_BURST, settings.NETWORK_RATE = sys.argv[1], int(sys.argv[2]), 0.001
    door, request = CrowdMiddleware(lambda _request: HttpResponse()), RequestFactory().get("/", REMOTE_ADDR="84.46.7.1")
    print(salt_of(400 * DAY_S).hex(), flush=True)  # noqa: T201
    sys.stdin.readline()
    statuses = [door(request).status_code for _ in range(int(sys.argv[3]))]
    print(statuses.count(200), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
