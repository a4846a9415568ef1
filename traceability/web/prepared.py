"""Questions that every request asks, put together once: Django takes longer to write them than databases to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL
from django.db.models.query import RelatedPopulator, ValuesIterable, get_related_populators
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

_Row = TypeVar("_Row", bound=models.Model)


class _Question:
    """`question` makes a query; the samples stand for the values of which it is asked."""

    def __init__(self, question: Callable[..., models.QuerySet[Any, Any]], *samples: Any) -> None:
        self._question = question
        self._samples = samples


class Prepared(_Question, Generic[_Row]):
    """A query of one model, with what it joins, that is asked with other values each time.

        grower_of = Prepared(lambda user: Grower.objects.filter(user=user).select_related("village"), -1)
        [grower] = grower_of(user.pk)

    `question` makes the query; the samples that follow stand for the values, each unlike any other value in it, None
    no sample. Nothing of an answer is remembered. Each call is one statement and answers what the query itself would.
    """

    def __init__(self, question: Callable[..., models.QuerySet[_Row]], *samples: Any) -> None:
        super().__init__(question, *samples)

    def __call__(self, *values: Any) -> list[_Row]:
        """The instances, in the order of the query."""
        plan = self._plan
        return [plan.instance(row) for row in plan.text.rows(values)]

    @cached_property
    def _plan(self) -> _Plan[_Row]:
        query = self._question(*self._samples).query
        text, compiler = _put_together(query, self._samples)
        if query.annotation_select or compiler.klass_info is None:
            raise ValueError("A prepared query answers plain instances.")
        own = compiler.klass_info["select_fields"]
        return _Plan(
            text=text,
            model=compiler.klass_info["model"],
            names=[compiler.select[place][0].target.attname for place in own],
            own=slice(own[0], own[-1] + 1),
            joined=get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]
        )


class PreparedRows(_Question):
    """The same of a query that answers `values()`, then dictionaries, or `values_list()`, then tuples.

        plots_of = PreparedRows(lambda keys: Plot.objects.filter(pk__in=keys).values("number"), among([-1]))
        plots_of(among(keys))

    A value may be many keys: see `lots.keys.among`. The day of a time (`made_at__date`) is that of TIME_ZONE, which
    stands in the statement: no other time zone is ever made the current one.
    """

    def __call__(self, *values: Any) -> list[Any]:
        """The rows, in the order of the query."""
        text, names = self._plan
        rows = text.rows(values)
        return [dict(zip(names, row, strict=True)) for row in rows] if names else list(map(tuple, rows))

    @cached_property
    def _plan(self) -> tuple[_Text, Sequence[str]]:
        asked = self._question(*self._samples)
        names = asked.query.selected
        if names is None:
            raise ValueError("Prepared rows are those of values() or values_list().")
        text, _compiler = _put_together(asked.query, self._samples)
        return text, list(names) if asked._iterable_class is ValuesIterable else ()


def _put_together(query: Query, samples: Sequence[Any]) -> tuple[_Text, SQLCompiler]:
    """What Django works out anew for each query; raises ValueError unless each sample stands in it exactly once."""
    database = connections[DEFAULT_DB_ALIAS]
    compiler = query.get_compiler(connection=database)
    sql, given = compiler.as_sql()
    stored = [_as_stored(sample, database) for sample in samples]
    if sorted(map(str, stored)) != sorted(str(value) for value in given if value in stored):
        raise ValueError("Each sample stands in the query exactly once.")
    told = _Text(
        sql=sql,
        values=[(stored.index(value) if value in stored else None, value) for value in given],
        read=[
            (place, expression, reader)
            for place, (readers, expression) in compiler.get_converters([one for one, *_ in compiler.select]).items()
            for reader in readers
        ],
    )
    return told, compiler


@dataclass(frozen=True)
class _Text:
    """A statement, where values go in it, and how columns of its answer are read."""

    sql: str
    values: Sequence[tuple[int | None, Any]]
    read: Sequence[tuple[int, Any, Callable[..., Any]]]

    def rows(self, values: Sequence[Any]) -> list[list[Any]]:
        database = connections[DEFAULT_DB_ALIAS]
        told = [_as_stored(value, database) for value in values]
        with database.cursor() as cursor:
            cursor.execute(self.sql, [given if place is None else told[place] for place, given in self.values])
            rows = list(map(list, cursor.fetchall()))
        for place, expression, reader in self.read:
            for row in rows:
                row[place] = reader(row[place], expression, database)
        return rows


@dataclass(frozen=True)
class _Plan(Generic[_Row]):
    """A statement, and how a row of its answer becomes an instance."""

    text: _Text
    model: type[_Row]
    names: Sequence[str]
    own: slice
    joined: Sequence[RelatedPopulator]

    def instance(self, row: list[Any]) -> _Row:
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
        for populator in self.joined:
            populator.populate(row, made)
        return made


def _as_stored(value: Any, database: BaseDatabaseWrapper) -> Any:
    if isinstance(value, RawSQL):
        (text,) = value.params
        return text
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    return database.ops.adapt_datefield_value(value) if isinstance(value, date) else value
