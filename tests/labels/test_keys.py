"""Keys come from the environment or a file; a wrong one stops the process before it makes serials nobody can verify."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from traceability.labels import keys


def test_the_newest_key_prints_and_all_verify(settings: Any) -> None:
    settings.LABEL_KEYS = f'{{"1": "{"11" * 32}", "3": "{"33" * 32}"}}'
    assert (keys.newest(), keys.numbers(), keys.key(1)) == (3, [3, 1], b"\x11" * 32)


@pytest.mark.parametrize("given", ["{", "[]", "{}", '{"1": "zz"}', '{"1": "00"}', '{"one": "00"}', '{"1": 5}'])
def test_what_is_no_key_is_refused(settings: Any, given: str) -> None:
    settings.LABEL_KEYS = given
    with pytest.raises(ImproperlyConfigured, match="64 hexadecimal digits"):
        keys.newest()


def test_a_lost_key_is_missed_by_its_number(settings: Any) -> None:
    settings.LABEL_KEYS = f'{{"2": "{"22" * 32}"}}'
    with pytest.raises(ImproperlyConfigured, match="no key 1"):
        keys.key(1)


def test_without_any_a_key_is_made_once_and_kept_to_its_owner(settings: Any, tmp_path: Path) -> None:
    settings.LABEL_KEYS, settings.VAR_DIR = "", tmp_path
    made = keys.key(keys.newest())
    keys._keys.cache_clear()
    assert keys.key(keys.newest()) == made
    assert (tmp_path / "label_keys.json").stat().st_mode & 0o077 == 0
