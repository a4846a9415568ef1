"""What must hold before the demonstration starts, each failure with one sentence that says what to do."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError


def folder_is_writable(folder: Path) -> None:
    """Raises CommandError when the season has nowhere to live."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        raise CommandError(
            f"{folder} cannot be written ({problem.strerror}). Make the folder writable, or set VAR_DIR to one that is."
        ) from problem


def port_is_free(port: int) -> None:
    """Raises CommandError when something else listens on the port of this machine."""
    if not 1 <= port <= 65535:
        raise CommandError(f"{port} is not a port. Choose one from 1024 to 65535, for example --port 8000.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as problem:
            raise CommandError(f"Port {port} is reserved for the system. Choose another: --port 8000.") from problem
        except OSError as problem:
            raise CommandError(
                f"Port {port} is in use. Stop what uses it, or choose another: --port {port + 1}."
            ) from problem


def sizes_make_sense(growers: int, days: int) -> None:
    """Raises CommandError when the season would be too small to hold every fate, or would never end."""
    if not 20 <= growers <= 2000:
        raise CommandError(f"--growers is {growers}; a season needs 20 to 2,000 households.")
    if not 5 <= days <= 90:
        raise CommandError(f"--days is {days}; mangoes are picked on 5 to 90 days.")


def season_may_be_replaced() -> None:
    """Raises CommandError unless the database is the embedded one: --fresh never empties somebody's server."""
    if not settings.EMBEDDED_DATABASE:
        raise CommandError(
            "--fresh only starts over in the embedded database. Give DATABASE_URL an empty database instead."
        )
