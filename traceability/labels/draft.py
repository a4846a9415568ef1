"""One label before it is asked for: what it would say, what it lacks, and whether it could be printed at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from traceability.certification.queries import certificate_for_labels
from traceability.labels.code_text import must_be_drawable
from traceability.labels.faces import must_fit
from traceability.labels.layouts import CARTON, CARTON_GI, LAYOUTS, Layout
from traceability.labels.particulars import Particulars, particulars_of
from traceability.labels.required import MAY, Asked, asked_of
from traceability.labels.svg import picture_of
from traceability.lots.conformity.mixing import certificate_of_batch
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User
from traceability.web.failures import Failure, Refused


@dataclass(frozen=True)
class Draft:
    """The label of a lot as it would be printed. `problem` says in words why it could not be."""

    lot: Lot
    layout: Layout
    promise: ConformityCertificate | None
    label: Particulars | None
    asked: list[Asked]
    problem: Failure | None
    told: Mapping[str, str]

    @property
    def missing(self) -> list[Asked]:
        """What is not there and ought to be, what stops it first."""
        return [one for one in self.asked if not one.there and one.duty != MAY]

    @property
    def there(self) -> list[Asked]:
        """What stands on the label."""
        return [one for one in self.asked if one.there]

    @property
    def stops(self) -> int:
        """How many particulars keep it from being printed."""
        return sum(one.stops for one in self.asked)

    @property
    def query(self) -> str:
        """What the picture is asked for with."""
        return urlencode({key: value for key, value in self.told.items() if value})

    def picture(self) -> str:
        """The label as an SVG file. Raises whatever the label would be refused for."""
        if self.problem or self.label is None:
            raise self.problem or Failure()
        return picture_of(self.label, settings.PUBLIC_ORIGIN, [one.code for one in self.missing])


def draft_of(lot: Lot, told: Mapping[str, Any], *, by: User, at: datetime) -> Draft:
    """A label of a packed lot with the layout, destination, size and importer that are told; nothing is reserved."""
    certificate = certificate_for_labels(lot, on=at.date())
    layout = _layout(str(told.get("layout", "")), has_name=certificate is not None)
    promise = _promise(lot, by, at)
    importer: Organisation | None = told.get("importer")
    kept = {
        "destination": str(told.get("destination") or ""),
        "size": str(told.get("size") or ""),
        "importer": str(importer.pk) if importer else "",
    }
    label, problem = None, None
    try:
        label = particulars_of(
            lot,
            layout,
            certificate if layout.has_name else None,
            promise,
            destination=kept["destination"],
            size=kept["size"],
            importer=importer,
        )
        must_fit(label)
        must_be_drawable(lot, settings.PUBLIC_ORIGIN)
    except Failure as refusal:
        problem = refusal
    return Draft(lot, layout, promise, label, _asked(label, at.date()), problem, kept)


def _asked(label: Particulars | None, on: date) -> list[Asked]:
    return asked_of(label, on=on) if label else []


def _promise(lot: Lot, by: User, at: datetime) -> ConformityCertificate | None:
    """The conformity certificate that the labels will carry; nothing where the run would be refused for it."""
    try:
        return certificate_of_batch(lot, by=by, at=at)
    except Refused:
        return None


def _layout(code: str, *, has_name: bool) -> Layout:
    """The layout asked for, or the best that the lot has earned."""
    asked = LAYOUTS.get(code)
    if asked and (has_name or not asked.has_name):
        return asked
    return CARTON_GI if has_name else CARTON
