"""Batches on their way through Redis, from processes that answer to the one that counts. None is counted twice."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from django.conf import settings
from redis import Redis, ResponseError

from traceability.provenance.counting.notes import Batch

log = logging.getLogger(__name__)

MOST_BATCHES = 50_000
"""Some hours of two busy processes whose worker is away; then the oldest go, so that Redis never fills up."""
LOCK_S = 60
PATIENCE_S = 1.0


@cache
def redis() -> Redis:
    """The connection of this process."""
    return Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)


def put(batch: Batch) -> None:
    """A batch to the end of the queue. Raises redis.RedisError when it is away."""
    with redis().pipeline() as pipe:
        pipe.rpush(_key("waiting"), batch.as_text())
        pipe.ltrim(_key("waiting"), -MOST_BATCHES, -1)
        length, _trimmed = pipe.execute()
    if length > MOST_BATCHES:
        log.warning("%s batches of scans were not counted: no worker took them", length - MOST_BATCHES)


@contextmanager
def taken(most: int) -> Iterator[list[Batch]]:
    """The next batches, oldest first; they leave the queue when the block ends without an exception.

    One at a time: nothing is handed out while another process counts. What a killed one had taken comes again.
    """
    lock = redis().lock(_key("lock"), timeout=LOCK_S, blocking=False)
    if not lock.acquire():
        yield []
        return
    try:
        while redis().llen(_key("taken")) < most and redis().lmove(_key("waiting"), _key("taken"), "LEFT", "RIGHT"):
            pass
        texts = redis().lrange(_key("taken"), 0, most - 1)
        yield [Batch.from_text(text) for text in texts]
        redis().ltrim(_key("taken"), len(texts), -1)
    finally:
        if lock.owned():
            lock.release()


def forget_on_disk() -> None:
    """Have Redis write its file anew: the keys of days gone by have left its memory and leave the disk as well.

    A Redis that keeps no such file, or lets nobody say so, is left alone.
    """
    with suppress(ResponseError):
        redis().bgrewriteaof()


def _key(part: str) -> str:
    return f"{settings.SCAN_QUEUE}.{part}"
