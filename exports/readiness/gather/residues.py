"""What laboratories found on the fruit of a batch, against the limits where it is eaten on the day of arrival."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from exports.models import ExportBatch
from exports.readiness.facts import Breach, LimitsHere, Measured, Report, SprayLimit
from exports.readiness.gather.cartons import Cartons
from exports.readiness.gather.kinship import Kinship
from exports.readiness.gather.orchard import Orchard
from exports.readiness.rules import Rule
from traceability.certification.findings import Finding
from traceability.certification.models import ResidueLimit, ResidueResult
from traceability.certification.residue_sweep import Sweep, is_forbidden, sweep
from traceability.certification.residues import ANY_SUBSTANCE, limits_for
from traceability.lots.keys import among
from traceability.lots.models import Species

Status = ResidueLimit.Status


@dataclass(frozen=True)
class Residues:
    """Reports, by lot those that cover it, what is against a limit, and what rules ask for by name."""

    reports: tuple[Report, ...]
    covering: dict[int, tuple[int, ...]]
    breaches: tuple[Breach, ...]
    measured: tuple[Measured, ...]
    limits: tuple[LimitsHere, ...]
    spray_limits: tuple[SprayLimit, ...]


def residues_of(
    batch: ExportBatch,
    cartons: Cartons,
    kin: Kinship,
    rules: Sequence[Rule],
    orchard: Orchard,
) -> Residues:
    """The residues of all lots: a number of queries that grows with species alone."""
    lots = cartons.lots.values()
    products = {code: one.eu_code for code, one in cartons.species.items()}
    if others := {species for species, _ in orchard.sprayed} - products.keys():
        products |= dict(Species.objects.filter(pk__in=others).values_list("code", "eu_product_code"))
    found = sweep(
        {lot.key: products[lot.species] for lot in lots},
        kin.parents,
        kin.kin,
        destination=batch.destination,
        on=batch.arrives_on,
    )
    agents = {agent for rule in rules for agent in rule.parameters.get("agents", ())}
    looked_for = _looked_for(found, agents)
    return Residues(
        reports=tuple(
            Report(
                key=test.key,
                number=test.number,
                laboratory=test.laboratory,
                sampled_on=test.sampled_on,
                reported_on=test.reported_on,
                agents=looked_for.get(test.key, ()),
            )
            for test in found.tests.values()
        ),
        covering={lot: tuple(tests) for lot, tests in found.covering.items()},
        breaches=tuple(
            Breach(test, place, finding.ok, _plain(finding))
            for test, some in sorted(found.findings.items())
            for place, finding in some
        ),
        measured=_measured(
            found,
            [rule for rule in rules if rule.concerns(cartons.species.keys())],
            books_are_full=all(picking.sprayings for picking in orchard.pickings),
        ),
        limits=_limits(found, {code: species for species, code in products.items()}),
        spray_limits=_sprayed(batch, sorted(orchard.sprayed), products, found),
    )


def _plain(finding: Finding) -> dict[str, Any]:
    return asdict(finding)


def _looked_for(found: Sweep, agents: Collection[str]) -> dict[int, tuple[str, ...]]:
    """By report, which of these substances it names, found or not. No query where all reports name the same of them."""
    named = {agent for agent in agents if found.naming[agent]}
    if all(found.naming[agent] == len(found.tests) for agent in named):
        return dict.fromkeys(found.tests, tuple(sorted(named)))
    answers: dict[int, list[str]] = {}
    rows = ResidueResult.objects.filter(test__in=among(found.tests), substance__in=named).order_by("substance")
    for test, substance in rows.values_list("test", "substance"):
        answers.setdefault(test, []).append(substance)
    return {test: tuple(some) for test, some in answers.items()}


def _measured(found: Sweep, rules: Iterable[Rule], *, books_are_full: bool) -> tuple[Measured, ...]:
    """What reports have of each `substance` that a rule names, and what was found of its `agents`.

    All that was found where some spraying book is empty: somebody says that nothing was sprayed there.
    """
    named = [rule.parameters for rule in rules]
    agents = {agent for parameters in named for agent in parameters.get("agents", ())}
    substances = {parameters["substance"] for parameters in named if "substance" in parameters}
    substances = substances & found.naming.keys()
    agents = agents & found.present if books_are_full else found.present
    if not (agents or substances):
        return ()
    asked = Q(substance__in=substances) | Q(substance__in=agents, found_mg_kg__isnull=False)
    rows = ResidueResult.objects.filter(asked, test__in=among(found.tests)).order_by("test", "substance")
    return tuple(Measured(*row) for row in rows.values_list("test", "substance", "found_mg_kg", "loq_mg_kg"))


def _limits(found: Sweep, species: dict[str, str]) -> tuple[LimitsHere, ...]:
    """Of each fruit and place, the substances with limits; unsure are those that a report names, or must name."""
    answers = []
    for code, limits in sorted(found.limits.items()):
        by_place: dict[str, list[ResidueLimit]] = {}
        for rows in limits.values():
            for row in rows:
                if row.status != Status.DRAFT:
                    by_place.setdefault(row.destination, []).append(row)
        for place, rows in sorted(by_place.items()):
            used = [row for row in rows if row.substance in found.named.get(code, ()) or is_forbidden(row)]
            answers.append(
                LimitsHere(
                    species=species[code],
                    place=place,
                    substances=tuple(sorted(row.substance for row in rows)),
                    provisional=any(row.is_provisional for row in used),
                )
            )
    return tuple(answers)


def _sprayed(
    batch: ExportBatch, sprayed: Sequence[tuple[str, str]], products: dict[str, str], found: Sweep
) -> tuple[SprayLimit, ...]:
    answers = []
    for species, substance in sprayed:
        code = products[species]
        limits = found.limits.get(code)
        if limits is None:
            limits = limits_for(code, destination=batch.destination, on=batch.arrives_on)
            found.limits[code] = limits
        own = [row for row in limits.get(substance, []) if row.status != Status.DRAFT]
        exempt = any(row.status == Status.EXEMPT for row in own)
        strict = min(own, key=lambda row: Decimal(-1) if is_forbidden(row) else row.limit_mg_kg or 0, default=None)
        shown = strict or next(iter(limits.get(ANY_SUBSTANCE, [])), None)
        answers.append(
            SprayLimit(
                species=species,
                substance=substance,
                is_entered=bool(own),
                limit_mg_kg=None if exempt or strict is None else strict.limit_mg_kg or Decimal(0),
                is_exempt=exempt,
                rule=shown.destination if shown else "",
                source=shown.source if shown else "",
            )
        )
    return tuple(answers)
