"""The evaluators, one module for each stretch of the way. Importing this package registers them all."""

from exports.readiness.checks import (
    border,
    conformity,
    harvest,
    labels,
    loading,
    names,
    orchard,
    packing,
    plant_health,
    residues,
    spraying,
    stated,
    trace,
    treatments,
)

__all__ = [
    "border",
    "conformity",
    "harvest",
    "labels",
    "loading",
    "names",
    "orchard",
    "packing",
    "plant_health",
    "residues",
    "spraying",
    "stated",
    "trace",
    "treatments",
]
