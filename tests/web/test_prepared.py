"""A prepared query answers what the query itself would."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Count, Sum
from django.db.models.expressions import RawSQL
from django.utils import timezone

from orchards.models import Grower, Plot, Threshold
from tests.cast import Cast
from traceability.lots.keys import among
from traceability.web.prepared import Prepared, PreparedRows


def _values(row: models.Model, above: tuple[models.Model, ...] = ()) -> dict[str, Any]:
    """What was read of a row and of all that it was joined with; a place knows its plot again."""
    told = {name: value for name, value in vars(row).items() if name != "_state"}
    joined = row._state.fields_cache.items()
    way = (*above, row)
    return told | {name: _values(one, way) if one and one not in way else one for name, one in joined}


def test_rows_and_what_they_join_are_read_as_the_query_reads_them(cast: Cast, django_assert_num_queries: Any) -> None:
    """Decimals, times, JSON, nothing where nothing is joined, and what is left for later."""

    def of(grower: int) -> models.QuerySet[Plot]:
        plots = Plot.objects.filter(grower=grower).order_by("pk")
        return plots.select_related("place__village__township", "place__county", "variety").defer("place__outline")

    prepared = Prepared(of, -1)
    for number in range(3):
        cast.plot(cast.lan, number=str(number))
    cast.plot(cast.guoqiang)
    for grower in (cast.lan, cast.guoqiang):
        with django_assert_num_queries(1):
            found = prepared(grower.pk)
        assert [_values(plot) for plot in found] == [_values(plot) for plot in of(grower.pk)]
        assert found[0].place.get_deferred_fields() == {"outline"}
    assert prepared(0) == []


def test_nothing_of_an_answer_is_remembered(cast: Cast) -> None:
    prepared = Prepared(lambda user: Grower.objects.filter(user=user), -1)
    (before,) = prepared(cast.lan.user_id)
    Grower.objects.filter(pk=before.pk).update(retired_at=timezone.now())
    (after,) = prepared(cast.lan.user_id)
    assert (before.retired_at, after.retired_at is None) == (None, False)


def test_a_time_and_a_text_are_values_beside_what_always_holds(db: None) -> None:
    now = timezone.now()
    Session.objects.create(session_key="a", session_data="x", expire_date=now + timedelta(hours=1))
    Session.objects.create(session_key="b", session_data="x", expire_date=now - timedelta(hours=1))

    def asked(now: datetime, key: str) -> models.QuerySet[Session]:
        return Session.objects.filter(session_key=key, session_data="x", expire_date__gt=now)

    opened = Prepared(asked, datetime(1970, 1, 1, tzinfo=UTC), "a key")
    assert [[row.session_key for row in opened(now, key)] for key in "abc"] == [["a"], [], []]


def test_a_query_without_values_is_asked_as_well(cast: Cast) -> None:
    prepared = Prepared(lambda: Threshold.objects.order_by("valid_from", "pk"))
    assert [_values(row) for row in prepared()] == [
        _values(row) for row in Threshold.objects.order_by("valid_from", "pk")
    ]


def test_rows_of_many_keys_are_those_of_the_query_itself(cast: Cast, django_assert_num_queries: Any) -> None:
    """Decimals, the days of times, joins and sums; dictionaries or tuples."""
    fields = ["number", "area_mu", "variety__name_en", "place__village__township__name_zh", "place__gln"]
    fields.append("grower__registered_at__date")

    def listed(places: RawSQL) -> models.QuerySet[Plot, Any]:
        return Plot.objects.filter(place__in=places).order_by("pk").values_list(*fields)

    def named(places: RawSQL) -> models.QuerySet[Plot, Any]:
        return Plot.objects.filter(place__in=places).order_by("-pk").values(*fields)

    def counted(places: RawSQL) -> models.QuerySet[Plot, Any]:
        plots = Plot.objects.filter(place__in=places).order_by("grower")
        return plots.values_list("grower").annotate(count=Count("pk"), area=Sum("area_mu"))

    plots = [cast.plot(cast.lan, number=str(number)) for number in range(3)] + [cast.plot(cast.guoqiang)]
    places = among(plot.place_id for plot in plots[1:])
    for question in (listed, named, counted):
        prepared = PreparedRows(question, among([-1]))
        prepared(among([]))
        with django_assert_num_queries(1):
            found = prepared(places)
        assert found == list(question(places))
        assert found
        assert prepared(among([0])) == []


def test_a_day_is_a_value(cast: Cast) -> None:
    prepared = PreparedRows(
        lambda day: Threshold.objects.filter(valid_from__lte=day).values_list("pk"), date(1970, 1, 1)
    )
    newest = max(Threshold.objects.values_list("valid_from", flat=True))
    assert len(prepared(newest)) == Threshold.objects.count()
    assert prepared(date(1999, 1, 1)) == []


def test_a_query_of_instances_has_no_rows(db: None) -> None:
    with pytest.raises(ValueError, match="those of values"):
        PreparedRows(Grower.objects.all)()


def test_a_sample_that_is_not_asked_for_or_stands_for_two_values_is_refused(db: None) -> None:
    for question in (
        lambda key: Grower.objects.all(),
        lambda key: Grower.objects.filter(user=key, cooperative=key),
    ):
        with pytest.raises(ValueError, match="Each sample stands in the query exactly once"):
            Prepared(question, -1)(5)


def test_a_query_that_counts_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="answers plain instances"):
        Prepared(lambda: Grower.objects.annotate(count=Count("plots")))()
