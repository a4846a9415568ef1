"""Every GS1 application identifier and its rules, read from the official Syntax Dictionary.

`data/gs1-syntax-dictionary.txt` is GS1's file as released (2026-07); its head explains the notation.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "gs1-syntax-dictionary.txt"
_COMPONENT = re.compile(r"(\[)?([NXYZ])(\.\.)?(\d+)\]?((?:,\w+)*)")
_FLAGS = re.compile(r"[*?!\"$%&'()+,./:;<=>@\[\]^_`{|}~-]+")


@dataclass(frozen=True)
class Component:
    """A stretch of an element's value: its characters, its length and the checks it must pass."""

    charset: str
    shortest: int
    longest: int
    optional: bool
    checks: tuple[str, ...]


@dataclass(frozen=True)
class ApplicationIdentifier:
    """One line of the dictionary."""

    ai: str
    title: str
    components: tuple[Component, ...]
    is_attribute: bool
    is_key: bool
    qualifiers: tuple[tuple[str, ...], ...]
    requires: tuple[tuple[str, ...], ...]
    excludes: tuple[str, ...]
    needs_no_end: bool = False
    """Its length is known from its number, so that no FNC1 ends it in a bar code ("*" in the dictionary)."""

    @property
    def name(self) -> str:
        """Title and number, as a person would say it: "BATCH/LOT (10)"."""
        return f"{self.title or 'AI'} ({self.ai})"


@cache
def application_identifiers() -> dict[str, ApplicationIdentifier]:
    """All of them, by number."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    entries = (line for line in lines if line and not line.startswith("#"))
    return {identifier.ai: identifier for entry in entries for identifier in _read(entry)}


@cache
def path_only() -> frozenset[str]:
    """Keys and qualifiers that stand in the path of a Digital Link and never in its query."""
    known = application_identifiers().values()
    return frozenset(ai for key in known for sequence in key.qualifiers for ai in sequence)


def _read(entry: str) -> list[ApplicationIdentifier]:
    """The identifiers of one line: a solitary one, or a range such as 3100-3105."""
    rules, _, title = entry.partition(" # ")
    numbers, *words = rules.split()
    flags = words.pop(0) if _FLAGS.fullmatch(words[0]) else ""
    specification = [word for word in words if _COMPONENT.fullmatch(word)]
    attributes: dict[str, list[str]] = {}
    for word in words[len(specification) :]:
        name, _, value = word.partition("=")
        attributes.setdefault(name, []).append(value)
    sequences = [sequence for value in attributes.get("dlpkey", []) for sequence in value.split("|") if sequence]
    first, _, last = numbers.partition("-")
    return [
        ApplicationIdentifier(
            ai=str(number).zfill(len(first)),
            title=title.strip(),
            components=tuple(_component(word) for word in specification),
            is_attribute="?" in flags,
            is_key="dlpkey" in attributes,
            needs_no_end="*" in flags,
            qualifiers=tuple(tuple(sequence.split(",")) for sequence in sequences),
            requires=tuple(tuple(value.split(",")) for value in attributes.get("req", [])),
            excludes=tuple(ai for value in attributes.get("ex", []) for ai in value.split(",")),
        )
        for number in range(int(first), int(last or first) + 1)
    ]


def _component(word: str) -> Component:
    match = _COMPONENT.fullmatch(word)
    if match is None:
        raise ValueError(f"The dictionary has a component that we cannot read: {word}")
    optional, charset, variable, length, checks = match.groups()
    return Component(
        charset=charset,
        shortest=1 if variable else int(length),
        longest=int(length),
        optional=bool(optional),
        checks=tuple(checks.split(",")[1:]),
    )
