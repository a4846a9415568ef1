"""The server of the image: Granian, static files collected and compressed, on this test's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests.benchmarks.load import serving
from tests.other_process import database_url

STORED = {"staticfiles": {"BACKEND": "traceability.web.storage.StaticFiles"}}
NO_BUYERS = ["admin", "drf_spectacular_sidecar", "rest_framework", "orchards", "field"]
"""Folders of static files that no buyer's page asks for."""


@contextmanager
def in_production(folder: Path) -> Iterator[str]:
    """The address of the server; what it writes lies in `folder`."""
    with override_settings(STORAGES=settings.STORAGES | STORED, STATIC_ROOT=folder / "static"):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NO_BUYERS)
    keys = settings.LABEL_KEYS or (Path(settings.VAR_DIR) / "label_keys.json").read_text(encoding="utf-8")
    environment = {
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(folder),
        "COLLECTED_STATIC": "true",
        "LABEL_KEYS": keys,
        "ALLOWED_HOSTS": "localhost",
    }
    with serving("traceability.wsgi:application", environment, workers=1) as port:
        yield f"http://localhost:{port}"
