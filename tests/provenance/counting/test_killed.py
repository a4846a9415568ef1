"""A process is killed while people scan: what it answered in the last second is lost, and nothing before that."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.provenance.scans import scans_counted
from tests.worker import ROOT, database_url

pytestmark = pytest.mark.django_db(transaction=True)
LOST_AT_MOST_S = 1.0


def test_kill_9_loses_at_most_the_last_second() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.provenance.counting.answering", settings.SCAN_QUEUE],
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": database_url(), "REDIS_URL": settings.REDIS_URL, "VAR_DIR": str(settings.VAR_DIR)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    answered: dict[int, float] = {}
    for line in process.stdout:
        number, moment = line.split()
        answered[int(number)] = float(moment)
        if float(moment) - answered[0] > 3 * LOST_AT_MOST_S:
            break
    killed_at = time.monotonic()
    process.kill()
    assert process.wait() == -9
    counted = {int(count.identifier.rpartition("/")[2]) for count in scans_counted()}
    missing = set(answered) - counted
    assert len(answered) > 50
    assert all(killed_at - answered[number] <= LOST_AT_MOST_S for number in missing)
    assert all(count.scans == 1 for count in scans_counted())
