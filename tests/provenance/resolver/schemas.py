"""The official schemas, and what a linkset says once it is found valid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
from django.http import HttpResponse

from traceability.provenance.vocabulary import link_types

DATA = Path(__file__).parent.parent / "data"
VOC = "https://ref.gs1.org/voc/"
ORIGIN = "http://localhost:8000"

Levels = list[dict[str, Any]]


def validator(name: str) -> Any:
    return jsonschema_rs.validator_for(json.loads((DATA / name).read_text()))


LINKSET = validator("gs1-linkset-schema.json")
DESCRIPTION = validator("gs1-resolver-description-schema.json")
KINDS = {VOC + kind for kind in link_types()}


def levels_in(answer: HttpResponse) -> Levels:
    """The levels of a linkset, which must be valid: by the schema, and by what a schema cannot say."""
    document = json.loads(answer.content)
    LINKSET.validate(document)
    levels: Levels = document["linkset"]
    for level in levels:
        links = {kind: targets for kind, targets in level.items() if kind not in ("anchor", "itemDescription")}
        assert set(links) <= KINDS
        assert level["anchor"].startswith(f"{ORIGIN}/")
        if answer.status_code == 200:
            (default,) = links.pop(f"{VOC}defaultLink")
            assert set(default) == {"href", "title"}
            # 2.5.8: the default is there once more, under what it is
            assert any(default["href"] == target["href"] for targets in links.values() for target in targets)
        assert all(target["title"] and target["type"] for targets in links.values() for target in targets)
    return levels
