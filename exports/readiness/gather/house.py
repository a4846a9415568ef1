"""What the packing house promised, and under which protected names it sells."""

from __future__ import annotations

from collections.abc import Mapping

from exports.models import ExportBatch
from exports.readiness.facts import Promise
from exports.readiness.gather.cartons import Cartons
from exports.readiness.gather.kinship import Kinship
from traceability.certification.coverage import covering_all
from traceability.certification.queries import certificates_in_force
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.keys import among
from traceability.web.prepared import PreparedRows

Mixture = ConformityCertificate.Kind.MIXTURE


_promised = PreparedRows(
    lambda lots: (
        ConformityCertificate.objects.filter(lot__in=lots)
        .order_by("pk")
        .values_list(
            "lot", "number", "kind", "issued_on", "issuer__name", "issuer__phone", "issuer_name", "issuer_number"
        )
    ),
    among([-1]),
)


def promises_of(kin: Kinship) -> dict[int, Promise]:
    """By key of the lot, the 承诺达标合格证 that stands for it: the last of its chain."""
    return {
        lot: Promise(
            number=number,
            kind=kind,
            issued_on=issued_on,
            issuer=own or other,
            contact=phone or other_number,
            is_mixture=kind == Mixture,
        )
        for lot, number, kind, issued_on, own, phone, other, other_number in _promised(kin.everyone)
    }


def certificates_of(batch: ExportBatch, cartons: Cartons, kin: Kinship) -> Mapping[tuple[int, str], str]:
    """By lot and scheme, the number of the one certificate that stands for all of the lot on the day of departure."""
    wanted: dict[str, set[int]] = {}
    for run in cartons.runs:
        if scheme := run["run__certificate__scheme"]:
            wanted.setdefault(scheme, set()).add(run["run__lot"])
    if not wanted:
        return {}
    rows = certificates_in_force(batch.leaves_on).filter(scheme__in=wanted, lot__in=kin.everyone)
    found: dict[str, dict[int, str]] = {}
    for scheme, lot, number in rows.values_list("scheme", "lot", "number"):
        found.setdefault(scheme, {})[lot] = number
    answers = {}
    for scheme, lots in wanted.items():
        for lot, numbers in covering_all(lots, kin.parents, found.get(scheme, {})).items():
            answers[lot, scheme] = numbers[0] if len(numbers) == 1 else ""
    return answers
