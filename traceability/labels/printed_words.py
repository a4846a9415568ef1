"""What stood on the labels of a run, kept when they were asked for: a reprint says what the first print said.

An address is moved, a registration renewed, a word of a translation mended; cartons with the old words are on their
way. What many runs say alike is kept once (`PrintedWords`), what is one run's own stands with the run: so a season of
runs stays small.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from traceability.labels.layouts import layout_of
from traceability.labels.models import PrintedWords
from traceability.labels.particulars import Particulars
from traceability.ledger.canonical import canonical_json

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun

OF_THE_RUN = frozenset({"layout", "lot", "gtin"})
"""Columns of the run itself, or what they name."""
OWN = frozenset({"packed_on", "orchards"})
BEFORE_PRINTING = frozenset({"orchards_lacking", "orchards_url"})
"""What helps whoever fills in a gap; a label that is printed has none."""


def keep_words(label: Particulars) -> tuple[PrintedWords, dict[str, Any]]:
    """The words that other runs say too, as their one row, and those that are this run's own."""
    said = {field.name: getattr(label, field.name) for field in fields(label)}
    own = {name: said[name] for name in OWN} | {"promised": label.promise[-1:]}
    alike = {name: value for name, value in said.items() if name not in OF_THE_RUN | OWN | BEFORE_PRINTING}
    alike["promise"] = label.promise[:-1]
    written = canonical_json(_listed(alike))
    words, _made = PrintedWords.objects.get_or_create(
        digest=hashlib.sha256(written).hexdigest(), defaults={"words": _listed(alike)}
    )
    return words, _listed(own)


def words_of(run: LabelRun) -> Particulars:
    """What stands on the labels of a run, whatever was edited since."""
    said = {**_as_said(run.words.words), **_as_said(run.own_words)}
    said["promise"] = said["promise"] + said.pop("promised")
    return Particulars(layout=layout_of(run.layout), lot=run.lot_code, gtin=run.gtin, **said)


def _listed(said: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def _as_said(kept: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
