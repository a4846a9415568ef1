"""A Redis of a test's own, to be killed: the one of the machine serves others."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NotThere


class OwnRedis:
    """Keeps nothing on the disk, so what it held is gone with it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Return once it answers."""
        program = shutil.which("redis-server")
        assert program, "redis-server is not installed"
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen([program, *options, "--dir", str(self.folder), "--loglevel", "warning"])
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                if Redis.from_url(self.url).ping():
                    return
            except NotThere:
                time.sleep(0.05)
        raise AssertionError("redis-server did not answer within 30 s")

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()


@contextmanager
def own_redis(folder: Path) -> Iterator[OwnRedis]:
    """One that runs, and is gone in the end."""
    redis = OwnRedis(folder)
    redis.start()
    try:
        yield redis
    finally:
        redis.kill()
