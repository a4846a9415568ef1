"""The phone's modules without a browser: `node --test`, one line here for each file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parent / "js").glob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_the_phone_promises(file: Path) -> None:
    node = shutil.which("node")
    if node is None:
        reason = "no Node.js on this machine: apt-get install nodejs"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    told = subprocess.run([node, "--test", str(file)], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
