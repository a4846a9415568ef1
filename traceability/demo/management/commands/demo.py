"""`manage.py demo`: a season of Tianyang, grown and served."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import qrcode
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

from traceability.demo import preflight
from traceability.demo.narrator import Narrator
from traceability.demo.serving import serve_until_stopped


class Command(BaseCommand):
    help = "Grow a season of mangoes and oranges by the acts that everybody uses, then serve every face of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port on this machine (8000)")
        parser.add_argument("--seed", type=int, default=2026, help="the same number grows the same season (2026)")
        parser.add_argument("--growers", type=int, default=60, help="households, 20 to 2000 (60)")
        parser.add_argument("--days", type=int, default=30, help="picking days of mangoes, 5 to 90 (30)")
        parser.add_argument("--fresh", action="store_true", help="start over")
        parser.add_argument("--no-serve", action="store_true", help="stop when the season stands")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON, for scripts")

    def handle(self, **options: Any) -> None:
        """Check, grow what is not grown yet, serve, and stop cleanly."""
        began = time.monotonic()
        self.narrator = Narrator(sys.stdout, quiet=options["json"])
        preflight.sizes_make_sense(options["growers"], options["days"])
        preflight.folder_is_writable(settings.VAR_DIR)
        if not options["no_serve"]:
            preflight.port_is_free(options["port"])
        if not os.environ.get("PUBLIC_ORIGIN") and not os.environ.get("PUBLIC_ORIGIN_FILE"):
            # Labels lead to where the season is served: those it grew with, and those that are printed later.
            settings.PUBLIC_ORIGIN = f"http://localhost:{options['port']}"
        season = self._season(options)
        if options["no_serve"]:
            self._report(season, began, options)
            return
        from traceability.jobs.embedded import start_worker_thread

        serve_until_stopped(
            get_wsgi_application(),
            options["port"],
            start_worker_thread,
            ready=lambda: self._report(season, began, options),
        )
        self.narrator.say("Stopped. The season is kept; run the same command to come back to it.")

    def _season(self, options: dict[str, Any]) -> dict[str, Any]:
        """The season that stands in the database, grown now if there is none."""
        kept = Path(settings.VAR_DIR) / "season.json"
        if options["fresh"]:
            preflight.season_may_be_replaced()
            self._clear(kept)
        elif kept.exists():
            call_command("migrate", verbosity=0)
            self.narrator.say("The season of last time stands; --fresh starts over.")
            season: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
            return season
        elif (mark := kept.with_suffix(".growing")).exists() and settings.EMBEDDED_DATABASE:
            self.narrator.say("A season was left half grown; it starts over.")
            mark.unlink()
            self._clear(kept)
        from traceability.demo.grow import counts, grow

        mark = kept.with_suffix(".growing")
        mark.touch()
        call_command("migrate", verbosity=0)
        self.narrator.say("The database is ready.")
        season = grow(self.narrator, seed=options["seed"], growers=options["growers"], days=options["days"])
        season["counts"] = counts()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        kept.write_text(json.dumps(season, ensure_ascii=False), encoding="utf-8")
        mark.unlink()
        return season

    def _clear(self, kept: Path) -> None:
        """Remove the embedded database and its files; keys stay, for what they printed resolves for ever."""
        connections.close_all()
        database = Path(settings.DATABASES["default"]["NAME"])
        for suffix in ("", "-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        kept.unlink(missing_ok=True)

    def _report(self, season: dict[str, Any], began: float, options: dict[str, Any]) -> None:
        ready_s = round(time.monotonic() - began, 1)
        if options["json"]:
            self.stdout.write(json.dumps({"ready_s": ready_s, **season}, ensure_ascii=False))
            return
        origin = f"http://localhost:{options['port']}"
        say = self.narrator.say
        say(f"\nReady after {ready_s} s.\n")
        for name, face in season["faces"].items():
            say(f"  {name:<13}{origin}{face['path']}\n{'':15}{face['who']}{_sign_in(face['sign_in'])}")
        say("\n  lots to look at")
        for name, example in season["examples"].items():
            say(f"    {name:<16}{example['lot']:<14}{origin}{example['path']}")
        say("\nA buyer’s page, by the code on its carton:\n")
        say(_drawn(origin + season["faces"]["buyer"]["path"]))
        if not options["no_serve"]:
            say("Ctrl-C stops it.")


def _sign_in(how: dict[str, str] | None) -> str:
    if how is None:
        return ""
    return "\n" + " " * 15 + "sign in with " + ", ".join(f"{name} {value}" for name, value in how.items())


def _drawn(url: str) -> str:
    code = qrcode.QRCode(border=2)
    code.add_data(url)
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()
