"""Static files of production: a module names its modules by the names that they are served under."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import Client

FOUND = re.compile(r'(?:from |import\()"(\.[^"]+)"')


def test_every_import_of_a_module_leads_to_a_file_of_the_same_version(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "traceability.web.storage.StaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = re.compile(r"\.[0-9a-f]{12}\.js$")
    modules = [path for path in (tmp_path / "orchards" / "field").rglob("*.js") if hashed.search(path.name)]
    assert len(modules) > 20
    for module in modules:
        for address in FOUND.findall(module.read_text()):
            assert hashed.search(address), f"{module.name} imports {address}"
            assert (module.parent / address).resolve().exists()


def test_who_has_a_file_is_told_that_it_has_not_changed(client: Client) -> None:
    compressed = {"Accept-Encoding": "gzip"}
    first = client.get("/static/web/look.css", headers=compressed)
    again = client.get("/static/web/look.css", headers=compressed | {"If-None-Match": first["ETag"]})

    assert (first.status_code, first["Content-Encoding"]) == (200, "gzip")
    assert (again.status_code, again.getvalue()) == (304, b"")
