"""Give a machine a token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from traceability.parties.models import Organisation, User
from traceability.parties.tokens.models import MachineToken
from traceability.parties.tokens.refusals import (
    NoDeskForTokens,
    NoScope,
    ScopeIsUnknown,
    TokenLastsTooLong,
    TokenNeedsAName,
    TooManyTokens,
)
from traceability.web.scopes import Scope

MOST_TOKENS = 100
"""Of one person at one organisation: enough for a program that signs in every few minutes and forgets its token."""
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Issued:
    """A token with its secret, in the clear for the only time."""

    token: MachineToken
    secret: str


@transaction.atomic
def issue(*, organisation: Organisation, name: str, scopes: Iterable[str], lasts: timedelta, by: User) -> Issued:
    """A token by which a machine does, for `organisation` alone, those of `by`'s works that its scopes name.

    Raises NoDeskForTokens unless `by` has another role there than a grower's, TokenNeedsAName, NoScope,
    ScopeIsUnknown, TokenLastsTooLong or TooManyTokens.
    """
    if not by.organisations().filter(pk=organisation.pk).exists():
        raise NoDeskForTokens(organisation=organisation.name_latin)
    if not (called := " ".join(name.split())[:60]):
        raise TokenNeedsAName
    if not timedelta(0) < lasts <= LONGEST:
        raise TokenLastsTooLong(most=LONGEST.days)
    wanted = in_order(scopes)
    User.objects.select_for_update().get(pk=by.pk)
    standing = MachineToken.objects.in_force().filter(user=by, organisation=organisation)
    if standing.count() >= MOST_TOKENS:
        raise TooManyTokens(most=MOST_TOKENS, organisation=organisation.name_latin)
    token, secret = MachineToken.objects.create(
        user=by, organisation=organisation, name=called, scopes=" ".join(wanted), expiry=lasts
    )
    return Issued(token, secret)


def in_order(scopes: Iterable[str]) -> list[str]:
    """Each known scope once, as we list them. Raises NoScope or ScopeIsUnknown."""
    wanted = set(scopes)
    if unknown := sorted(wanted - set(Scope.values)):
        raise ScopeIsUnknown(scope=unknown[0][:40], scopes=", ".join(Scope.values))
    if not wanted:
        raise NoScope
    return [scope for scope in Scope.values if scope in wanted]
