"""Which scopes are of use to whom."""

from __future__ import annotations

from collections.abc import Iterable

from traceability.parties.models import Organisation
from traceability.web.scopes import Scope

Kind = Organisation.Kind
EXPORTING = (Scope.LOAD, Scope.SHIP, Scope.RECEIVE, Scope.PAPERS, Scope.LINKS)

OFFERED: dict[str, tuple[Scope, ...]] = {
    Kind.COOPERATIVE: (Scope.READ, Scope.ORCHARDS, Scope.LOTS, Scope.LABELS, *EXPORTING),
    Kind.CONTROL_BODY: (Scope.READ, Scope.CERTIFY, Scope.LINKS),
    Kind.LABORATORY: (Scope.READ, Scope.CERTIFY, Scope.LINKS),
    Kind.EXPORTER: (Scope.READ, *EXPORTING),
    Kind.IMPORTER: (Scope.READ, Scope.RECEIVE, Scope.PAPERS, Scope.LINKS),
    Kind.AUTHORITY: (Scope.READ,),
}


def offered_to(organisations: Iterable[Organisation]) -> list[Scope]:
    """The scopes that programs of these organisations can use, each once, the least first."""
    wanted = {scope for organisation in organisations for scope in OFFERED[organisation.kind]}
    return [scope for scope in Scope if scope in wanted]
