"""The image of production installs what the lock names and nothing else."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"^([A-Za-z0-9._-]+)", re.MULTILINE)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_lock_names_every_package_that_production_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["production"]]
    locked = {_normal(name) for name in NAME.findall((ROOT / "docker" / "requirements.lock").read_text())}

    assert {_normal(NAME.findall(one)[0]) for one in needed} - locked == set()
