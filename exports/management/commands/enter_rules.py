"""Rules of export from a table, in force without a deploy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exports.acts.enter_rules import enter_rules
from exports.models import Requirement
from exports.reference import requirement_of
from exports.refusals import RuleCannotBeRead
from traceability.web.failures import Failure
from traceability.web.rows import csv_rows


class Command(BaseCommand):
    """All rows of the table, or none."""

    help = "Enter rules of export from a CSV table with the columns of exports/data/requirements.csv, all or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            for rule in enter_rules(rules=_read(file)):
                self.stdout.write(f"{rule} from {rule.valid_from}: {rule.title}")
        except (Failure, OSError) as problem:
            raise CommandError(str(problem)) from problem


def _read(file: Path) -> list[Requirement]:
    found = []
    for line, row in enumerate(csv_rows(file), start=2):
        try:
            found.append(requirement_of(row))
        except (KeyError, ValueError, TypeError) as problem:
            raise RuleCannotBeRead(line=line, why=str(problem)) from problem
    return found
