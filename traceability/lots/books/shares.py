"""How the books divide among growers: whatever happens to a lot happens to all who are in it, by weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from traceability.lots.books.periods import Period
from traceability.lots.books.rounding import whole
from traceability.lots.books.sources import Source, moved
from traceability.parties.models import Organisation

ENDS = ("sorted_out", "wasted", "out", "unexplained")
"""What takes fruit away for good. What goes from lot to lot stays its growers'."""
COLUMNS = ("opening", *ENDS, "closing")
_NAMES = ", ".join(COLUMNS)
_PARTS = ", ".join(f"up.{name} * i.weight_g / (l.weight_g + m.loss_g)" for name in COLUMNS)
_SHARES = f"""
    WITH RECURSIVE {{sources}},
    moved(lot, {_NAMES}) AS (
        {{moved}}
        UNION ALL SELECT id, {"0, " * (len(COLUMNS) - 1)} remaining_g
        FROM lots_lot WHERE owner_id = %s AND remaining_g > 0
    ),
    seed(lot, {_NAMES}) AS (
        SELECT lot, {", ".join(f"CAST(SUM({name}) AS double precision)" for name in COLUMNS)}
        FROM moved GROUP BY lot HAVING {" OR ".join(f"SUM({name}) <> 0" for name in COLUMNS)}
    ),
    up(lot, {_NAMES}) AS (
        SELECT lot, {_NAMES} FROM seed
        UNION ALL
        SELECT i.parent_id, {_PARTS}
        FROM up JOIN lots_lotinput i ON i.child_id = up.lot
        JOIN lots_lot l ON l.id = up.lot JOIN lots_making m ON m.lot_id = up.lot
    )
    SELECT COALESCE(o.grower_pseudonym, ''), {", ".join(f"SUM(up.{name})" for name in COLUMNS)}
    FROM up JOIN lots_making m ON m.lot_id = up.lot LEFT JOIN lots_lotorigin o ON o.lot_id = up.lot
    WHERE m.act = 'receive' GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - our names alone


def shares_of(owner: Organisation, period: Period, sources: Sequence[Source]) -> dict[str, dict[str, int]]:
    """By grower's pseudonym, grams at the start, by each way out, and in stock at the end; one recursive query.

    Each lot's grams climb to what it was made of, however far back, by the weight that went in: a loss is taken from
    all inputs alike, as in `lots.queries.origins_of`. There is a line for each way from a lot back to a picking, so
    what was split and mixed again and again costs more than what was mixed once.

    Grams are whole, and rows and columns add up; by rounding, a grower's stock of one evening may differ by a gram from
    that of the next morning. Growers of whose fruit nothing was there are left out; fruit whose grower was not written
    down stands under "".
    """
    named = [(f"source_{number}", source) for number, source in enumerate(sources)]
    compiled = [_by_lot(source.of(owner), source, period).query.sql_with_params() for source in sources]
    statement = _SHARES.format(
        sources=", ".join(
            f"{name}(lot, before, within, after) AS ({sql})"
            for (name, _), (sql, _params) in zip(named, compiled, strict=True)
        ),
        moved=" UNION ALL ".join(_line(name, source) for name, source in named),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(value for _, params in compiled for value in params), owner.pk])
        found = [(row[0], row[1:]) for row in cursor.fetchall()]
    signed = whole([[grams[0], *(-each for each in grams[1:])] for _, grams in found])
    return {
        grower: dict(zip(COLUMNS, [row[0], *(-each for each in row[1:])], strict=True))
        for (grower, _), row in zip(found, signed, strict=True)
    }


def _by_lot(movements: QuerySet[Any], source: Source, period: Period) -> QuerySet[Any, Any]:
    """Grams by lot: before the period, within it and after it."""
    sums = {name: Coalesce(Sum("moved_g", filter=when), 0) for name, when in moved(period).items()}
    found: QuerySet[Any, Any] = movements.order_by().values_list(source.lot).annotate(**sums)
    return found


def _line(name: str, source: Source) -> str:
    """A source as lines of the books: what moved before made the opening, and what moves later is not gone yet."""
    ends = ", ".join("within" if column == source.column else "0" for column in ENDS)
    return f"SELECT lot, {source.sign} * before, {ends}, {-source.sign} * after FROM {name}"  # noqa: S608 - our names
