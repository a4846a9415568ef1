"""What the commands that take official tables have in common."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from traceability.web.failures import Failure

MOST_BYTES = 1024 * 1024 * 1024


class OfficialTable(BaseCommand):
    """Reads a file whole, and takes it in or says where it is wrong, with exit code 1."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="show what would change and keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}") from problem
        if len(content) > MOST_BYTES:
            raise CommandError(f"{path}: larger than {MOST_BYTES // 2**20} MB.")
        try:
            self.take(content, keep=not options["dry_run"])
        except Failure as problem:
            raise CommandError(f"{path}: {problem.message}") from problem
        self.stdout.write("Nothing is kept: this was a dry run." if options["dry_run"] else "Taken in.")

    def take(self, content: bytes, *, keep: bool) -> None:
        """Read, tell and take in."""
        raise NotImplementedError
