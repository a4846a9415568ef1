"""What a million lots change for a trace and for the board, as part of `tests.benchmarks.custody`.

The house has a shift's stock and, beneath it, more and more history: whole families of 21 lots, 252 lots a day, each
day before the last. What the board shows stays the same, so that only the size differs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks.harness import Row

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.lots.models import Lot, Product

THOUSAND, TEN_THOUSAND, MILLION = 4, 40, 3_970
"""Days of history: 1,008, 10,080 and 1,000,440 lots."""
FAMILIES_A_DAY, STOCK = 12, 40
PICKED, BELTS = 16, (4, 6, 6)
"""A family: sixteen pickings go over three belts into one blend, which is packed: a packed lot has twenty ancestors."""
FAMILY = PICKED + len(BELTS) + 2
PICKED_G = 100_000
TRACED, ROUNDS = 25, 9


def rows(cast: Cast, vendor: str) -> Iterator[Row]:
    """The same questions, in the same run, before and after the books have grown."""
    books, board = Books(cast), _board(cast)
    books.lay_under(THOUSAND)
    few_asked, few_s = _asked(board), _seconds(board)
    books.lay_under(TEN_THOUSAND)
    trace_few_s = books.trace_s()
    books.lay_under(MILLION)
    trace_s, asked, board_s = books.trace_s(), _asked(board), _seconds(board)
    ratio = {"judged_by_ratio": True}
    yield Row(f"custody.trace.{vendor}", trace_s * 1000, "ms", trace_few_s * 1000, goal=1.3, **ratio)
    yield Row(f"custody.trace.{vendor}.queries", books.trace_queries(), "queries", goal=1)
    yield Row(f"custody.board.{vendor}", board_s * 1000, "ms", few_s * 1000, goal=1.3, **ratio)
    yield Row(f"custody.board.{vendor}.queries", asked, "queries", few_asked, goal=1, **ratio)


def _board(cast: Cast) -> Callable[[], object]:
    """Wei opens the desk."""
    from django.test import Client

    client = Client()
    client.force_login(cast.youan.person)

    def opened() -> object:
        answer = client.get("/desk/")
        assert answer.status_code == 200, answer
        return answer

    return opened


def _asked(work: Callable[[], object]) -> int:
    """Queries, once what is kept between requests is there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work()
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def _seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS * 2):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)


class Books:
    """The lots of You'an: what came in today, and the days before."""

    def __init__(self, cast: Cast) -> None:
        from traceability.lots.acts.register_product import register_product
        from traceability.lots.models import Lot

        Lot.objects.in_stock().update(remaining_g=0)  # what was measured before stands on no board
        self.days = 0
        self.like = cast.lot(cast.plot(cast.lan, "41"), "2026-08-20")
        self.cartons = register_product(
            owner=cast.youan.organisation, variety=self.like.product.variety, unit_weight_g=5_000, by=cast.youan.person
        )
        self.begin = date(2026, 8, 19)
        for number in range(STOCK):
            cast.lot(cast.plot(cast.lan, f"S{number}"), "2026-08-27", PICKED_G + number)

    def lay_under(self, days: int) -> None:
        """History of so many days in all: rows alone, by a few statements.

        The guards of SQLite stand. PostgreSQL is told that it replays what was checked before, as when a dump is
        restored: four million rows times its guards and foreign keys would take longer than all that is measured.
        """
        from django.core.management.color import no_style
        from django.db import connection, transaction

        from traceability.lots.models import Lot, LotInput, LotOrigin, Making

        lots = (days - self.days) * FAMILIES_A_DAY * FAMILY
        first = _last_key(Lot) + 1
        newest = self.begin - timedelta(self.days)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")
            for sql, values in _statements(connection.vendor, self.like, self.cartons, first, lots, newest):
                cursor.execute(sql, values)
            for sql in connection.ops.sequence_reset_sql(no_style(), [Lot, LotInput, LotOrigin, Making]):
                cursor.execute(sql)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.days = days

    def packed(self) -> list[Lot]:
        """Packed lots of history, from its first day to its last."""
        from traceability.lots.models import Lot

        found = Lot.objects.filter(product=self.cartons, code__startswith="N").order_by("pk")
        count = found.count()
        return [found[count * number // TRACED] for number in range(TRACED)]

    def trace_s(self) -> float:
        """Seconds for the ancestors of one packed lot, as a page shows them."""
        from traceability.lots.queries import ancestors_of

        packed = self.packed()
        taken = []
        for round_ in range(1 + ROUNDS):
            begun = time.perf_counter()
            for lot in packed:
                assert len(ancestors_of(lot)) == FAMILY - 1
            if round_:  # the first warms up
                taken.append((time.perf_counter() - begun) / len(packed))
        return median(taken)

    def trace_queries(self) -> int:
        """Queries of one trace."""
        from traceability.lots.queries import ancestors_of

        lot = self.packed()[0]
        return _asked(lambda: ancestors_of(lot))


def _last_key(model: Any) -> int:
    from django.db.models import Max

    return model.objects.aggregate(last=Max("pk"))["last"] or 0


def _statements(
    vendor: str, like: Lot, cartons: Product, first: int, lots: int, newest: date
) -> Iterator[tuple[str, list[Any]]]:
    """Lots `first`, `first` + 1, … by families, the newest day first, with origins, inputs and makings."""
    number = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {lots - 1})"
    place, day = f"i %% {FAMILY}", f"i / {FAMILY * FAMILIES_A_DAY}"
    whole, packed = PICKED + len(BELTS), PICKED + len(BELTS) + 1
    belts = [(PICKED + belt, sum(BELTS[:belt]), count) for belt, count in enumerate(BELTS)]
    weight = (
        f"CASE WHEN {place} < {PICKED} THEN {PICKED_G} "
        + "".join(f"WHEN {place} = {belt} THEN {count * PICKED_G} " for belt, _, count in belts)
        + f"ELSE {PICKED * PICKED_G} END"
    )
    yield (
        f"{number} INSERT INTO lots_lot (id, product_id, code, owner_id, place_id, weight_g, remaining_g, units)"
        f" SELECT {first} + i, CASE {place} WHEN {packed} THEN {cartons.pk} ELSE {like.product_id} END,"
        f" 'N' || ({first} + i), {like.owner_id}, {like.place_id}, {weight}, 0,"
        f" CASE {place} WHEN {packed} THEN {PICKED * PICKED_G // 5_000} END FROM n",
        [],
    )
    origin = like.origin
    copied = [
        field.column
        for field in origin._meta.concrete_fields
        if field.column not in {"id", "lot_id", "picked_on", "logged_g"}
    ]
    on = {"sqlite": "date(%s, '-' || ({day}) || ' days')", "postgresql": "%s::date - ({day})::int"}[vendor]
    yield (
        f"{number} INSERT INTO lots_lotorigin (lot_id, picked_on, logged_g, {', '.join(copied)})"
        f" SELECT {first} + i, {on.format(day=day)}, {PICKED_G}, {', '.join(f'o.{name}' for name in copied)}"
        f" FROM n CROSS JOIN lots_lotorigin o WHERE {place} < {PICKED} AND o.id = {origin.pk}",
        [newest.isoformat()],
    )
    parents = [
        (
            f"{place} < {PICKED}",
            "CASE "
            + " ".join(f"WHEN {place} < {start + count} THEN i - {place} + {belt}" for belt, start, count in belts)
            + " END",
        ),
        (f"{place} >= {PICKED} AND {place} < {whole}", f"i - {place} + {whole}"),
        (f"{place} = {whole}", f"i - {place} + {packed}"),
    ]
    for which, child in parents:
        yield (
            f"{number} INSERT INTO lots_lotinput (child_id, parent_id, weight_g)"
            f" SELECT {first} + {child}, {first} + i, {weight} FROM n WHERE {which}",
            [],
        )
    moment = {
        "sqlite": "datetime(%s, '-' || ({day}) || ' days')",
        "postgresql": "%s::timestamptz - ({day}) * interval '1 day'",
    }[vendor]
    making = like.making
    act = f"CASE WHEN {place} < {PICKED} THEN 'receive' WHEN {place} = {packed} THEN 'pack' ELSE 'blend' END"
    yield (
        f"{number} INSERT INTO lots_making (lot_id, owner_id, act, loss_g, made_at, made_offset, made_by_id, event_id)"
        f" SELECT {first} + i, {like.owner_id}, {act}, 0, {moment.format(day=day)}, 480, {making.made_by_id},"
        f" {making.event_id} FROM n",
        [f"{newest.isoformat()} 08:00:00{'+00' if vendor == 'postgresql' else ''}"],
    )
