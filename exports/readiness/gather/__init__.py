"""Reads all that is recorded about a batch, in a number of queries that does not grow with it."""

from __future__ import annotations

from collections.abc import Sequence

from exports.models import ExportBatch
from exports.readiness.facts import Batch, Facts
from exports.readiness.gather.cartons import cartons_of
from exports.readiness.gather.custody import custody_of
from exports.readiness.gather.handlings import handled_of
from exports.readiness.gather.house import certificates_of, promises_of
from exports.readiness.gather.kinship import kinship_of
from exports.readiness.gather.labels import runs_of
from exports.readiness.gather.lots import lots_of
from exports.readiness.gather.orchard import orchard_of
from exports.readiness.gather.papers import papers_of, said_of, sticker_of
from exports.readiness.gather.residues import residues_of
from exports.readiness.rules import Rule


def gather(batch: ExportBatch, rules: Sequence[Rule]) -> Facts:
    """The facts of a batch that its rules may ask for."""
    cartons = cartons_of(batch)
    kin = kinship_of(sorted(cartons.lots))
    papers, said = papers_of(batch), said_of(batch)
    about = Batch(
        code=batch.code,
        exporter=batch.exporter.name_latin,
        importer=batch.importer.name_latin,
        destination=batch.destination,
        leaves_on=batch.leaves_on,
        arrives_on=batch.arrives_on,
        container=batch.container,
        seal=batch.seal,
        rules_here=sum(1 for rule in rules if rule.destination),
    )
    sticker = sticker_of(batch, said, rules)
    if not cartons.lots:
        return Facts(batch=about, papers=papers, said=said, sticker=sticker)
    lots = list(cartons.lots.values())
    orchard = orchard_of(batch, kin)
    handled = handled_of(kin)
    promises = promises_of(kin)
    residues = residues_of(batch, cartons, kin, rules, orchard)
    return Facts(
        batch=about,
        species=tuple(cartons.species.values()),
        lots=lots_of(lots, kin, orchard, handled, promises, residues),
        pickings=orchard.pickings,
        sprays=orchard.sprays,
        spray_gaps=orchard.spray_gaps,
        yields=orchard.yields,
        spray_limits=residues.spray_limits,
        handlings=handled.all,
        runs=runs_of(batch, cartons, kin, orchard, promises, handled.of_lot, certificates_of(batch, cartons, kin)),
        reports=residues.reports,
        measured=residues.measured,
        breaches=residues.breaches,
        limits=residues.limits,
        papers=papers,
        said=said,
        sticker=sticker,
        custody=custody_of(batch, cartons, kin, {picking.key for picking in orchard.pickings}),
    )
