"""What the database refused, in words: the named constraint behind an IntegrityError."""

import re

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Refused

_SQLITE_NAMED = re.compile(r"(?:CHECK constraint failed|UNIQUE constraint failed: index): '?(\w+)'?|index '(\w+)'")
_SQLITE_COLUMNS = re.compile(r"UNIQUE constraint failed: (\w+\.\w+(?:, \w+\.\w+)*)")


class ConstraintBroken(Refused):
    """An invariant of the database. Its name reads as a sentence: lot_weighs_something."""

    sentence = _("The database refuses this: %(rule)s.")


class ConstraintSays(Refused):
    """An invariant of the database that has a sentence of its own."""

    sentence = _("%(words)s")

    @property
    def message(self) -> str:
        """The constraint's own sentence, never formatted twice."""
        return str(self.facts["words"])


def refusal_of(problem: IntegrityError) -> Refused | None:
    """The broken constraint as a refusal (409); None when no constraint of ours is named."""
    found = _constraint(problem)
    if found is None:
        return None
    rule = found.name.replace("_", " ")
    words = found.get_violation_error_message() if _has_words(found) else ""
    return ConstraintSays(words=words, rule=rule) if words else ConstraintBroken(rule=rule)


def _has_words(constraint: BaseConstraint) -> bool:
    return constraint.violation_error_message != BaseConstraint.default_violation_error_message


def _constraint(problem: IntegrityError) -> BaseConstraint | None:
    """PostgreSQL names the constraint; SQLite names CHECKs and partial indices, and of plain UNIQUEs the columns."""
    diagnosis = getattr(problem.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name is None and (named := _SQLITE_NAMED.search(str(problem))):
        name = named.group(1) or named.group(2)
    columns = _SQLITE_COLUMNS.search(str(problem))
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return constraint
            if columns and isinstance(constraint, UniqueConstraint) and constraint.fields:
                fields = (model._meta.get_field(name) for name in constraint.fields)
                held = {f"{model._meta.db_table}.{getattr(field, 'column', '')}" for field in fields}
                if held == set(columns.group(1).split(", ")):
                    return constraint
    return None
