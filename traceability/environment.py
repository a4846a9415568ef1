"""What settings.py reads from the environment that django-environ has no reader for."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environ import FileAwareEnv

env = FileAwareEnv()
"""Reads NAME, or the file that NAME_FILE points at."""


def strict_bool(name: str) -> bool:
    """True for 1 or true, False for 0, false or nothing; anything else stops the process."""
    value = str(env(name, default="")).strip().lower()
    if value in {"1", "true"}:
        return True
    if value in {"", "0", "false"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")


def secret_key(var: Path) -> str:
    """SECRET_KEY from the environment, else one made once and kept in `var/secret_key`, readable by its owner alone."""
    if value := str(env("SECRET_KEY", default="")).strip():
        return value
    kept = var / "secret_key"
    try:
        return kept.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    try:
        var.mkdir(parents=True, exist_ok=True)
        handle = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"{var} cannot be written ({problem.strerror}). Make the folder writable, or set VAR_DIR to one that is."
        ) from problem
    key = get_random_secret_key()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key
