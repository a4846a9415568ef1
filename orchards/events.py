"""The public faces of what happens in an orchard. A grower stands here by pseudonym; names stay in parties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from orchards.models import Harvest, Treatment
from traceability.epcis.builders import Quantity, object_event


def harvest_event(harvest: Harvest, *, at: datetime) -> dict[str, Any]:
    """A lot of loose fruit comes to be. CBV knows no harvesting: creating_class_instance is GS1's word for food."""
    plot = harvest.plot
    place, variety = plot.place, plot.variety
    return object_event(
        action="ADD",
        at=at,
        biz_step="creating_class_instance",
        disposition="active",
        quantities=[Quantity(harvest.lot_uri, grams=harvest.weight_g)],
        read_point=place.uri,
        biz_location=place.uri,
        ilmd={
            "tyt:species": variety.species_id,
            "tyt:variety": variety.code,
            "tyt:pickedOn": at.date().isoformat(),
            "tyt:village": place.village_id,
            "tyt:township": place.township_id,
            "tyt:county": place.county_id,
            "tyt:grower": plot.grower.pseudonym,
            "tyt:embryoLess": harvest.embryo_less,
        },
        extensions={"tyt:record": str(harvest.client_id)},
    )


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
