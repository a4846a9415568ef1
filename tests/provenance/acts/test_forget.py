"""What is kept for a while only is forgotten by itself, with Redis and without, by whoever sweeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.provenance.scene import Blend
from traceability.jobs import clock
from traceability.provenance.acts.report_carton import report_carton
from traceability.provenance.models import BuyerReport, ScanCount, Sighting


@pytest.fixture
def _just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has looked after nothing yet."""
    monkeypatch.setattr(clock, "_looked", {})


@pytest.mark.usefixtures("_just_started")
def test_the_clock_forgets_networks_after_their_day_and_the_rest_in_its_time(scene: Blend) -> None:
    now = timezone.now()
    carton = f"https://id.gs1.org{scene.link(scene.serial())}"
    report_carton(lot=scene.lot, serial=scene.serial(), text="Green", photo=None, language="de", at=now)
    ScanCount.objects.create(identifier=carton, hour=now, scans=1)
    Sighting.objects.create(identifier=carton, day=now.date(), visitor=1)

    clock.ring()
    assert (Sighting.objects.count(), ScanCount.objects.count(), BuyerReport.objects.count()) == (1, 1, 1)

    clock._looked.clear()
    with time_machine.travel(now + timedelta(days=1)):
        clock.ring()
    assert (Sighting.objects.count(), ScanCount.objects.count(), BuyerReport.objects.count()) == (0, 1, 1)

    clock._looked.clear()
    with time_machine.travel(now + timedelta(days=731)):
        clock.ring()
    assert (ScanCount.objects.count(), BuyerReport.objects.count()) == (0, 0)
