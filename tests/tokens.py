"""Machines in tests: programs that have a token and nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from traceability.parties.models import Organisation, User
from traceability.parties.tokens.acts.issue import Issued, issue


def a_token(person: User, *scopes: str, at: Organisation | None = None, lasts: timedelta = timedelta(days=1)) -> Issued:
    """A token of somebody's, for the organisation they act for first unless another is named."""
    organisation = at or person.organisations().order_by("pk")[0]
    return issue(organisation=organisation, name="A program", scopes=scopes, lasts=lasts, by=person)


def credentials(secret: str) -> str:
    """The header Authorization."""
    return f"Token {secret}"


def a_machine(person: User, *scopes: str, at: Organisation | None = None) -> Client:
    """Whoever holds such a token. Answers 500 come back as answers."""
    secret = a_token(person, *scopes, at=at).secret
    return Client(headers={"authorization": credentials(secret)}, raise_request_exception=False)
