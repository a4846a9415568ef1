"""Rules are entered as rows, and are in force at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from exports.acts.judge_again import rules_were_changed
from exports.models import Requirement
from exports.refusals import RuleCannotBeRead, RuleStandsAlready


@transaction.atomic
def enter_rules(*, rules: Sequence[Requirement]) -> list[Requirement]:
    """Add rows, all or none; batches that have not arrived are then judged again by themselves.

    A rule that changes is a row with the next version: of those in force on a day the newest holds. Raises
    RuleStandsAlready or RuleCannotBeRead, with the line in the table counted from 2.
    """
    for line, rule in enumerate(rules, start=2):
        if Requirement.objects.filter(code=rule.code, version=rule.version).exists():
            raise RuleStandsAlready(code=rule.code, version=rule.version)
        try:
            rule.full_clean()
        except ValidationError as problem:
            raise RuleCannotBeRead(line=line, why=" ".join(problem.messages)) from problem
        rule.save()
    if rules:
        rules_were_changed()
    return list(rules)
