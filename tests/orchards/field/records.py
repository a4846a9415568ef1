"""What Lan's phone sends: records as the app keeps them, and the outbox that carries them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from orchards.models import Plot
from tests.cast import record_id

if TYPE_CHECKING:
    from tests.cast import Cast

SYNC = "/api/v1/field/sync"
SESSION = "/api/v1/field/session"


def outbox(cast: Cast, *records: Any, sent_at: datetime | None = None, **more: Any) -> dict[str, Any]:
    """What Lan's phone sends."""
    return {
        "sent_at": (sent_at or timezone.localtime()).isoformat(),
        "grower": cast.lan.pseudonym,
        "records": list(records),
    } | more


def harvest(plot: Plot, name: str = "morning", /, **more: Any) -> dict[str, Any]:
    """86.5 斤 in four crates, picked on a morning of June."""
    return {
        "kind": "harvest",
        "client_id": str(record_id(name)),
        "plot": plot.place.extension,
        "weight_g": 43_250,
        "crates": 4,
        "embryo_less": False,
        "picked_at": "2026-06-24T08:10:00+08:00",
        "logged_at": "2026-06-24T08:12:00+08:00",
        "latitude": 23.5,
        "longitude": 106.8,
        "accuracy_m": 8.5,
        "card": None,
        "corrects": None,
        "reason": "",
    } | more


def treatment(plot: Plot, name: str = "spray", /, **more: Any) -> dict[str, Any]:
    """Difenoconazole, with 14 days to wait."""
    return {
        "kind": "treatment",
        "client_id": str(record_id(name)),
        "plot": plot.place.extension,
        "product": "苯醚甲环唑 10% WG",
        "registration_number": "PD20098123",
        "substances": ["difenoconazole"],
        "dose": "1500×",
        "target": "炭疽病",
        "applied_on": "2026-06-19",
        "interval_days": 14,
        "logged_at": "2026-06-19T16:40:00+08:00",
    } | more


def correction(name: str, of: str, **more: Any) -> dict[str, Any]:
    """The record named `of` was wrong; nothing stands in its place."""
    return {
        "kind": "correction",
        "client_id": str(record_id(name)),
        "corrects": str(record_id(of)),
        "reason": "wrong plot",
        "logged_at": "2026-06-24T12:00:00+08:00",
    } | more
