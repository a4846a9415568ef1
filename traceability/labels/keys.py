"""The secret keys that make serials: from the environment or a file, never in the database or its dump."""

from __future__ import annotations

import json
import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
"""AES-256 takes no other length."""
_EXAMPLE = 'LABEL_KEYS is JSON such as {"1": "64 hexadecimal digits"}.'


@cache
def _keys(given: str, folder: Path) -> dict[int, bytes]:
    if given:
        try:
            found = {int(number): bytes.fromhex(key) for number, key in json.loads(given).items()}
        except (ValueError, AttributeError, TypeError) as problem:
            raise ImproperlyConfigured(_EXAMPLE) from problem
        if not found or any(len(key) != KEY_BYTES for key in found.values()):
            raise ImproperlyConfigured(_EXAMPLE)
        return found
    kept = folder / "label_keys.json"
    try:
        handle = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _keys(kept.read_text(encoding="ascii"), folder)
    text = json.dumps({"1": secrets.token_hex(KEY_BYTES)})
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    return _keys(text, folder)


def key(number: int) -> bytes:
    """The key of a number. Raises ImproperlyConfigured when it was lost: its labels can no longer be verified."""
    found = _keys(settings.LABEL_KEYS, Path(settings.VAR_DIR)).get(number)
    if found is None:
        raise ImproperlyConfigured(f"LABEL_KEYS has no key {number}, which labels were printed with. Bring it back.")
    return found


def newest() -> int:
    """The number of the key that new runs are printed with."""
    return max(_keys(settings.LABEL_KEYS, Path(settings.VAR_DIR)))


def numbers() -> list[int]:
    """All keys, the newest first."""
    return sorted(_keys(settings.LABEL_KEYS, Path(settings.VAR_DIR)), reverse=True)
