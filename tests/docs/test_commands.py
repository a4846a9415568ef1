"""What README and docs promise exists: commands, dependencies, files, the two command lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text()
OURS = {
    name: app for name, app in get_commands().items() if str(app).startswith(("traceability.", "orchards", "exports"))
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


def dependencies() -> Iterator[str]:
    """Names of all packages that pyproject.toml asks for, our own extras aside."""
    for line in [
        *PROJECT["dependencies"],
        *(each for extra in PROJECT["optional-dependencies"].values() for each in extra),
    ]:
        name = re.match(r"[A-Za-z0-9_.-]+", line)
        assert name
        if name[0] != PROJECT["name"]:
            yield name[0]


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_command_is_documented_and_has_help(name: str) -> None:
    assert f"| `manage.py {name}` |" in (DOCS / "commands.md").read_text()
    command = load_command_class(OURS[name], name)
    assert command.help.endswith(".")


def test_no_command_is_documented_that_is_gone() -> None:
    documented = re.findall(r"^\| `manage\.py (\w+)`", (DOCS / "commands.md").read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(OURS)


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_option_that_the_document_names_exists(name: str) -> None:
    [line] = [line for line in (DOCS / "commands.md").read_text().splitlines() if f"`manage.py {name}`" in line]
    parser = load_command_class(OURS[name], name).create_parser("manage.py", name)
    for option in re.findall(r"--[a-z-]+", line):
        assert option in parser.format_help()


def test_the_two_commands_stand_in_the_readme() -> None:
    commands = re.findall(r"^    (python3 -m venv .*)$", README, re.MULTILINE)
    assert commands == [
        "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/python manage.py demo",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


def test_ci_runs_the_readme_s_test_command_as_it_is_written() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    found = re.search(r"sed -n 's/(.*)/\\1/p' README\.md", script)
    assert found
    pattern = found[1].replace(r"\(", "(").replace(r"\)", ")").replace(r"\/", "/")
    taken = [match[1] for line in README.splitlines() if (match := re.match(pattern, line))]
    assert taken == ["python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"]


@pytest.mark.parametrize("package", sorted(set(dependencies())))
def test_each_dependency_has_its_reason(package: str) -> None:
    lines = [line.split("|") for line in (DOCS / "dependencies.md").read_text().splitlines() if line.startswith("| ")]
    reasons = [cells[2].strip() for cells in lines if package in re.split(r"[\s,()]+", cells[1])]
    assert len(reasons) == 1
    assert reasons[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_somewhere(page: Path) -> None:
    text = page.read_text()
    targets = re.findall(r"\]\(([^)#]+)", text) + re.findall(r'(?:src|href)="([^"#]+)"', text)
    gone = [to for to in targets if "://" not in to and not (page.parent / to).exists()]
    assert gone == []


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Z][A-Z0-9_]+)`", README)) - {"NAME_FILE"}))
def test_each_variable_of_the_readme_is_read(name: str) -> None:
    read = "".join((ROOT / "traceability" / file).read_text() for file in ("settings.py", "environment.py"))
    assert f'"{name}"' in read
