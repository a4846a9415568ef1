"""The rows of data/, loaded once and again."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from exports.models import Clause, ExportBatch, Requirement
from exports.readiness.rules import rules_for
from exports.reference import countries, country_name, load, local_now, reaches
from traceability.certification.places import members_of_the_union


@pytest.mark.usefixtures("reference")
def test_loading_again_changes_nothing() -> None:
    before = list(Requirement.objects.order_by("pk").values())

    assert load() == {"requirements": len(before), "clauses": Clause.objects.count()}

    assert list(Requirement.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("reference")
def test_every_requirement_has_its_chinese_title_and_stands_once_a_day() -> None:
    rows = Requirement.objects.in_force(date(2026, 8, 10))

    assert len(rows) == len({row.code for row in rows}) == Requirement.objects.count()
    assert all(row.title_zh and not row.title_zh.isascii() for row in rows)
    rules = rules_for(ExportBatch(destination="NL", arrives_on=date(2026, 8, 10)))
    with translation.override("zh-hans"):
        assert [rule.name for rule in rules] == [row.title_zh for row in rows]


def test_a_rule_of_the_union_reaches_its_members_and_a_rule_of_a_country_itself_alone() -> None:
    assert reaches("EU", "NL")
    assert reaches("", "GB")
    assert reaches("FR", "FR")
    assert not reaches("EU", "GB")
    assert not reaches("FR", "NL")


def test_every_member_of_the_union_has_a_name_and_a_clock() -> None:
    assert set(countries()) == members_of_the_union()
    assert all(ZoneInfo(row["zone"]) for row in countries().values())
    assert local_now("NL").tzinfo == ZoneInfo("Europe/Amsterdam")
    assert country_name("XX") == "XX"
    with translation.override("zh-hans"):
        assert country_name("FR") == "法国"
