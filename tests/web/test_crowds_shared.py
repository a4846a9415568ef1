"""One limit and one key of the day for all processes; a Redis that is away, or hangs, keeps nobody waiting."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from redis import Redis

from tests.jobs.own_redis import OwnRedis, own_redis
from tests.worker import ROOT
from traceability.web import salts
from traceability.web.crowds.shared import ON_ITS_OWN_WORD, SharedBuckets
from traceability.web.salts import DAY_S, STAYS_S, forget_salts, salt_of

EXTRA = 100 // ON_ITS_OWN_WORD
NETWORK, TODAY = b"\x54\x2e\x07", 20_700
on_redis = pytest.mark.skipif(not django_settings.REDIS_URL, reason="needs REDIS_URL")


@pytest.fixture(autouse=True)
def _no_key_is_known() -> Iterator[None]:
    forget_salts()
    yield
    forget_salts()


@pytest.fixture
def redis(settings: Any, tmp_path: Path) -> Iterator[OwnRedis]:
    """One of this test's own, and a bucket of a hundred that hardly fills up."""
    with own_redis(tmp_path) as started:
        settings.REDIS_URL, settings.NETWORK_BURST, settings.NETWORK_RATE = started.url, 100, 0.001
        yield started


def asking(redis: OwnRedis, many: int) -> subprocess.Popen[str]:
    """A process that asks when it is told to."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.crowding", "crowd", "100", str(many)],
        cwd=ROOT,
        env=os.environ | {"REDIS_URL": redis.url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_have_one_limit_and_one_key_of_the_day(redis: OwnRedis) -> None:
    processes = [asking(redis, 300) for _ in range(2)]
    keys = {process.stdout.readline() for process in processes if process.stdout}
    assert len(keys) == 1
    let_in = sum(int(process.communicate("\n")[0]) for process in processes)
    assert 100 <= let_in <= 100 + 2 * EXTRA


def test_what_stands_in_redis_is_no_address_and_goes_by_itself(redis: OwnRedis, settings: Any) -> None:
    settings.NETWORK_RATE = 20.0
    buckets = SharedBuckets()
    assert not any(buckets.take(NETWORK, 60.0) for _ in range(90))
    (name,) = Redis.from_url(redis.url).keys()
    assert NETWORK not in name
    assert NETWORK.hex().encode() not in name
    assert 0 < Redis.from_url(redis.url).pttl(name) <= 100 / 20 * 1000 + 1000


def test_a_supermarket_behind_one_address_is_let_in_by_two_processes(redis: OwnRedis, settings: Any) -> None:
    settings.NETWORK_BURST, settings.NETWORK_RATE = 1000, 20.0
    two = [SharedBuckets(), SharedBuckets()]
    assert not any(two[number % 2].take(NETWORK, 60.0) for number in range(1000))


def test_a_flood_that_was_refused_costs_no_more_questions(redis: OwnRedis) -> None:
    buckets = SharedBuckets()
    assert sum(not buckets.take(NETWORK, 60.0) for _ in range(500)) <= 100 + EXTRA
    asked = Redis.from_url(redis.url).info("commandstats")["cmdstat_evalsha"]["calls"]
    assert not buckets.take(b"abc", 60.0), "others are let in"
    assert [buckets.take(NETWORK, 61.0) > 0 for _ in range(100)] == [True] * 100
    assert Redis.from_url(redis.url).info("commandstats")["cmdstat_evalsha"]["calls"] == asked


def test_redis_is_killed_and_everybody_is_let_in_and_the_log_says_so_once(
    redis: OwnRedis, caplog: pytest.LogCaptureFixture
) -> None:
    buckets = SharedBuckets()
    redis.kill()
    with caplog.at_level(logging.WARNING):
        assert not any(buckets.take(NETWORK, 60.0) for _ in range(90))
        assert sum(not buckets.take(NETWORK, 61.0) for _ in range(500)) < 100 + EXTRA, "each limits by itself"
    assert [record.name for record in caplog.records] == ["traceability.web.crowds.shared"]


def test_a_redis_that_hangs_is_asked_once(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        settings.REDIS_URL = f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
        deaf.settimeout(0.1)
        buckets = SharedBuckets()
        with caplog.at_level(logging.WARNING):
            assert not any(buckets.take(NETWORK, 60.0) for _ in range(500))
        deaf.accept()[0].close()
        with pytest.raises(TimeoutError):
            deaf.accept()
    assert len(caplog.records) == 1


def test_the_key_of_a_day_is_random_and_gone_after_it() -> None:
    cache.clear()
    with time_machine.travel(TODAY * DAY_S + 3600, tick=False):
        today = salt_of(TODAY)
        forget_salts()  # another process that shares the cache
        assert salt_of(TODAY) == today
        assert len({today, salt_of(TODAY + 1), salt_of(TODAY - 1)}) == 3
    with time_machine.travel((TODAY + 1) * DAY_S + STAYS_S + 1, tick=False):
        salt_of(TODAY + 1)
        assert TODAY not in salts._known
        if not django_settings.REDIS_URL:  # Redis has a clock of its own, which nobody can set
            assert salt_of(TODAY) != today
    cache.clear()


@on_redis
def test_redis_is_told_when_the_day_ends() -> None:
    with time_machine.travel(TODAY * DAY_S + DAY_S - 60, tick=False):
        cache.delete(f"salt.{TODAY}")
        salt_of(TODAY)
    left = Redis.from_url(django_settings.REDIS_URL).ttl(cache.make_key(f"salt.{TODAY}"))
    assert STAYS_S < left <= STAYS_S + 60
    cache.delete(f"salt.{TODAY}")
