"""What the database refuses by itself, to whoever writes to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import (
    Certificate,
    Decision,
    Inspection,
    Reading,
    ResidueResult,
    ResidueTest,
    Revocation,
    Sample,
)

pytestmark = pytest.mark.django_db


def test_an_orange_lot_gets_no_certificate_for_a_mangos_name_even_by_hand(way: Way) -> None:
    orange = way.lot("2026-11-12", variety="newhall-navel")
    sample = way.sample(orange)
    with pytest.raises(IntegrityError, match="never given to fruit of another species"), transaction.atomic():
        Certificate.objects.create(
            scheme=way.scheme,
            lot=orange,
            number="BM-1",
            certified_g=1000,
            issued_by=way.cast.control_body.organisation,
            issued_at=at("2026-11-14"),
            valid_from=date(2026, 11, 14),
            valid_to=date(2026, 12, 31),
            event=sample.event,
        )


@pytest.mark.parametrize(
    "change",
    [{"certified_g": 500_000}, {"number": "BM-2"}, {"valid_to": date(2030, 1, 1)}, {"issued_at": at("2026-07-04")}],
)
def test_a_certificate_stands_as_it_was_issued(way: Way, change: dict[str, object]) -> None:
    way.certify(way.earned())
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(**change)


def test_what_labels_drew_is_never_given_back(way: Way) -> None:
    way.certify(way.earned())
    Certificate.objects.update(drawn_g=5_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(drawn_g=4_999)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(drawn_g=400_001)


def _everything(way: Way) -> None:
    lot = way.earned()
    way.test_residues(lot, azoxystrobin="0.03")
    certificate = way.certify(lot)
    revoke(certificate=certificate, reason="Wrong fruit", by=way.cast.control_body.person, at=at("2026-07-04"))


CHANGES: list[tuple[type[Model], dict[str, object]]] = [
    (Sample, {"fruits": 99}),
    (Inspection, {"device": "another"}),
    (Reading, {"fruit_weight_g": 1}),
    (ResidueTest, {"report_number": "another"}),
    (ResidueResult, {"found_mg_kg": None}),
    (Revocation, {"reason": "another"}),
    (Decision, {"carried": None}),
]


@pytest.mark.parametrize(("model", "change"), CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_what_was_found_is_never_changed_or_deleted(way: Way, model: type[Model], change: dict[str, object]) -> None:
    _everything(way)
    rows = model._default_manager.all()
    acts: list[Callable[[], object]] = [lambda: rows.update(**change), lambda: rows._raw_delete(rows.db)]  # type: ignore[attr-defined]
    for act in acts:
        with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
            act()
