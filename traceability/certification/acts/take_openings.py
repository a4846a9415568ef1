"""The city's notice of opening days comes in."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from traceability.certification.changes import rules_changed
from traceability.certification.importing.openings import PublishedOpening
from traceability.certification.models import GIScheme, OpeningDay


@transaction.atomic
def take_openings(
    *, published: Sequence[PublishedOpening], keep: bool = True
) -> list[tuple[OpeningDay | None, OpeningDay]]:
    """Enter the days of a notice for every scheme of the varieties' species; returns what held and what holds now.

    No row is changed: the newer notice wins, and decisions go on naming the one they used. The same again adds nothing.
    Without `keep` all is undone.
    """
    now = timezone.now()
    changed: list[tuple[OpeningDay | None, OpeningDay]] = []
    schemes = GIScheme.objects.filter(species__varieties__in={each.variety for each in published}).distinct()
    for scheme in schemes.order_by("code"):
        for each in published:
            facts = vars(each) | {"year": each.opens_on.year}
            key = {"scheme": scheme, "variety_id": facts.pop("variety"), "year": facts.pop("year")}
            old = OpeningDay.objects.filter(**key).order_by(F("taken_in_at").desc(nulls_last=True)).first()
            if old and all(getattr(old, name) == value for name, value in facts.items()):
                continue
            changed.append((old, OpeningDay.objects.create(**key, **facts, taken_in_at=now)))
    if not keep:
        transaction.set_rollback(True)
    elif changed:
        rules_changed.results()
    return changed
