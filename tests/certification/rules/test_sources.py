"""Every rule that a claim rests on is a dated row with its source and how sure it is: nothing is asserted bare."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from traceability.parties.models import Sourced

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

RULES = [
    model
    for label in ("certification", "conformity", "lots", "handling")
    for model in apps.get_app_config(label).get_models()
    if issubclass(model, Sourced)
]
GRADES = ("high", "medium", "low")


def test_rules_are_looked_at() -> None:
    assert {model.__name__ for model in RULES} >= {
        "GIScheme", "SchemeArea", "SchemeVariety", "OpeningDay", "QualityThreshold", "SamplingPlan", "PlotYield",
        "AuthorisedUser", "ResidueLimit", "Form", "Basis",
    }  # fmt: skip


@pytest.mark.parametrize("model", RULES, ids=lambda model: model.__name__)
def test_each_row_says_where_it_is_from_and_how_sure_it_is(model: Any) -> None:
    """DESIGN.md section 4: rows are dated, sourced and versioned."""
    for row in model.objects.all():
        assert row.source.strip(), row
        assert row.confidence.startswith(GRADES), (row, row.confidence)


@pytest.mark.parametrize("model", RULES, ids=lambda model: model.__name__)
def test_none_ends_before_it_begins(model: Any) -> None:
    names = {field.name for field in model._meta.fields}
    if names >= {"valid_from", "valid_to"}:
        for row in model.objects.exclude(valid_to=None):
            assert row.valid_from <= row.valid_to, row
