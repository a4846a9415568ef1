"""The public faces of what happens in an orchard. A grower stands here by pseudonym; names stay in parties."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache, partial
from typing import Any, NamedTuple

from orchards.models import Plot, Treatment
from traceability.epcis.builders import object_event
from traceability.epcis.forms import Filling, Form


class Orchard(NamedTuple):
    """What the events of one plot's harvests say alike; codes of the reference data, the grower's pseudonym."""

    place: str
    species: str
    variety: str
    village: str | None
    township: str | None
    county: str | None
    grower: str
    embryo_less: bool

    @classmethod
    def of(cls, plot: Plot, *, embryo_less: bool) -> Orchard:
        """As it stands now."""
        place, variety = plot.place, plot.variety
        return cls(
            place.uri,
            variety.species_id,
            variety.code,
            place.village_id,
            place.township_id,
            place.county_id,
            plot.grower.pseudonym,
            embryo_less,
        )


def harvest_event(orchard: Orchard, filling: Filling) -> dict[str, Any]:
    """A lot of loose fruit comes to be. CBV knows no harvesting: creating_class_instance is GS1's word for food."""
    return object_event(
        action="ADD",
        at=filling.at,
        biz_step="creating_class_instance",
        disposition="active",
        quantities=[filling.quantity],
        read_point=orchard.place,
        biz_location=orchard.place,
        ilmd={
            "tyt:species": orchard.species,
            "tyt:variety": orchard.variety,
            "tyt:pickedOn": filling.at.date().isoformat(),
            "tyt:village": orchard.village,
            "tyt:township": orchard.township,
            "tyt:county": orchard.county,
            "tyt:grower": orchard.grower,
            "tyt:embryoLess": orchard.embryo_less,
        },
        extensions={"tyt:record": str(filling.record)},
    )


@lru_cache(maxsize=1024)  # all that a form says is what it is asked by: it cannot grow old
def harvest_form(orchard: Orchard, day: date, offset: timedelta) -> Form:
    """The form of a plot's harvests of one day."""
    return Form(partial(harvest_event, orchard), day=day, offset=timezone(offset))


def treatment_event(treatment: Treatment, *, at: datetime) -> dict[str, Any]:
    """A plot is sprayed. CBV has no step for it: `other`, seen on the plot itself."""
    uri = treatment.plot.place.uri
    return object_event(
        action="OBSERVE",
        at=at,
        biz_step="other",
        disposition="in_progress",
        epcs=[uri],
        biz_location=uri,
        extensions={
            "tyt:treatment": {
                "tyt:product": treatment.product,
                "tyt:registrationNumber": treatment.registration_number or None,
                "tyt:substances": treatment.substances,
                "tyt:appliedOn": treatment.applied_on.isoformat(),
                "tyt:intervalDays": treatment.interval_days,
            },
            "tyt:record": str(treatment.client_id),
        },
    )
