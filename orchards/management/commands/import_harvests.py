"""The paper book at a terminal: read, show every doubt by row and column, and with --confirm take it in."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orchards.acts.answer_paper import answer_paper
from orchards.acts.confirm_paper import confirm_paper
from orchards.acts.read_paper import read_paper
from orchards.models import PaperBook
from orchards.paper.doubts import ALREADY_THERE
from orchards.paper.understanding import Page, Understood, understand
from traceability.parties.models import Membership, Organisation, User
from traceability.web.failures import Failure
from traceability.web.tables.reading import MOST_BYTES, read_table
from traceability.web.templatetags.look import kg


class Command(BaseCommand):
    """Does what /desk/paper/ does; whatever stops there ends here with exit code 1."""

    help = (
        "Read a table of harvests (.xlsx, .xls, .csv, .tsv) and show each row as understood. "
        "With --confirm they are taken in, all or none, once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--cooperative", default="", help="GLN or name; not needed where there is one")
        parser.add_argument("--by", default="", help="phone or e-mail of the clerk who answers for it")
        parser.add_argument("--unit", choices=["jin", "kg"], default="", help="of weights that name none")
        parser.add_argument("--skip-known", action="store_true", help="leave out rows that are in the book already")
        parser.add_argument("--confirm", action="store_true", help="take the rows in")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._read(options)
        except Failure as problem:
            raise CommandError(problem.message) from problem

    def _read(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        cooperative = _cooperative(options["cooperative"])
        by = _clerk(cooperative, options["by"])
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}") from problem
        with transaction.atomic():
            book = read_paper(cooperative=cooperative, table=read_table(content), name=path.name, by=by)
            if book.confirmed_at is not None:
                day = timezone.localdate(book.confirmed_at)
                self.stdout.write(f"{path.name}: the same rows were taken in on {day}. Nothing was changed.")
                return
            if options["unit"]:
                answer_paper(book=book, by=by, unit=options["unit"])
            if options["skip_known"]:
                answer_paper(book=book, by=by, left_out=_known(_page(book)))
        page = _page(book)
        self._tell(page)
        if page.stopping:
            sys.exit(1)
        if options["confirm"]:
            harvests = confirm_paper(book=book, by=by)
            self.stdout.write(f"{len(harvests)} rows taken in, {kg(sum(one.weight_g for one in harvests))} kg.")
        else:
            self.stdout.write("Nothing is kept yet. With --confirm these rows are taken in.")

    def _tell(self, page: Page) -> None:
        for one in page.harvests:
            if not one.is_left_out:
                self.stdout.write(_line(one))
        for one in [*page.harvests, *page.totals]:
            for doubt in one.doubts if not one.is_left_out else ():
                place = one.row["titles"].get(doubt.place, doubt.place)
                words = f"row {one.row['number']}, column {place}: {doubt.headline} {doubt.detail}"
                (self.stderr if doubt.stops else self.stdout).write(words)
        left = len(page.harvests) - len(page.taken)
        self.stdout.write(
            f"{len(page.taken)} rows, {kg(page.taken_g)} kg; {left} left out, {len(page.stopping)} need an answer."
        )


def _line(one: Understood) -> str:
    name = one.grower.user.name if one.grower else "?"
    plot = one.plot.number if one.plot else "?"
    weight = f"{kg(one.weight_g)} kg" if one.weight_g is not None else "?"
    return f"row {one.row['number']}: {one.day or '?'}  {name}  plot {plot}  {weight}  {one.crates} crates"


def _page(book: PaperBook) -> Page:
    book.refresh_from_db()
    return understand(book.rows, book.cooperative)


def _known(page: Page) -> dict[int, bool]:
    return {
        one.row["number"]: True for one in page.harvests if any(doubt.code in ALREADY_THERE for doubt in one.doubts)
    }


def _cooperative(text: str) -> Organisation:
    found = Organisation.objects.filter(kind=Organisation.Kind.COOPERATIVE)
    if text:
        found = found.filter(Q(gln=text) | Q(name=text) | Q(name_latin__iexact=text))
    if len(found) != 1:
        raise CommandError("Say which cooperative: --cooperative GLN or name. Known: " + ", ".join(map(str, found)))
    return found[0]


def _clerk(cooperative: Organisation, text: str) -> User:
    """Whoever answers for it: named, or the cooperative's first clerk or manager."""
    staff = User.objects.filter(
        memberships__organisation=cooperative, memberships__role__in=[Membership.Role.CLERK, Membership.Role.MANAGER]
    )
    if text:
        staff = staff.filter(Q(phone=text) | Q(email__iexact=text))
    found = staff.order_by("memberships__pk").first()
    if found is None:
        raise CommandError("Nobody there may write in the growers' books: --by phone or e-mail of a clerk.")
    return found
