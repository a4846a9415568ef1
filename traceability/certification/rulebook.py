"""Area, varieties and authorised users of a scheme on a day, together: one query however many rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Cast

from traceability.certification.models import AuthorisedUser, GIScheme, SchemeArea, SchemeVariety
from traceability.parties.dated import in_force
from traceability.parties.models import Organisation


@dataclass(frozen=True)
class Row:
    """A rule that was used: which row, its source, and whether it is not sure."""

    row: str
    source: str
    provisional: bool


@dataclass(frozen=True)
class Rulebook:
    """By county code, variety code and organisation key."""

    areas: dict[str, Row] = field(default_factory=dict)
    varieties: dict[str, Row] = field(default_factory=dict)
    users: dict[str, Row] = field(default_factory=dict)


def row_of(rule: Any) -> Row:
    """A dated rule as a decision names it."""
    return Row(f"{rule._meta.label_lower}:{rule.pk}", rule.source, rule.is_provisional)


def rulebook(scheme: GIScheme, on: date, packer: Organisation) -> Rulebook:
    """The rules of a scheme that hold on a day; of users only the packer."""
    users = AuthorisedUser.objects.filter(organisation=packer)
    parts = [
        _part(SchemeArea, SchemeArea.objects.all(), "county_id", scheme, on),
        _part(SchemeVariety, SchemeVariety.objects.all(), "variety_id", scheme, on),
        _part(AuthorisedUser, users, "organisation_id", scheme, on),
    ]
    book = Rulebook()
    shelves = {SchemeArea: book.areas, SchemeVariety: book.varieties, AuthorisedUser: book.users}
    named = {model._meta.label_lower: shelf for model, shelf in shelves.items()}
    rows: Sequence[tuple[str, int, str, str, str]] = list(parts[0].union(*parts[1:], all=True))
    for table, key, subject, source, confidence in rows:
        named[table][subject] = Row(f"{table}:{key}", source, confidence.strip().lower() != "high")
    return book


def _part(model: type[Model], rows: QuerySet[Any], subject: str, scheme: GIScheme, on: date) -> QuerySet[Any, Any]:
    table = Value(model._meta.label_lower, output_field=CharField())
    held = in_force(rows, on).filter(scheme=scheme).order_by()
    said = held.annotate(table=table, subject=Cast(F(subject), CharField()))
    rows_of_it: QuerySet[Any, Any] = said.values_list("table", "pk", "subject", "source", "confidence")
    return rows_of_it
