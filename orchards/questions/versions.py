"""Two records side by side: what was kept and what came after, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from orchards.models import Conflict, Harvest, Plot, Treatment
from orchards.weights import with_unit
from traceability.web.dates import day as in_words
from traceability.web.dates import moment


@dataclass(frozen=True)
class Line:
    """One field of both records."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True)
class TwoVersions:
    """A record that stands, and the second version of it."""

    conflict: Conflict
    plot: Plot
    lines: list[Line]


def side_by_side(conflicts: Iterable[Conflict]) -> list[TwoVersions]:
    """Each second version of a harvest or a treatment beside the record that stands. Two queries for any number."""
    found = list(conflicts)
    ids = [conflict.client_id for conflict in found]
    stored: dict[UUID, Harvest | Treatment] = {}
    stored |= {row.client_id: row for row in Harvest.objects.filter(client_id__in=ids).select_related("plot")}
    stored |= {row.client_id: row for row in Treatment.objects.filter(client_id__in=ids).select_related("plot")}
    return [
        TwoVersions(conflict, conflict.plot, _lines(_of_row(stored.get(conflict.client_id)), _of_body(conflict.body)))
        for conflict in found
    ]


def of_correction(harvest: Harvest) -> list[Line]:
    """A record that was declared wrong beside the one that stands for it; nothing where it corrects none."""
    correction = getattr(harvest, "corrects", None)
    if correction is None or correction.harvest is None:
        return []
    return _lines(_of_row(correction.harvest), _of_row(harvest))


def _lines(first: dict[str, str], second: dict[str, str]) -> list[Line]:
    names = [*first, *(name for name in second if name not in first)]
    return [Line(name, first.get(name, ""), second.get(name, "")) for name in names]


def _of_row(row: Harvest | Treatment | None) -> dict[str, str]:
    if isinstance(row, Harvest):
        return _harvest(row.weight_g, row.crates, row.picked_local, embryo_less=row.embryo_less)
    if isinstance(row, Treatment):
        return _treatment(row.product, row.dose, row.applied_on, row.interval_days)
    return {}


def _of_body(body: dict[str, Any]) -> dict[str, str]:
    """As the phone sent it; it was read once, so that every field is of its kind."""
    if body.get("kind") == "harvest":
        picked = datetime.fromisoformat(body["picked_at"])
        return _harvest(body["weight_g"], body.get("crates") or 0, picked, embryo_less=bool(body.get("embryo_less")))
    if body.get("kind") == "treatment":
        applied_on = date.fromisoformat(body["applied_on"])
        return _treatment(body.get("product") or "", body.get("dose") or "", applied_on, body["interval_days"])
    return {_("Withdrawn"): body.get("reason") or _("without a word")}


def _harvest(weight_g: int, crates: int, picked: datetime, *, embryo_less: bool) -> dict[str, str]:
    return {
        _("Weight"): with_unit(weight_g, "kg"),
        _("Crates"): str(crates),
        _("Picked"): moment(picked),
        _("No embryo"): _("yes") if embryo_less else _("no"),
    }


def _treatment(product: str, dose: str, applied_on: date, interval_days: int) -> dict[str, str]:
    return {
        _("Product"): product,
        _("Dose"): dose,
        _("Sprayed"): in_words(applied_on),
        _("Days to wait"): str(interval_days),
    }
