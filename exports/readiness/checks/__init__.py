"""The evaluators, one module for each stretch of the way. Importing this package registers them all."""

from exports.readiness.checks import loading, names, origin, plant_health, residues

__all__ = ["loading", "names", "origin", "plant_health", "residues"]
