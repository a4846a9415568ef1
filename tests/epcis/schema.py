"""Whether an event is EPCIS 2.0, by the official JSON schema. For the tests of every room."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

_SCHEMA = Path(__file__).parent / "data" / "epcis-2.0-schema.json"
_NAMES_SOMETHING = {"ObjectEvent": ("epcList", "quantityList"), "AggregationEvent": ("childEPCs", "childQuantityList")}


@cache
def _validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft7Validator(json.loads(_SCHEMA.read_text()), validate_formats=True)


def as_document(event: dict[str, Any]) -> dict[str, Any]:
    """The event alone in an EPCISDocument, its context moved to where a document keeps it."""
    return {
        "@context": event["@context"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-24T00:00:00Z",
        "epcisBody": {"eventList": [{name: value for name, value in event.items() if name != "@context"}]},
    }


def problems_of(document: dict[str, Any]) -> list[str]:
    """What the official schema finds wrong with a whole EPCISDocument."""
    return [f"{'/'.join(map(str, e.instance_path))}: {e.message}" for e in _validator().iter_errors(document)]


def assert_valid_epcis(event: dict[str, Any]) -> None:
    """`event` (a built document, or `Event.document`) is valid in a document and on its own, and by the rules that
    the schema forgets: ADD and OBSERVE name something, an aggregation that adds or deletes names its parent."""
    for document in (as_document(event), event):
        problems = problems_of(document)
        assert not problems, "\n".join(problems)
    if event.get("action") != "DELETE":
        assert (
            any(event.get(member) for member in _NAMES_SOMETHING.get(event["type"], ()))
            or event["type"] not in _NAMES_SOMETHING
        )
    if event["type"] == "AggregationEvent" and event["action"] != "OBSERVE":
        assert event.get("parentID")


def assert_valid_document(document: dict[str, Any]) -> None:
    """A whole EPCISDocument is valid."""
    problems = [f"{'/'.join(map(str, e.instance_path))}: {e.message}" for e in _validator().iter_errors(document)]
    assert not problems, "\n".join(problems)
