"""Where a newcomer goes, and as whom: every face of the product with its address and demonstration sign-in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from traceability.demo.fates import Fate
from traceability.demo.firms import PASSWORD, PIN, Firm, Firms
from traceability.gs1.digital_link import parse
from traceability.labels.queries import carton_uri_of
from traceability.parties.acts.cards import issue_card
from traceability.parties.models import User


def carton_path(fate: Fate) -> str:
    """The Digital Link path of the first carton of a fate's label run."""
    return parse(carton_uri_of(fate.run, 1)).path()


def examples(fates: list[Fate]) -> dict[str, dict[str, str]]:
    """A lot of each fate: the path of one of its cartons, and its code."""
    return {fate.name: {"path": carton_path(fate), "lot": fate.lot.code} for fate in fates}


def faces(firms: Firms, grower: User, carton: str) -> dict[str, dict[str, Any]]:
    """Name → path, the role in words, and how to sign in."""
    card = issue_card(user=grower, pin=PIN, by=firms.cooperative.person)
    return {
        "grower": {
            "path": f"{reverse('field:home')}#{card.secret}",
            "who": f"{grower.name}, grower, on the phone",
            "sign_in": {"card": card.card.number, "pin": PIN},
        },
        "cooperative": _desk("lots:board", firms.cooperative, "the packing house"),
        "control_body": _desk("certification:queue", firms.control_body, "inspections and certificates"),
        "laboratory": _desk("certification:queue", firms.laboratory, "residue reports"),
        "exporter": _desk("exports:batches", firms.exporter, "export batches"),
        "importer": _desk("imports:coming", firms.importer, "what is coming"),
        "buyer": {"path": carton, "who": "anybody who scans a carton", "sign_in": None},
        "api": {
            "path": reverse("api"),
            "who": f"machines, with a token made at {reverse('tokens:tokens')} or by /api/v1/token/",
            "sign_in": {"name": firms.cooperative.person.email, "password": PASSWORD},
        },
    }


def _desk(name: str, firm: Firm, what: str) -> dict[str, Any]:
    return {
        "path": reverse(name),
        "who": f"{firm.person.name}, {firm.organisation.name_latin}: {what}",
        "sign_in": {"name": firm.person.email, "password": PASSWORD},
    }
