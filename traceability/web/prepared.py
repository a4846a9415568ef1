"""Questions that every request asks, put together once: Django takes longer to write them than databases to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import RelatedPopulator, get_related_populators

_Row = TypeVar("_Row", bound=models.Model)


class Prepared(Generic[_Row]):
    """A query of one model, with what it joins, that is asked with other values each time.

        grower_of = Prepared(lambda user: Grower.objects.filter(user=user).select_related("village"), -1)
        [grower] = grower_of(user.pk)

    `question` makes the query; the samples that follow stand for the values, each unlike any other value in it, None
    no sample. Nothing of an answer is remembered. Each call is one statement and answers what the query itself would.
    """

    def __init__(self, question: Callable[..., models.QuerySet[_Row]], *samples: Any) -> None:
        self._question = question
        self._samples = samples

    def __call__(self, *values: Any) -> list[_Row]:
        """The instances, in the order of the query."""
        database, plan = connections[DEFAULT_DB_ALIAS], self._plan
        told = [_as_stored(value, database) for value in values]
        with database.cursor() as cursor:
            cursor.execute(plan.sql, [given if place is None else told[place] for place, given in plan.values])
            return [plan.instance(list(row), database) for row in cursor.fetchall()]

    @cached_property
    def _plan(self) -> _Plan[_Row]:
        query = self._question(*self._samples).query
        database = connections[DEFAULT_DB_ALIAS]
        compiler = query.get_compiler(connection=database)
        sql, given = compiler.as_sql()
        samples = [_as_stored(sample, database) for sample in self._samples]
        if sorted(map(str, samples)) != sorted(str(value) for value in given if value in samples):
            raise ValueError("Each sample stands in the query exactly once.")
        if query.annotation_select or compiler.klass_info is None:
            raise ValueError("A prepared query answers plain instances.")
        own = compiler.klass_info["select_fields"]
        return _Plan(
            sql=sql,
            values=[(samples.index(value) if value in samples else None, value) for value in given],
            model=compiler.klass_info["model"],
            names=[compiler.select[place][0].target.attname for place in own],
            own=slice(own[0], own[-1] + 1),
            joined=get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]
            read=[
                (place, expression, reader)
                for place, (readers, expression) in compiler.get_converters(
                    [one for one, *_ in compiler.select]
                ).items()
                for reader in readers
            ],
        )


@dataclass(frozen=True)
class _Plan(Generic[_Row]):
    """What Django works out anew for each query: its text, and how a row of the answer becomes an instance."""

    sql: str
    values: Sequence[tuple[int | None, Any]]
    model: type[_Row]
    names: Sequence[str]
    own: slice
    joined: Sequence[RelatedPopulator]
    read: Sequence[tuple[int, Any, Callable[..., Any]]]

    def instance(self, row: list[Any], database: BaseDatabaseWrapper) -> _Row:
        for place, expression, reader in self.read:
            row[place] = reader(row[place], expression, database)
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
        for populator in self.joined:
            populator.populate(row, made)
        return made


def _as_stored(value: Any, database: BaseDatabaseWrapper) -> Any:
    return database.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
