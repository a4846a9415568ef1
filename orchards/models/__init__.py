"""Growers, their plots, what was sprayed and what was picked."""

from orchards.models.amendments import Conflict, Correction, HarvestPhoto
from orchards.models.book import Harvest, Record, Treatment
from orchards.models.land import Grower, OrchardRegistration, Plot, RegisteredPlot
from orchards.models.paper import PaperBook
from orchards.models.rules import Pesticide, Threshold
from orchards.models.scale import WeighIn

__all__ = [
    "Conflict",
    "Correction",
    "Grower",
    "Harvest",
    "HarvestPhoto",
    "OrchardRegistration",
    "PaperBook",
    "Pesticide",
    "Plot",
    "Record",
    "RegisteredPlot",
    "Threshold",
    "Treatment",
    "WeighIn",
]
