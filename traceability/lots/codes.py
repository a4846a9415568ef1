"""Lot codes: TY, the day, and what tells the day's lots apart."""

from __future__ import annotations

from datetime import date

from django.db import connection

from traceability.parties.models import Organisation

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which are read as digits."""
_TAKE = """
    INSERT INTO lots_lotcodecounter (owner_id, day, taken) {numbers}
    ON CONFLICT (owner_id, day) DO UPDATE SET taken = lots_lotcodecounter.taken + excluded.taken
    RETURNING taken
"""
_AT_ONCE = "VALUES (%s, %s, %s)"
_UNFLUSHED = "SELECT %s, %s, %s FROM (SELECT set_config('synchronous_commit', 'off', true)) AS of_this_transaction"
"""On PostgreSQL, in a transaction of its own: whoever waits for the counter waits for no disk. Nothing is lost with it:
a lot that was committed under a code is on the disk, and what was written before it, the counter, is there too."""


def take_code(*, owner: Organisation, day: date) -> str:
    """The next unused code of the owner's day: TY260624A … TY260624Z, TY260624AA … . Never given twice."""
    return take_codes(owner=owner, day=day, count=1)[0]


def take_codes(*, owner: Organisation, day: date, count: int) -> list[str]:
    """The next `count` unused codes of the owner's day, at least one: one statement, so that nobody comes between.

    The counter's row stays locked until the outermost transaction ends. Whoever writes much takes the codes before that
    transaction begins: a code that is never used harms nobody, and phones do not wait for each other.
    """
    alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE.format(numbers=_UNFLUSHED if alone else _AT_ONCE),
            [owner.pk, connection.ops.adapt_datefield_value(day), count],
        )
        [last] = cursor.fetchone()
    return [f"TY{day:%y%m%d}{letters(number)}" for number in range(last - count + 1, last + 1)]


def letters(number: int) -> str:
    """1, 2, … as A, B, …, Z, AA, AB, …: as columns of a sheet are named, without I and O."""
    text = ""
    while number:
        number, rest = divmod(number - 1, len(LETTERS))
        text = LETTERS[rest] + text
    return text
